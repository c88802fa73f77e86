"""Importing a roster: every line's fate and every leaver first; nothing is written before that is confirmed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from sqlalchemy.orm import Session

from surveys import clock
from surveys.errors import Refusal
from surveys.fieldwork import groups, roster
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.roster_file import Columns, Sheet
from surveys.fieldwork.roster_plan import Change, Fate, Leaver, RosterPlan
from surveys.fieldwork.roster_row import (
    PLACED,
    FateKind,
    Judged,
    Person,
    Remark,
    Teams,
    judge,
    shared_addresses,
)

__all__ = [
    "ColumnsMissing",
    "Fate",
    "FateKind",
    "NobodyLeft",
    "RosterPlan",
    "apply",
    "check",
    "plan",
]

#: What a later file may change; the staff number is what people are known by.
_CALLED = {
    "name": "name",
    "email": "e-mail",
    "mobile": "mobile",
    "group_code": "team",
    "job_title": "job title",
}


class ColumnsMissing(Refusal):
    """The columns that must be there have not been chosen, or one was chosen twice."""


class NobodyLeft(Refusal):
    """The file would empty the roster: almost always the wrong file or the wrong columns."""


def plan(people: Session, sheet: Sheet, columns: Columns) -> RosterPlan:
    """Every line's fate against today's groups and roster. Raises ColumnsMissing. Writes nothing."""
    _refuse_columns(columns)
    known = {worker.staff_number.casefold(): worker for worker in roster.everybody(people)}
    teams = Teams(groups.whole(people))
    judged = _without_shared([judge(row, columns, teams) for row in sheet.rows])
    fates = tuple(_fates(judged, known))
    # a line without a team we know leaves its person where they were
    in_file = {f.staff_number.casefold() for f in fates if f.kind is not FateKind.DUPLICATE}
    placed = {f.staff_number.casefold() for f in fates if f.kind in PLACED}
    active = {number: worker for number, worker in known.items() if worker.active}
    leavers = tuple(
        Leaver(worker.staff_number, worker.name, worker.group_code)
        for number, worker in active.items()
        if number not in in_file
    )
    return RosterPlan(fates, leavers, staying=len(placed | (active.keys() & in_file)))


def check(plan: RosterPlan) -> None:
    """May the plan be applied? Asked before anybody is asked to confirm it. Raises NobodyLeft."""
    if plan.staying == 0:
        raise NobodyLeft("Nobody would be left on the roster. Check the columns and the file.")


def apply(people: Session, plan: RosterPlan) -> None:
    """Write what the plan shows: add and change people, make leavers inactive. Raises NobodyLeft."""
    check(plan)
    known = {worker.staff_number.casefold(): worker for worker in roster.everybody(people)}
    for fate in plan.fates:
        if fate.change:
            _write(people, known, fate.change.person)
    for leaver in plan.leavers:
        gone = known[leaver.staff_number.casefold()]
        gone.active, gone.left_on = False, clock.today()
    people.flush()


def _refuse_columns(columns: Columns) -> None:
    if columns.missing:
        lacking = ", ".join(field.replace("_", " ") for field in columns.missing)
        raise ColumnsMissing(f"Choose the column that holds: {lacking}.")
    if columns.repeated:
        raise ColumnsMissing("The same column is chosen twice. Choose another, or none.")


def _without_shared(judged: Sequence[Judged]) -> list[Judged]:
    """Take away addresses that several people give: whoever opens the mailbox could answer for the others."""
    shared = shared_addresses(judged)
    return [_unshared(each, shared) for each in judged]


def _unshared(each: Judged, shared: Mapping[str, tuple[int, ...]]) -> Judged:
    person = each.person
    if person is None or person.email is None or person.email not in shared:
        return each
    others = ", ".join(str(line) for line in shared[person.email] if line != each.line)
    remark = Remark(
        FateKind.SHARED_ADDRESS,
        f"The e-mail address is also on line {others}, with another name. Not kept for either.",
    )
    return replace(each, person=replace(person, email=None), remarks=(*each.remarks, remark))


def _fates(judged: Sequence[Judged], known: Mapping[str, Worker]) -> Iterator[Fate]:
    numbers: dict[str, Judged] = {}
    addresses: dict[str, Judged] = {}
    for each in judged:
        worker = known.get(each.staff_number.casefold())
        first = _stands_already(each, numbers, addresses)
        if each.person is None:
            yield _left_out(each, worker)
        elif first is not None:
            yield _fate(each, Remark(FateKind.DUPLICATE, _repeats(each, first)))
        else:
            numbers[each.staff_number.casefold()] = each
            if each.person.email:
                addresses[each.person.email] = each
            yield _outcome(each, each.person, worker)
            yield from (_fate(each, remark) for remark in each.remarks)


def _fate(each: Judged, remark: Remark, change: Change | None = None) -> Fate:
    return Fate(each.line, remark.kind, remark.message, change, each.staff_number, each.name)


def _left_out(each: Judged, worker: Worker | None) -> Fate:
    remark = each.remarks[0]
    if worker is None or not worker.active:
        return _fate(each, remark)
    stays = remark.message.replace("Left out.", f"Stays in {worker.group_code}.")
    return _fate(each, replace(remark, message=stays))


def _stands_already(
    each: Judged, numbers: Mapping[str, Judged], addresses: Mapping[str, Judged]
) -> Judged | None:
    """The earlier line of the same staff number, or of the same person's other post."""
    same_number = numbers.get(each.staff_number.casefold())
    email = each.person.email if each.person else None
    return same_number or (addresses.get(email) if email else None)


def _repeats(each: Judged, first: Judged) -> str:
    if each.staff_number.casefold() != first.staff_number.casefold():
        return (
            f"The same name and e-mail address as line {first.line}: one person with two posts. "
            f"Asked once, in the team of line {first.line}."
        )
    differing = [_CALLED[field] for field in _differing(first.person, each.person)]
    but = f" with another {' and another '.join(differing)}" if differing else ""
    return f"The same staff number as line {first.line}{but}. Line {first.line} counts."


def _outcome(each: Judged, person: Person, worker: Worker | None) -> Fate:
    if worker is None:
        change = Change(person, tuple(_CALLED))
        return _fate(each, Remark(FateKind.ADDED, "New on the roster."), change)
    fields = _differing(worker, person)
    if worker.active and not fields:
        return _fate(each, Remark(FateKind.UNCHANGED, "As before."))
    what = [f"{_CALLED[f]}: {_shown(worker, f)} → {_shown(person, f)}" for f in fields]
    message = "; ".join(what if worker.active else ["back on the roster", *what])
    remark = Remark(FateKind.CHANGED, message[:1].upper() + message[1:])
    return _fate(each, remark, Change(person, fields))


def _shown(of: Worker | Person, field: str) -> str:
    return getattr(of, field) or "none"


def _differing(first: Worker | Person | None, second: Person | None) -> tuple[str, ...]:
    return tuple(f for f in _CALLED if getattr(first, f) != getattr(second, f))


def _write(people: Session, known: Mapping[str, Worker], person: Person) -> None:
    worker = known.get(person.staff_number.casefold())
    if worker is None:
        people.add(Worker(**asdict(person), active=True))
        return
    if (worker.email, worker.mobile) != (person.email, person.mobile):
        worker.came_back = None  # the new address has not been tried
    for field in _CALLED:
        setattr(worker, field, getattr(person, field))
    worker.active, worker.left_on = True, None
