"""Ruled: the rules that hold for every round, since when, what is coming, and who has agreed; for everybody to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from surveys.fieldwork.pledge import Pledge
from surveys.governance import in_force, keyholders, proposals
from surveys.governance.keyholders import Keyholder
from surveys.governance.proposal import Kind
from surveys.governance.rules import Change
from surveys.governance.side import Side


@dataclass(frozen=True)
class Step:
    """One agreement: from when it holds, whether it promises less than before, and by whose posts it was made."""

    holds_from: date
    weaker: bool
    agreed_by: tuple[tuple[Side, str], ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Ruled:
    """What /promise says of the rules."""

    pledge: Pledge
    #: None: from the beginning
    since: date | None
    keyholders: tuple[Keyholder, ...]
    #: what is agreed and does not hold yet
    coming: Step | None
    #: the latest first
    steps: tuple[Step, ...]


def now(people: Session) -> Ruled:
    """As of today."""
    holds, coming = in_force.now(people), in_force.announced(people)
    steps = tuple(_steps(people))
    return Ruled(
        pledge=holds.rules.pledge,
        since=holds.since,
        keyholders=keyholders.holding(people),
        coming=steps[0] if coming else None,
        steps=steps[1:] if coming else steps,
    )


def _steps(people: Session) -> Iterator[Step]:
    agreed = {made.number: made for made in proposals.every(people) if made.kind is Kind.RULES}
    for own in in_force.every(people):
        if own.proposal is None or own.since is None:  # of what was agreed both are there
            continue
        made = agreed[own.proposal]
        yield Step(
            holds_from=own.since,
            weaker=any(change.weaker for change in made.changes),
            agreed_by=tuple((entry.side, entry.post) for entry in made.agreed if entry.side),
            changes=made.changes,
        )
