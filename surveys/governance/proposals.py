"""Proposals: other rules, or another keyholder, put before the keyholders; and what came of it.

A proposal and its history are only added to, and what it says can be read until the end of time. It is agreed when as
many sides have agreed as it takes: one to promise more, two to promise less.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final, cast

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.db import People, one_of
from surveys.errors import Missing, Refusal
from surveys.governance import in_force, keyholders, rounds
from surveys.governance import rules as comparing
from surveys.governance.proposal import Act, Entry, Fate, Kind, Naming, Proposal
from surveys.governance.rules import Rules
from surveys.governance.side import ONE, TWO, Side

LONGEST_REASON: Final = 600


class NoSuchProposal(Missing):
    """There is none of that number."""


class NothingProposed(Refusal):
    """It would change nothing."""


class NotOpen(Refusal):
    """It is decided, withdrawn, expired or overtaken."""


class AlreadyDecided(Refusal):
    """This side has had its say."""


class ChangedMeanwhile(Refusal):
    """Somebody else decided while this one had it before their eyes."""


class ProposalRow(People):
    """What was proposed: it stays as it is."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    #: of rules: ``Rules.document()`` before and after; of a keyholder: side, held_by, post
    document: Mapped[dict[str, object]]
    because: Mapped[str] = mapped_column(String(LONGEST_REASON))
    needs: Mapped[int]


class ProposalEntry(People):
    """One line of a proposal's history."""

    __tablename__ = "proposal_entry"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[Act] = mapped_column(one_of(Act))
    #: on whose behalf, and by what post; None: the survey office
    side: Mapped[Side | None] = mapped_column(one_of(Side))
    post: Mapped[str] = mapped_column(String(keyholders.LONGEST_POST))
    #: E-mail address of the account; for staff alone.
    entered_by: Mapped[str] = mapped_column(String(254))
    entered_on: Mapped[date]


def propose(people: Session, by: str, after: Rules, because: str) -> Proposal:
    """Put other rules before the keyholders. Rules as they are, where others are announced: to put an end to those.

    Raises NothingProposed, BadRules, Refusal without a reason.
    """
    comparing.check(after)
    holds = in_force.now(people).rules
    if after == holds and in_force.announced(people) is None:
        raise NothingProposed("These are the rules that are in force. Change something.")
    needs = TWO if comparing.weakens(holds, after) else ONE
    document: dict[str, object] = {"before": holds.document(), "after": after.document()}
    return _add(people, by, Kind.RULES, document, because, needs)


def propose_keyholder(people: Session, by: str, naming: Naming, because: str) -> Proposal:
    """Propose who follows a keyholder. Raises BadKeyholder, NotAKeyholder while there are none to agree."""
    if not keyholders.holding(people):
        raise keyholders.NotAKeyholder("There are no keyholders yet: name the first three.")
    keyholders.check(people, naming.side, naming.held_by, naming.post)
    document: dict[str, object] = {
        "side": naming.side.value,
        "held_by": naming.held_by,
        "post": " ".join(naming.post.split()),
    }
    return _add(people, by, Kind.KEYHOLDER, document, because, TWO)


def agree(people: Session, number: int, email: str) -> Proposal:
    """Agree on behalf of one's side; with the last agreement that it takes, it is done.

    Raises NotAKeyholder, NotOpen, AlreadyDecided, ChangedMeanwhile; BadRules, BadKeyholder when it can no longer be done.
    """
    _decide(people, number, email, Act.AGREED)
    decided = find(people, number)
    if decided.fate is Fate.AGREED:
        _carry_out(people, decided)
    return decided


def refuse(people: Session, number: int, email: str) -> Proposal:
    """Refuse on behalf of one's side. Raises what ``agree`` raises."""
    _decide(people, number, email, Act.REFUSED)
    return find(people, number)


def withdraw(people: Session, number: int, email: str) -> Proposal:
    """Whoever proposed it takes it back. Raises NotOpen, ChangedMeanwhile, Refusal for anybody else."""
    own = _open(people, number)
    if own.entries[0].by != email:
        raise Refusal("Only whoever proposed it can take it back.")
    _enter(people, own, Act.WITHDRAWN, own.entries[0].side, own.entries[0].post, email)
    return find(people, number)


def find(people: Session, number: int) -> Proposal:
    """One proposal. Raises NoSuchProposal."""
    found = next(_read(people, number), None) if number < 2**31 else None
    if found is None:
        raise NoSuchProposal("There is no such proposal.")
    return found


def every(people: Session) -> tuple[Proposal, ...]:
    """All of them, the latest first."""
    return tuple(reversed(tuple(_read(people))))


def _decide(people: Session, number: int, email: str, act: Act) -> None:
    holder = keyholders.of(people, email)
    own = _open(people, number)
    said = own.decided_by(holder.side)
    if said is not None:
        raise AlreadyDecided(f"You have {said.act} this on {said.on:%d %B %Y}.")
    _enter(people, own, act, holder.side, holder.post, email)


def _carry_out(people: Session, decided: Proposal) -> None:
    if decided.kind is Kind.RULES:
        in_force.add(people, decided.number, decided.after)
        rounds.lift_all(people)
        return
    who = decided.naming
    keyholders.follow(people, who.side, who.held_by, who.post, decided.number)


def _open(people: Session, number: int) -> Proposal:
    own = find(people, number)
    if not own.is_open:
        raise NotOpen(f"Proposal {number} is {own.fate}. Nothing more can be decided about it.")
    return own


def _add(
    people: Session,
    by: str,
    kind: Kind,
    document: dict[str, object],
    because: str,
    needs: int,
) -> Proposal:
    reason = " ".join(because.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Refusal(f"Write why, in at most {LONGEST_REASON} characters. Everybody can read it.")
    row = ProposalRow(kind=kind, document=document, because=reason, needs=needs)
    people.add(row)
    people.flush()
    holder = next((each for each in keyholders.holding(people) if each.held_by == by), None)
    side, post = (holder.side, holder.post) if holder else (None, "")
    people.add(_entry(row.id, 1, Act.PROPOSED, side, post, by))
    people.flush()
    return find(people, row.id)


def _enter(people: Session, own: Proposal, act: Act, side: Side | None, post: str, by: str) -> None:
    row = _entry(own.number, len(own.entries) + 1, act, side, post, by)
    try:
        with people.begin_nested():
            people.add(row)
    except IntegrityError:  # the other one was quicker by less than this took
        raise ChangedMeanwhile(
            "Somebody else decided while you had this open. Read it again."
        ) from None


def _entry(
    proposal: int, number: int, act: Act, side: Side | None, post: str, by: str
) -> ProposalEntry:
    return ProposalEntry(
        proposal_id=proposal,
        number=number,
        act=act,
        side=side,
        post=post,
        entered_by=by,
        entered_on=clock.today(),
    )


def _read(people: Session, number: int | None = None) -> Iterator[Proposal]:
    wanted = (
        select(ProposalRow, ProposalEntry)
        .join(ProposalEntry, ProposalEntry.proposal_id == ProposalRow.id)
        .order_by(ProposalRow.id, ProposalEntry.number)
    )
    if number is not None:
        wanted = wanted.where(ProposalRow.id == number)
    holds = in_force.now(people).rules
    pairs = [(row, entry) for row, entry in people.execute(wanted)]
    for _, own in groupby(pairs, key=lambda pair: pair[0].id):
        lines = list(own)
        yield _proposal(lines[0][0], [entry for _, entry in lines], holds)


def _proposal(row: ProposalRow, lines: Sequence[ProposalEntry], holds: Rules) -> Proposal:
    entries = (Entry(one.act, one.side, one.post, one.entered_by, one.entered_on) for one in lines)
    return Proposal(
        number=row.id,
        kind=row.kind,
        document=row.document,
        because=row.because,
        needs=row.needs,
        entries=tuple(entries),
        current=row.kind is Kind.KEYHOLDER or _before(row) == holds,
    )


def _before(row: ProposalRow) -> Rules:
    return Rules.from_document(cast("dict[str, object]", row.document["before"]))
