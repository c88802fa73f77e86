"""Restructure: units renamed, moved, merged, split and closed on a page, one at a time; a file does many at once.

Every verb writes down what it did (``unit_change``), so that it can be taken back and stands in the units' history.
"""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.errors import Missing, Refusal
from surveys.fieldwork import groups, unit_change
from surveys.fieldwork.groups import GroupPlan, ReportingGroup
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.unit_change import Kind, UnitChange
from surveys.fieldwork.units_file import CODE, LONGEST_NAME

_FEWEST: Final = 2


class BadChange(Refusal):
    """A unit cannot be changed like this. ``field``: where to put it right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NoSuchUnit(Missing):
    """There is no unit of that code."""


def find(people: Session, code: str) -> ReportingGroup:
    """A unit, closed ones included. Raises NoSuchUnit."""
    found = people.get(ReportingGroup, code)
    if found is None:
        raise NoSuchUnit("There is no unit with that unit_id.")
    return found


def take_file(people: Session, plan: GroupPlan, *, demonstration: bool = False) -> None:
    """What a file's plan shows (``groups.apply``), written down as one change. Raises BadUnits."""
    before = unit_change.states(people)
    groups.apply(people, plan, demonstration=demonstration)
    about = (
        f"A file: {len(plan.added)} added, {len(plan.changed)} changed, {len(plan.closed)} closed"
    )
    unit_change.record(people, Kind.FILE, about, before)


def rename(people: Session, code: str, name: str) -> UnitChange:
    """Another name. Raises BadChange."""
    unit = _open(people, code)
    new = _new_name(people, "name", name, but=(code,))
    if new == unit.names["en"]:
        raise BadChange("name", "This is its name already")
    before, was = unit_change.states(people), unit.names["en"]
    unit.names = {**unit.names, "en": new}
    return _done(people, Kind.RENAMED, f"{was} is now {new}", before)


def move(people: Session, code: str, parent: str) -> UnitChange:
    """Under another unit, with all below it. Raises BadChange."""
    unit, above = _below_top(people, code, "parent"), _open(people, parent)
    if parent == unit.parent_code:
        raise BadChange("parent", "It is part of that unit already. Choose another")
    if parent in _within(people, code):
        raise BadChange("parent", "A unit cannot be part of itself. Choose another")
    before = unit_change.states(people)
    unit.parent_code = parent
    return _done(
        people, Kind.MOVED, f"{unit.names['en']} is now part of {above.names['en']}", before
    )


def merge(
    people: Session, codes: Sequence[str], *, code: str, name: str, parent: str
) -> UnitChange:
    """Teams become a new one, with a new code so that no trend runs on with other people; theirs move along.

    ``parent``: empty for that of the first of them. Raises BadChange.
    """
    teams = [_team(people, each, "teams") for each in dict.fromkeys(codes)]
    if len(teams) < _FEWEST:
        raise BadChange("teams", "Choose two teams or more")
    new = _new_name(people, "name", name, but=codes)
    _new_code(people, "code", code)
    above = _open(people, parent or teams[0].parent_code or "")
    if above.code in codes:
        raise BadChange("parent", "The new team cannot be part of a team that is merged")
    before = unit_change.states(people)
    _add(people, code, new, above.code, after=teams[-1].position)
    people.flush()
    placed = _place(people, codes, code)
    for team in teams:
        team.active = False
    about = f"{' and '.join(team.names['en'] for team in teams)} are now {new}"
    return _done(people, Kind.MERGED, about, before, placed=placed)


def split(
    people: Session,
    code: str,
    parts: Sequence[tuple[str, str]],
    places: Mapping[int, str] = MappingProxyType({}),
) -> UnitChange:
    """New teams stand in it: pairs of code and name. It stays, so its trend goes on. Raises BadChange.

    ``places``: worker's number -> code of the new team they go to; whoever is left out waits for HR's next file.
    """
    unit = _team(people, code, "parts")
    if len(parts) < _FEWEST:
        raise BadChange("parts", "Write two teams or more, a line each")
    before = unit_change.states(people)
    for place, (own, name) in enumerate(parts):
        _new_code(people, "parts", own)
        named = _new_name(people, "parts", name)
        _add(people, own, named, code, after=unit.position + place)
        people.flush()
    placed = _place_each(people, code, places, {own for own, _ in parts})
    about = f"{unit.names['en']} is split into {' and '.join(name for _, name in parts)}"
    return _done(people, Kind.SPLIT, about, before, also=[code], placed=placed)


def placed_in(people: Session, code: str) -> tuple[Worker, ...]:
    """Who is on the roster in this very unit, by name."""
    chosen = select(Worker).where(Worker.group_code == code, Worker.active)
    return tuple(people.scalars(chosen.order_by(Worker.name, Worker.staff_number)))


def close(people: Session, code: str) -> UnitChange:
    """No more asked as a unit of its own; whoever is still placed there counts in the unit above. Raises BadChange."""
    unit = _team(people, code, "")
    before = unit_change.states(people)
    unit.active = False
    return _done(people, Kind.CLOSED, f"{unit.names['en']} is closed", before)


def teams(people: Session) -> tuple[ReportingGroup, ...]:
    """Units with none below them, except the whole organisation."""
    found = groups.whole(people)
    parents = {unit.parent_code for unit in found}
    return tuple(u for u in found if u.code not in parents and u.parent_code is not None)


def _done(
    people: Session,
    kind: Kind,
    about: str,
    before: unit_change.States,
    *,
    also: Collection[str] = (),
    placed: dict[str, list[str]] | None = None,
) -> UnitChange:
    people.flush()
    made = unit_change.record(people, kind, about, before, also=also, placed=placed)
    assert made is not None  # noqa: S101 - every verb has refused what changes nothing
    return made


def _open(people: Session, code: str) -> ReportingGroup:
    unit = find(people, code)
    if not unit.active:
        raise BadChange("", f"{unit.names['en']} is closed")
    return unit


def _below_top(people: Session, code: str, field: str) -> ReportingGroup:
    unit = _open(people, code)
    if unit.parent_code is None:
        raise BadChange(field, "The whole organisation stays where it is")
    return unit


def _team(people: Session, code: str, field: str) -> ReportingGroup:
    unit = _below_top(people, code, field)
    if any(each.parent_code == code for each in groups.whole(people)):
        raise BadChange(field, f"{unit.names['en']} has units in it. Move or close these first")
    return unit


def _within(people: Session, code: str) -> set[str]:
    found = {code}
    while True:
        more = {u.code for u in groups.whole(people) if u.parent_code in found} - found
        if not more:
            return found
        found |= more


def _new_name(people: Session, field: str, typed: str, *, but: Collection[str] = ()) -> str:
    """HR's file names teams, so no two open ones share a name."""
    name = " ".join(typed.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadChange(field, f"Enter a name of at most {LONGEST_NAME} characters")
    for unit in groups.whole(people):
        if unit.code not in but and unit.names["en"].casefold() == name.casefold():
            raise BadChange(field, f"There is a unit called {name} already. Choose another name")
    return name


def _new_code(people: Session, field: str, code: str) -> None:
    if not CODE.fullmatch(code):
        raise BadChange(
            field, "Enter a unit_id of at most 40 letters, digits, full stops and dashes"
        )
    if people.get(ReportingGroup, code) is not None:
        raise BadChange(field, f"There is or was a unit with the unit_id {code}. Choose another")


def _add(people: Session, code: str, name: str, parent: str, *, after: int) -> None:
    """A new unit in the order of the file, behind this position."""
    for unit in people.scalars(select(ReportingGroup).where(ReportingGroup.position > after)):
        unit.position += 1
    people.add(
        ReportingGroup(code=code, parent_code=parent, names={"en": name}, position=after + 1)
    )


def _place(people: Session, codes: Sequence[str], code: str) -> dict[str, list[str]]:
    """Everybody of these teams into the new one. Worker's number -> [before, after]."""
    placed = {}
    for worker in people.scalars(select(Worker).where(Worker.group_code.in_(codes))):
        placed[str(worker.id)] = [worker.group_code, code]
        worker.group_code = code
    return placed


def _place_each(
    people: Session, code: str, places: Mapping[int, str], teams: Collection[str]
) -> dict[str, list[str]]:
    """Somebody of this unit into one of its new teams, each by choice. Worker's number -> [before, after]."""
    here = {worker.id: worker for worker in placed_in(people, code)}
    if not (places.keys() <= here.keys() and set(places.values()) <= set(teams)):
        raise BadChange("parts", "The staff list has changed since. Choose again who goes where")
    for number, team in places.items():
        here[number].group_code = team
    people.flush()
    return {str(number): [code, team] for number, team in places.items()}
