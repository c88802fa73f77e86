"""Headcounts: a wave's blocks as the office proposes them, confirmed by somebody else before the wave may open.

Keeps docs/promise.md#small-numbers: a threshold protects nobody in a block that is padded with invented people. What is
confirmed are counts; whether each of them is a person, only somebody who knows the teams can tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, cast

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import canonical, clock
from surveys.db import People
from surveys.errors import Refusal
from surveys.fieldwork import freeze, groups
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import State, Wave, WrongState

LONGEST_NOTE: Final = 500


class Standing(StrEnum):
    """How far a planned wave's headcounts are."""

    NOT_PROPOSED = "not proposed"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    #: The roster gives others than those that were proposed.
    CHANGED = "changed"


class Headcounts(People):
    """What was proposed last for a wave, and who confirmed it. The audit log remembers what was before."""

    __tablename__ = "wave_headcount"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    #: ``Blocks``, as they were on that day.
    document: Mapped[dict[str, object]]
    fingerprint: Mapped[str] = mapped_column(String(64))
    #: E-mail addresses, as in the audit log; no key leads to an account.
    proposed_by: Mapped[str] = mapped_column(String(254))
    proposed_on: Mapped[date]
    confirmed_by: Mapped[str | None] = mapped_column(String(254))
    confirmed_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(LONGEST_NOTE))

    @property
    def blocks(self) -> "Blocks":
        raw = cast("dict[str, Any]", self.document)
        return Blocks(
            rows=tuple(_row(row) for row in raw["rows"]),
            gone=tuple((name, count) for name, count in raw["gone"]),
        )


@dataclass(frozen=True)
class Row:
    """One block. ``teams``: the teams that it combines, with their people; none where it is one team."""

    code: str
    name: str
    headcount: int
    teams: tuple[tuple[str, int], ...]
    #: How many people the block of that code had in the last wave; None when there was none.
    before: int | None
    #: Whether it had other teams then.
    recombined: bool

    @property
    def is_changed(self) -> bool:
        return self.recombined or self.before != self.headcount


@dataclass(frozen=True)
class Blocks:
    """A wave's blocks in reading order, and the last wave's that are no longer: (name, people)."""

    rows: tuple[Row, ...]
    gone: tuple[tuple[str, int], ...]

    @property
    def people(self) -> int:
        return sum(row.headcount for row in self.rows)

    @property
    def changed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_changed)

    @property
    def unchanged(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.is_changed)


class NotConfirmed(Refusal):
    """Nobody but the office stands for the headcounts yet, or the roster has changed since somebody did."""


class SamePerson(Refusal):
    """Who proposed headcounts cannot confirm them."""


def foresee(people: Session, wave: Wave) -> Blocks:
    """The blocks that today's roster gives the wave, beside the last wave's. Raises TooFew, NoUnits."""
    return _compare(people, freeze.foresee(people, wave), freeze.last_tree(people, wave))


def propose(people: Session, wave: Wave, by: str) -> Headcounts:
    """Keep today's blocks for somebody to confirm; what was confirmed before no longer is.

    Raises WrongState once the wave has opened, TooFew, NoUnits.
    """
    _demand_planned(wave)
    tree = freeze.foresee(people, wave)
    made = people.get(Headcounts, wave.id) or Headcounts(wave_id=wave.id)
    made.document = asdict(_compare(people, tree, freeze.last_tree(people, wave)))
    made.fingerprint = fingerprint(tree)
    made.proposed_by, made.proposed_on = by, clock.today()
    made.confirmed_by = made.confirmed_on = made.note = None
    people.add(made)
    people.flush()
    return made


def confirm(people: Session, wave: Wave, by: str, *, seen: str, note: str = "") -> None:
    """A second person stands for what was proposed. ``seen``: the fingerprint of what they looked at.

    The caller sees to it that this person's role may. Raises NotConfirmed when it is not what is proposed, or not what
    the roster gives today; SamePerson, WrongState.
    """
    _demand_planned(wave)
    proposed = people.get(Headcounts, wave.id, with_for_update=True, populate_existing=True)
    if proposed is None:
        raise NotConfirmed(_WHY[Standing.NOT_PROPOSED].format(wave.code))
    if proposed.proposed_by == by:
        raise SamePerson("You proposed these headcounts. Somebody else must confirm them.")
    if proposed.fingerprint != seen or _now(people, wave) != seen:
        raise NotConfirmed(_WHY[Standing.CHANGED].format(wave.code))
    proposed.confirmed_by, proposed.confirmed_on = by, clock.today()
    proposed.note = " ".join(note.split())[:LONGEST_NOTE] or None
    people.flush()


def of(people: Session, wave: Wave) -> Headcounts | None:
    """What was proposed last, if anything."""
    return people.get(Headcounts, wave.id)


def standing(people: Session, wave: Wave) -> Standing:
    """How far a planned wave is, with today's roster."""
    return _standing(of(people, wave), _now(people, wave))


def demand(people: Session, wave: Wave, tree: Sequence[WaveGroup]) -> None:
    """Raises NotConfirmed unless these very blocks, as they are being frozen, were confirmed by a second person."""
    found = _standing(of(people, wave), fingerprint(tree))
    if found is not Standing.CONFIRMED:
        raise NotConfirmed(_WHY[found].format(wave.code))


def why_waiting(people: Session, wave: Wave) -> str | None:
    """What keeps a planned wave from opening, in a sentence; None when nothing of this does."""
    found = standing(people, wave)
    return None if found is Standing.CONFIRMED else _WHY[found].format(wave.code)


def fingerprint(tree: Iterable[WaveGroup]) -> str:
    """Of the blocks, their units and their headcounts: what is confirmed, and nothing else."""
    blocks = [(g.code, g.headcount, sorted(g.units)) for g in tree if g.is_block]
    return canonical.fingerprint(sorted(blocks))


_WHY: Final = {
    Standing.NOT_PROPOSED: (
        "The headcounts of {} have not been proposed. Propose them on the round’s page; then a union representative or "
        "principal social worker confirms them. Until then it does not open."
    ),
    Standing.WAITING: (
        "The headcounts of {} wait for a union representative or principal social worker to confirm them, under Checks. "
        "Until then it does not open."
    ),
    Standing.CHANGED: (
        "The blocks or headcounts of {} are no longer those that were proposed. Propose them again, and have them "
        "confirmed. Until then it does not open."
    ),
}


def _standing(proposed: Headcounts | None, now: str | None) -> Standing:
    if proposed is None:
        return Standing.NOT_PROPOSED
    if proposed.fingerprint != now:
        return Standing.CHANGED
    return Standing.CONFIRMED if proposed.confirmed_by else Standing.WAITING


def _demand_planned(wave: Wave) -> None:
    if wave.state is not State.PLANNED:
        raise WrongState(
            f"Round {wave.code} is {wave.state}. Headcounts are settled before it opens."
        )


def _now(people: Session, wave: Wave) -> str | None:
    """Today's fingerprint; None when today's roster gives no blocks at all."""
    try:
        return fingerprint(freeze.foresee(people, wave))
    except Refusal:
        return None


def _compare(people: Session, tree: Iterable[WaveGroup], last: Iterable[WaveGroup]) -> Blocks:
    units = groups.whole(people)
    names = {unit.code: unit.names["en"] for unit in units}
    counts = freeze.confirmed(people, units)
    blocks = {group.code: group for group in tree if group.is_block}
    before = {group.code: group for group in last if group.is_block}
    return Blocks(
        rows=tuple(
            Row(
                code=code,
                name=block.names["en"],
                headcount=block.headcount,
                teams=_teams([(names[u], counts[u]) for u in block.units if counts.get(u)]),
                before=before[code].headcount if code in before else None,
                recombined=code in before and set(before[code].units) != set(block.units),
            )
            for code, block in blocks.items()
        ),
        gone=tuple(
            (each.names["en"], each.headcount)
            for code, each in before.items()
            if code not in blocks
        ),
    )


def _teams(combined: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(combined) if len(combined) > 1 else ()


def _row(raw: dict[str, Any]) -> Row:
    teams = tuple((name, count) for name, count in raw["teams"])
    return Row(**(raw | {"teams": teams}))
