"""The office's file of units, read and checked: one tree, or the lines where it is not. Knows no database."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from surveys.fieldwork import delimited
from surveys.fieldwork.delimited import Row

NAMES: Final = {
    "code": (
        *("unit id", "unit code", "unit", "unit no", "unit number", "team id", "team code"),
        *("group code", "org unit id", "code", "id"),
    ),
    "parent": (
        *("parent id", "parent", "parent unit", "parent code", "parent unit id", "reports to"),
        *("part of", "belongs to", "parent unit code"),
    ),
    "name": ("name", "unit name", "team name", "title", "description", "team", "service"),
    "name_cy": ("name cy", "name welsh", "welsh name", "enw"),
}

#: What may stand in a block's code, a file's name and a sealed ballot's label.
CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
LONGEST_NAME: Final = 200


@dataclass(frozen=True)
class Problem:
    """Why a file is not taken."""

    line: int
    message: str

    @property
    def sentence(self) -> str:
        return f"Line {self.line}: {self.message}"


@dataclass(frozen=True)
class Unit:
    """One line of the file."""

    line: int
    code: str
    parent: str | None
    name: str
    #: its place in the file; the first unit is 0
    position: int
    welsh: str | None = None

    @property
    def names(self) -> Mapping[str, str]:
        """Language -> name."""
        return {"en": self.name} | ({"cy": self.welsh} if self.welsh else {})


def read(
    file: bytes | str, *, any_code: bool = False
) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """The units in the file's order, and every problem found. Raises Unreadable.

    ``any_code``: for counting alone, a code may be any text, and a unit without a name goes by its code.
    """
    text = delimited.decode(file)[0] if isinstance(file, bytes) else file
    _, records = delimited.rows(text.removeprefix("\ufeff"), NAMES)
    at = delimited.header_of(records, NAMES)
    columns = delimited.match(records[at].cells, NAMES)
    needed = _LABELS.keys() - ({"name"} if any_code else set())
    missing = [label for key, label in _LABELS.items() if key in needed and key not in columns]
    if missing:
        return (), (Problem(records[at].line, f"there is no column {', '.join(missing)}."),)
    units = tuple(_unit(row, columns, n) for n, row in enumerate(records[at + 1 :]))
    if any_code:
        units = tuple(replace(unit, name=unit.name or unit.code) for unit in units)
    if not units:
        return (), (Problem(records[at].line, "there is no unit below the header."),)
    problems = (*_bad_lines(units, any_code=any_code), *_bad_tree(units))
    return units, tuple(sorted(problems, key=lambda problem: problem.line))


_LABELS: Final = {"code": "unit_id", "parent": "parent_id", "name": "name"}


def _unit(row: Row, columns: Mapping[str, int], position: int) -> Unit:
    return Unit(
        line=row.line,
        code=row.cell(columns["code"]),
        parent=row.cell(columns["parent"]) or None,
        name=" ".join(row.cell(columns.get("name")).split()),
        position=position,
        welsh=" ".join(row.cell(columns.get("name_cy")).split()) or None,
    )


def _bad_lines(units: Sequence[Unit], *, any_code: bool) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for unit in units:
        if not unit.code:
            yield Problem(unit.line, "the unit has no unit_id. Give it one that will not change.")
        elif not any_code and not CODE.fullmatch(unit.code):
            yield Problem(
                unit.line,
                f"the unit_id “{unit.code}” cannot be used. Use at most 40 letters, digits, "
                "full stops and dashes.",
            )
        elif unit.code in lines:
            yield Problem(
                unit.line,
                f"the unit_id “{unit.code}” is already on line {lines[unit.code]}. "
                "Give each unit its own.",
            )
        if not unit.name:
            yield Problem(unit.line, f"the unit “{unit.code}” has no name. Write one.")
        elif len(unit.name) > LONGEST_NAME:
            yield Problem(unit.line, f"the name is longer than {LONGEST_NAME} characters.")
        lines.setdefault(unit.code, unit.line)


def _bad_tree(units: Sequence[Unit]) -> Iterator[Problem]:
    codes = {unit.code for unit in units}
    tops = [unit for unit in units if unit.parent is None]
    if not tops:
        yield Problem(
            units[0].line,
            "no unit is the whole organisation. Leave the parent_id of one unit empty.",
        )
    for unit in tops[1:]:
        yield Problem(
            unit.line,
            f"“{unit.code}” has no parent_id, but neither has “{tops[0].code}” on line "
            f"{tops[0].line}. Only the whole organisation has none: one organisation, one tree.",
        )
    for unit in units:
        if unit.parent is not None and unit.parent not in codes:
            yield Problem(
                unit.line,
                f"the parent_id “{unit.parent}” is no unit of this file. Add that unit, or "
                "correct the parent_id.",
            )
    yield from _cycles(units, codes)


def _cycles(units: Sequence[Unit], codes: Collection[str]) -> Iterator[Problem]:
    """One problem for every unit that is above itself."""
    parents = {unit.code: unit.parent for unit in units}
    for unit in units:
        seen: list[str] = []
        above = unit.parent
        while above is not None and above in codes and above not in seen and above != unit.code:
            seen.append(above)
            above = parents[above]
        if above == unit.code:
            road = " → ".join((unit.code, *seen, unit.code))
            yield Problem(unit.line, f"“{unit.code}” is above itself ({road}).")
