"""Counted: an organisation and the people who answered in it, read from an analyst's two files and checked.

``units.csv``: a row a unit, ``unit_id,parent_id,name`` (name may be left out). ``people.csv``: a row a person who answered,
``unit_id`` and a column an attribute; a blank attribute is none. What else the file holds is not looked at, but a
column ``person_id`` is: nobody may stand in it twice.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from surveys.disclosure.regions import Cell
from surveys.errors import Refusal
from surveys.fieldwork import delimited, units_file
from surveys.fieldwork.delimited import Row
from surveys.fieldwork.units_file import Problem, Unit

#: Each attribute cuts every unit again; with more than these only single people are left.
MOST_ATTRIBUTES: Final = 8
_SHOWN_PROBLEMS: Final = 5
_UNIT: Final = ("unit id", "unit", "unit code", "team id")
_PERSON: Final = ("person id", "person", "worker id", "respondent id", "id")


class BadFile(Refusal):
    """A file cannot be used as it is. Says in which line, and what to do."""


@dataclass(frozen=True)
class Counted:
    """Units from the top down, siblings by code; ``people``: (unit, answer to each of ``attributes``) -> people."""

    parents: Mapping[str, str | None]
    attributes: tuple[str, ...]
    people: Mapping[Cell, int]

    @property
    def top(self) -> str:
        return next(iter(self.parents))

    def above(self, unit: str) -> Iterator[str]:
        """The unit itself and every one above it."""
        step: str | None = unit
        while step is not None:
            yield step
            step = self.parents[step]

    def values(self, attribute: str) -> tuple[str, ...]:
        """The answers that somebody gave, sorted."""
        place = self.attributes.index(attribute) + 1
        return tuple(sorted({cell[place] for cell in self.people if cell[place]}))


def read(units: bytes, people: bytes, attributes: Sequence[str] = ()) -> Counted:
    """Raises BadFile, Unreadable. ``attributes``: columns of the people file, case and punctuation aside."""
    if len(attributes) > MOST_ATTRIBUTES:
        raise BadFile(
            f"{len(attributes)} attributes are too many: together they would tell almost everybody apart, and nothing could be "
            f"shown. Choose at most {MOST_ATTRIBUTES}."
        )
    if len(set(attributes)) < len(attributes):
        raise BadFile("An attribute is named twice. Name each once.")
    parents = _tree(units)
    return Counted(parents, tuple(attributes), _people(people, parents, attributes))


def _tree(content: bytes) -> dict[str, str | None]:
    found, problems = units_file.read(content, any_code=True)
    if problems:
        raise BadFile(_told("the units file", problems))
    below: dict[str | None, list[Unit]] = {}
    for unit in sorted(found, key=lambda unit: unit.code, reverse=True):
        below.setdefault(unit.parent, []).append(unit)
    parents: dict[str, str | None] = {}
    waiting = list(below[None])
    while waiting:
        unit = waiting.pop()
        parents[unit.code] = unit.parent
        waiting += below.get(unit.code, [])
    return parents


def _people(
    content: bytes, parents: Mapping[str, str | None], attributes: Sequence[str]
) -> Counter[Cell]:
    text, _ = delimited.decode(content)
    if not text.strip():
        raise BadFile("The people file is empty. It needs a header, unit_id, and a row a person.")
    wanted = {
        "unit": _UNIT,
        "person": _PERSON,
        **{f"={a}": (delimited.plain(a),) for a in attributes},
    }
    _, records = delimited.rows(text, wanted)
    columns = delimited.match(records[0].cells, wanted)
    _check_columns(records[0], columns, attributes)
    problems = list(_bad_rows(records[1:], columns, parents))
    if problems:
        raise BadFile(_told("the people file", problems))
    places = [columns["unit"], *(columns[f"={attribute}"] for attribute in attributes)]
    return Counter(tuple(row.cell(place) for place in places) for row in records[1:])


def _check_columns(header: Row, columns: Mapping[str, int], attributes: Sequence[str]) -> None:
    there = ", ".join(cell.strip() for cell in header.cells)
    if "unit" not in columns:
        raise BadFile(f"The people file has no column unit_id. Its header reads: {there}.")
    for attribute in attributes:
        if f"={attribute}" not in columns:
            raise BadFile(f"The people file has no column {attribute}. Its header reads: {there}.")


def _bad_rows(
    rows: Sequence[Row], columns: Mapping[str, int], parents: Mapping[str, str | None]
) -> Iterator[Problem]:
    seen: dict[str, tuple[int, str]] = {}
    for row in rows:
        unit, person = row.cell(columns["unit"]), row.cell(columns.get("person"))
        if unit not in parents:
            yield Problem(row.line, _unknown(unit, parents))
        if person in seen:
            line, other = seen[person]
            where = (
                "twice" if other == unit else f"in two units, “{other}” (line {line}) and “{unit}”"
            )
            yield Problem(
                row.line, f"one person stands {where}. Each person counts once, in one unit."
            )
        elif person:
            seen[person] = (row.line, unit)


def _unknown(unit: str, parents: Mapping[str, str | None]) -> str:
    if not unit:
        return "the unit_id is empty. Write the unit in which this person answered."
    for mark in (";", ",", "|", "/", "+", "&"):
        parts = [part.strip() for part in unit.split(mark)]
        if len(parts) > 1 and all(part in parents for part in parts):
            return f"a person in two units, “{unit}”. Each person counts in one unit: choose one."
    return f"the unit “{unit}” is not in the units file. Add it there, or correct it here."


def _told(what: str, problems: Sequence[Problem]) -> str:
    said = "\n".join(f"  {problem.sentence}" for problem in problems[:_SHOWN_PROBLEMS])
    more = len(problems) - _SHOWN_PROBLEMS
    also = f"\n  … and {more} more like these." if more > 0 else ""
    return f"There is something wrong with {what}:\n{said}{also}"
