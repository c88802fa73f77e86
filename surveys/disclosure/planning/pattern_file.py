"""The pattern file: which groups are shown, ours or another tool's. ``group,attribute,base,status``, a row a group."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from surveys import canonical
from surveys.disclosure import solver
from surveys.disclosure.planning.counted import BadFile, Counted
from surveys.disclosure.planning.plan import Family, Key, Planned, Standing
from surveys.fieldwork import delimited
from surveys.fieldwork.delimited import Row

HEADER: Final = ("group", "attribute", "base", "status")
#: Words for the two things a group can be; the letters are those of sdcTable and τ-ARGUS (s and z safe, u and x hidden).
_SHOWN: Final = frozenset({"shown", "published", "safe", "s", "z"})
_HIDDEN: Final = frozenset(
    {"small", "combined", "hidden", "suppressed", "withheld", "primary", "secondary", "u", "x", "w"}
)


@dataclass(frozen=True)
class Said:
    """A row of a pattern. ``base``: the people it says the group has, if it says so."""

    line: int
    key: Key
    base: int | None
    shown: bool


def write(planned: Planned) -> str:
    """The plan as a file, always in the same bytes."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(HEADER)
    for key, standing in planned.standing.items():
        table.writerow((key.unit, key.attribute, planned.bases[key], standing.value))
    return out.getvalue()


def certificate(planned: Planned, counted: Counted, *, k: int, family: Family) -> str:
    """What was proved of the plan, as JSON. ``least``: no set that can be derived has fewer people (null: nothing is shown)."""
    standing = list(planned.standing.values())
    return canonical.dumps(
        {
            "k": k,
            "family": family.value if counted.attributes else "tree",
            "attributes": list(counted.attributes),
            "people": sum(counted.people.values()),
            "groups": len(standing),
            **{each.value: standing.count(each) for each in Standing},
            "least": planned.least,
            "rounds": planned.rounds,
            "method": solver.version(),
        }
    ).decode()


def read(content: bytes) -> tuple[Said, ...]:
    """The rows of a pattern. Raises BadFile, Unreadable."""
    text, _ = delimited.decode(content)
    if not text.strip():
        raise BadFile("The pattern file is empty. It needs the header group,attribute,base,status.")
    names = {name: (name,) for name in HEADER}
    _, records = delimited.rows(text, names)
    columns = delimited.match(records[0].cells, names)
    for name in ("group", "status"):
        if name not in columns:
            there = ", ".join(cell.strip() for cell in records[0].cells)
            raise BadFile(f"The pattern file has no column {name}. Its header reads: {there}.")
    if len(records) == 1:
        raise BadFile("The pattern file has no group below its header.")
    return tuple(_said(records[1:], columns))


def _said(rows: tuple[Row, ...], columns: Mapping[str, int]) -> Iterator[Said]:
    lines: dict[Key, int] = {}
    for row in rows:
        key = Key(row.cell(columns["group"]), row.cell(columns.get("attribute")))
        status, base = row.cell(columns["status"]), row.cell(columns.get("base"))
        if key in lines:
            raise BadFile(f"Line {row.line}: “{key.name}” is already on line {lines[key]}.")
        lines[key] = row.line
        if status.casefold() not in _SHOWN | _HIDDEN:
            raise BadFile(
                f"Line {row.line}: the status “{status}” says neither that the group is shown nor that it is not. "
                "Write shown, small or combined."
            )
        if base and not base.isdecimal():
            raise BadFile(f"Line {row.line}: the base “{base}” is not a number of people.")
        yield Said(row.line, key, int(base) if base else None, status.casefold() in _SHOWN)


def attributes(said: tuple[Said, ...]) -> tuple[str, ...]:
    """The attributes that a pattern's groups are made of, in their order. Raises BadFile."""
    found: dict[str, None] = {}
    for each in said:
        name, equals, value = each.key.attribute.partition("=")
        if each.key.attribute and not (name and equals and value):
            raise BadFile(
                f"Line {each.line}: the attribute “{each.key.attribute}” is not of the form role=VALUE."
            )
        if name:
            found[name] = None
    return tuple(found)
