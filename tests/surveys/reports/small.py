"""Rounds of a few items and groups, as values: for tests of what is computed, without a database."""

from collections.abc import Iterable, Mapping
from datetime import date

from surveys.instruments.instrument import Construct, Instrument, Item, Kind, Option
from surveys.releases.document import Cell, Group
from surveys.releases.release import Kind as ReleaseKind
from surveys.releases.release import Status, Subject
from surveys.releases.shelf import Shelved
from surveys.reports.rounds import Round

VALUES = ("one", "two", "three", "four", "five")


def item(code: str, construct: str | None = "topic", **other: bool) -> Item:
    """A five-point item, scored 1 to 5, with an answer that has no score."""
    options = tuple(Option(value, {"en": value}, score=n + 1) for n, value in enumerate(VALUES))
    return Item(
        code,
        Kind.SCALE,
        {"en": f"Question {code}"},
        options=(*options, Option("away", {"en": "Away"})),
        construct=construct,
        **other,
    )


def counts(*people: int, away: int = 0) -> dict[str, int]:
    """How many chose 1, 2, 3, 4, 5."""
    return {**dict(zip(VALUES, people, strict=True)), "away": away}


def shown(code: str, of: Mapping[str, int], group: str = "ALL") -> Cell:
    return Cell(group, Subject.ITEM, code, Status.SHOWN, base=sum(of.values()), counts=of)


def withheld(code: str, group: str = "ALL") -> Cell:
    return Cell(group, Subject.ITEM, code, Status.WITHHELD)


def group(
    code: str,
    parent: str | None = "ALL",
    *,
    kind: str = "node",
    combined_in: str | None = None,
    teams: int = 1,
    position: int = 0,
) -> Group:
    return Group(
        code=code,
        parent=parent,
        names={"en": f"Group {code}"},
        kind=kind,
        teams=teams,
        status="combined" if combined_in else "shown",
        combined_in=combined_in,
        depth=0 if parent is None else 1,
        position=position,
    )


def of_round(
    number: int, items: Iterable[Item], groups: Iterable[Group] = (group("ALL", None),)
) -> Round:
    """A round whose constructs are those of its items."""
    asked = tuple(items)
    constructs = dict.fromkeys(one.construct for one in asked if one.construct)
    return Round(
        release=Shelved(
            number=number,
            wave=f"w{number}",
            kind=ReleaseKind.FIGURES,
            published_on=date(2026, number, 1),
            digest=f"{number:064}",
            names={"en": f"Round {number}"},
            opens_on=date(2026, number, 1),
            closes_on=date(2026, number, 1),
            demonstration=False,
        ),
        instrument=Instrument(
            code="small",
            version=1,
            title={"en": "Small"},
            constructs=tuple(Construct(code, {"en": code.capitalize()}) for code in constructs),
            items=asked,
        ),
        groups=tuple(groups),
        pledge={"threshold": 10},
        themes={},
    )
