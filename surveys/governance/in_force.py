"""In force: the rules that hold on a day, and since when. Sets of rules are added, never changed.

Keeps docs/promise.md#frozen: less is promised only from a day that was announced before, and in no round that is open.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.db import People
from surveys.fieldwork import waves
from surveys.fieldwork.waves import State
from surveys.governance.rules import Rules, weakens

#: Days for which everybody can read that less will be promised before it is.
NOTICE: Final = 14


class AgreedRules(People):
    """A set of rules that was agreed. The last one whose day has come is in force."""

    __tablename__ = "agreed_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: the proposal by which they were agreed
    proposal_id: Mapped[int] = mapped_column(unique=True)
    #: ``Rules.document()``
    document: Mapped[dict[str, object]]
    agreed_on: Mapped[date]
    in_force_on: Mapped[date]


@dataclass(frozen=True)
class InForce:
    """Rules with the day from which they hold; None: from the beginning, since nobody has agreed on any."""

    rules: Rules
    since: date | None = None
    #: the proposal by which they were agreed
    proposal: int | None = None


def on(people: Session, day: date) -> InForce:
    """What holds on that day, as far as it is agreed now."""
    found = people.scalar(
        select(AgreedRules)
        .where(AgreedRules.in_force_on <= day)
        .order_by(AgreedRules.id.desc())
        .limit(1)
    )
    return _read(found) if found is not None else InForce(Rules())


def now(people: Session) -> InForce:
    """What holds today."""
    return on(people, clock.today())


def announced(people: Session) -> InForce | None:
    """What is agreed and does not hold yet, if anything; later agreements have put an end to earlier ones."""
    last = people.scalar(select(AgreedRules).order_by(AgreedRules.id.desc()).limit(1))
    waits = last is not None and last.in_force_on > clock.today()
    return _read(last) if last is not None and waits else None


def every(people: Session) -> tuple[InForce, ...]:
    """Everything that was agreed, the latest first."""
    found = people.scalars(select(AgreedRules).order_by(AgreedRules.id.desc()))
    return tuple(_read(row) for row in found)


def add(people: Session, proposal: int, rules: Rules) -> InForce:
    """Keep what was agreed. It holds from today on where it is not weaker than what holds, else after its notice.

    Before any round has opened nobody was promised anything, and no notice is needed.
    """
    days = notice(people) if weakens(now(people).rules, rules) else 0
    row = AgreedRules(
        proposal_id=proposal,
        document=rules.document(),
        agreed_on=clock.today(),
        in_force_on=clock.today() + timedelta(days=days),
    )
    people.add(row)
    people.flush()
    return _read(row)


def notice(people: Session) -> int:
    """Days between an agreement to promise less and the day from which it holds."""
    asked = any(wave.state is not State.PLANNED for wave in waves.every(people))
    return NOTICE if asked else 0


def _read(row: AgreedRules) -> InForce:
    return InForce(Rules.from_document(row.document), row.in_force_on, row.proposal_id)
