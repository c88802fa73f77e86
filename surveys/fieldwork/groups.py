"""Reporting groups: the organisation's tree of services and teams, as it is today.

A wave freezes its own copy when it opens (``surveys.fieldwork.tree``); nothing here changes a wave that has opened.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People
from surveys.errors import Refusal
from surveys.fieldwork import organisation, units_file
from surveys.fieldwork.units_file import Problem, Unit


class BadUnits(Refusal):
    """The file of units has problems; nothing of it is taken."""


class ReportingGroup(People):
    """A node of the organisation: the whole, a service, a team."""

    __tablename__ = "reporting_group"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("reporting_group.code"))
    #: Language -> name, "en" always there.
    names: Mapped[dict[str, str]]
    #: The order of the office's file, so that every list of groups is the same everywhere.
    position: Mapped[int]
    #: A closed team keeps its row, for the history of earlier waves.
    active: Mapped[bool] = mapped_column(default=True)


@dataclass(frozen=True)
class Change:
    """A unit that the file describes otherwise than we know it."""

    unit: Unit
    #: "renamed from …", "moved from …", "opened again": what the office reads before it confirms
    what: tuple[str, ...]


@dataclass(frozen=True)
class GroupPlan:
    """What a file would do. Nothing is written before ``apply``, and nothing at all while there are problems."""

    added: tuple[Unit, ...]
    changed: tuple[Change, ...]
    #: groups that the file no longer has
    closed: tuple[ReportingGroup, ...]
    unchanged: tuple[Unit, ...]
    problems: tuple[Problem, ...]

    @property
    def empty(self) -> bool:
        """Would nothing change?"""
        return not (self.added or self.changed or self.closed)

    def summary(self) -> str:
        """What would change, a line each; or the problems."""
        if self.problems:
            return "\n".join(problem.sentence for problem in self.problems)
        changed = [f"{each.unit.name}: {', '.join(each.what)}" for each in self.changed]
        closed = [f"{group.names['en']}: closed" for group in self.closed]
        counts = f"{len(self.added)} added, {len(self.changed)} changed, {len(self.closed)} closed"
        return "\n".join([*changed, *closed, f"{counts}, {len(self.unchanged)} unchanged."])


def whole(people: Session) -> tuple[ReportingGroup, ...]:
    """The groups there are today, in the order of the office's file; closed ones left out."""
    found = people.scalars(
        select(ReportingGroup).where(ReportingGroup.active).order_by(ReportingGroup.position)
    )
    return tuple(found)


def is_whole(people: Session, scope: str | None) -> bool:
    """Whether somebody of this scope (a group's code, or none) stands for the whole organisation."""
    return scope is None or scope in {
        unit.code for unit in whole(people) if unit.parent_code is None
    }


def name_of(people: Session, scope: str | None) -> str:
    """What somebody of this scope stands for, in words."""
    unit = people.get(ReportingGroup, scope) if scope is not None else None
    return unit.names["en"] if unit else "The whole organisation"


def plan_import(people: Session, file: bytes | str) -> GroupPlan:
    """Compare a file with ``unit_id, parent_id, name`` columns with what there is. Raises Unreadable."""
    units, problems = units_file.read(file)
    if problems:
        return GroupPlan((), (), (), (), problems)
    known = {group.code: group for group in people.scalars(select(ReportingGroup))}
    in_file = {unit.code for unit in units}
    changes = {unit: _differences(known[unit.code], unit) for unit in units if unit.code in known}
    return GroupPlan(
        added=tuple(unit for unit in units if unit.code not in known),
        changed=tuple(Change(unit, what) for unit, what in changes.items() if what),
        closed=tuple(g for g in known.values() if g.active and g.code not in in_file),
        unchanged=tuple(unit for unit, what in changes.items() if not what),
        problems=(),
    )


def apply(people: Session, plan: GroupPlan, *, demonstration: bool = False) -> None:
    """Write what the plan shows: add, rename, move, close; delete nothing. Raises BadUnits.

    ``demonstration``: are the units made up? It counts for the first file alone, which sets up the organisation.
    """
    if plan.problems:
        raise BadUnits(" ".join(problem.sentence for problem in plan.problems))
    for unit in _parents_first(plan.added):
        people.add(
            ReportingGroup(
                code=unit.code,
                parent_code=unit.parent,
                names=dict(unit.names),
                position=unit.position,
            )
        )
    people.flush()  # new groups stand before any old one moves into them
    for unit in (*(change.unit for change in plan.changed), *plan.unchanged):
        _take(people.get_one(ReportingGroup, unit.code), unit)
    for group in plan.closed:
        group.active = False
    people.flush()
    _name_organisation(people, demonstration=demonstration)


def _differences(group: ReportingGroup, unit: Unit) -> tuple[str, ...]:
    what = []
    if not group.active:
        what.append("opened again")
    if group.names != dict(unit.names):
        what.append(f"renamed from {group.names['en']}")
    if group.parent_code != unit.parent:
        what.append(f"moved from {group.parent_code or 'the top'} to {unit.parent or 'the top'}")
    return tuple(what)


def _take(group: ReportingGroup, unit: Unit) -> None:
    group.parent_code = unit.parent
    group.names = dict(unit.names)
    group.position = unit.position
    group.active = True


def _parents_first(units: Iterable[Unit]) -> list[Unit]:
    """An order in which a database takes them one by one. The tree has no cycle: the file was checked."""
    waiting = {unit.code: unit for unit in units}
    ordered: list[Unit] = []
    while waiting:
        ready = [unit for unit in waiting.values() if unit.parent not in waiting]
        ordered += ready
        for unit in ready:
            del waiting[unit.code]
    return ordered


def _name_organisation(people: Session, *, demonstration: bool) -> None:
    """The first file also says what the organisation is called."""
    if organisation.the(people) is None:
        top = next(group for group in whole(people) if group.parent_code is None)
        organisation.name(people, dict(top.names), demonstration=demonstration)
