"""Keyholders: the three people whose agreement it takes to promise less, one a side, shown to everybody by their post.

Nobody holds a key before all three sides have accepted theirs, so that no one side begins alone. From then on a
keyholder is replaced by an agreement of two sides.
"""

from datetime import date
from typing import Final

from sqlalchemy import CheckConstraint, Index, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.comments.redact import spans
from surveys.db import People, one_of
from surveys.errors import Missing, Refusal
from surveys.governance.side import Side

LONGEST_POST: Final = 100
#: Words of usual posts that are no common English words.
_OF_POSTS: Final = frozenset(("convenor", "convener", "caldicott", "unison", "basw", "unite"))
#: What redaction finds that says who somebody is. A place or a school does not.
_SOMEBODY: Final = ("[name]", "[email]", "[phone]", "[link]")


class BadKeyholder(Refusal):
    """This cannot be a keyholder. ``field``: what to put right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotAKeyholder(Refusal):
    """Who asks holds no key, or not any more."""


class NoSuchNaming(Missing):
    """Nobody of that number was named."""


class HoldsAKey(Refusal):
    """Neither the command line nor a comment reader says who is back in an account that turns a key."""


class Keyholder(People):
    """Somebody who was named. They hold a key from the day they accept until somebody follows them."""

    __tablename__ = "keyholder"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR accepted_on IS NOT NULL", name="held_before_it_ended"),
        Index(
            "uq_keyholder_side_holding",
            "side",
            unique=True,
            sqlite_where=text("accepted_on IS NOT NULL AND ended_on IS NULL"),
            postgresql_where=text("accepted_on IS NOT NULL AND ended_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[Side] = mapped_column(one_of(Side))
    #: E-mail address of the account, as in the audit log; for staff alone.
    held_by: Mapped[str] = mapped_column(String(254))
    #: What everybody reads: a role, never a name.
    post: Mapped[str] = mapped_column(String(LONGEST_POST))
    named_on: Mapped[date]
    accepted_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    #: The proposal by which they follow somebody; None: one of the first three.
    proposal_id: Mapped[int | None]


def holding(people: Session) -> tuple[Keyholder, ...]:
    """Who holds a key now, in the order of the sides: nobody, or all three sides."""
    found = {each.side: each for each in _accepted(people)}
    return tuple(found[side] for side in Side) if len(found) == len(Side) else ()


def not_the_employers(people: Session) -> frozenset[str]:
    """Accounts that hold a key of the union's or the outsider's now."""
    return frozenset(each.held_by for each in holding(people) if each.side is not Side.EMPLOYER)


def named(people: Session) -> tuple[Keyholder, ...]:
    """Who was named last for each side and has not accepted."""
    last = {each.side: each for each in people.scalars(select(Keyholder).order_by(Keyholder.id))}
    waiting = [last[side] for side in Side if side in last]
    return tuple(each for each in waiting if each.accepted_on is None)


def accepted_early(people: Session) -> tuple[Keyholder, ...]:
    """Of the first three: who has accepted while others have not."""
    return () if holding(people) else _accepted(people)


def of(people: Session, email: str) -> Keyholder:
    """The key that this account holds. Raises NotAKeyholder."""
    found = next((each for each in holding(people) if each.held_by == email), None)
    if found is None:
        raise NotAKeyholder("You hold no key. Only the three keyholders can agree or refuse.")
    return found


def bound(people: Session, email: str) -> Keyholder | None:
    """The key that counts and that this account holds, or was named for by two sides; None: none."""
    held = holding(people)
    known = (*held, *named(people)) if held else ()
    return next((each for each in known if each.held_by == email), None)


def demand_unbound(people: Session, email: str) -> None:
    """Raises HoldsAKey. Whoever runs the server lets anybody into an account: with its key they would promise less alone."""
    if bound(people, email):
        raise HoldsAKey(
            "This account holds a key. Its key rests until the keyholder of the union or the outsider "
            "confirms, under Rules, Keyholders, that the right person is back."
        )


def name_first(people: Session, side: Side, held_by: str, post: str) -> Keyholder:
    """Name one of the first three. Whoever was named for this side before gives way: nobody holds a key yet.

    Raises BadKeyholder, also once there are keyholders: from then on two sides agree who follows.
    """
    if holding(people):
        raise BadKeyholder(
            "side", "There are keyholders. Propose who follows one of them: two sides must agree."
        )
    for early in accepted_early(people):
        if early.side is side:
            early.ended_on = clock.today()
    people.flush()
    check(people, side, held_by, post)
    return _add(people, side, held_by, post, None)


def follow(people: Session, side: Side, held_by: str, post: str, proposal: int) -> Keyholder:
    """Name who follows the keyholder of a side, as two sides have agreed. They hold the key when they accept it."""
    check(people, side, held_by, post)
    return _add(people, side, held_by, post, proposal)


def named_for(people: Session, number: int, email: str) -> Keyholder:
    """The key that this account was named for and has not taken. Raises NoSuchNaming."""
    own = next((each for each in named(people) if each.id == number), None)
    if own is None or own.held_by != email:
        raise NoSuchNaming(
            "You were not named as a keyholder, or somebody else was named after you."
        )
    return own


def accept(people: Session, number: int, email: str) -> Keyholder:
    """Take the key that one was named for; whoever had it holds it no longer. Raises NoSuchNaming, BadKeyholder."""
    own = named_for(people, number, email)
    _once(people, own.side, email)
    for before in _accepted(people):
        if before.side is own.side:
            before.ended_on = clock.today()
    people.flush()
    own.accepted_on = clock.today()
    people.flush()
    return own


def every(people: Session) -> tuple[Keyholder, ...]:
    """Everybody who ever held a key, the latest first."""
    chosen = select(Keyholder).where(Keyholder.accepted_on.is_not(None))
    return tuple(people.scalars(chosen.order_by(Keyholder.accepted_on.desc(), Keyholder.id.desc())))


def check(people: Session, side: Side, held_by: str, post: str) -> None:
    """Raises BadKeyholder for somebody who holds another side's key, and for a post that everybody must not read."""
    written = " ".join(post.split())
    if not 0 < len(written) <= LONGEST_POST:
        raise BadKeyholder(
            "post",
            f"Write their post, such as “Branch secretary”, in at most {LONGEST_POST} characters",
        )
    if any(span.mark in _SOMEBODY for span in spans(written, allow=_OF_POSTS)):
        raise BadKeyholder(
            "post", "This may say who somebody is. Everybody reads it: write a post, not a name"
        )
    _once(people, side, held_by)


def _accepted(people: Session) -> tuple[Keyholder, ...]:
    """Who has taken a key and not given it up, whether keys count yet or not."""
    chosen = select(Keyholder).where(
        Keyholder.accepted_on.is_not(None), Keyholder.ended_on.is_(None)
    )
    return tuple(people.scalars(chosen))


def _once(people: Session, side: Side, held_by: str) -> None:
    if any(each.held_by == held_by and each.side is not side for each in _accepted(people)):
        raise BadKeyholder("held_by", "This person holds a key already. Nobody holds two")


def _add(people: Session, side: Side, held_by: str, post: str, proposal: int | None) -> Keyholder:
    made = Keyholder(
        side=side,
        held_by=held_by,
        post=" ".join(post.split()),
        named_on=clock.today(),
        proposal_id=proposal,
    )
    people.add(made)
    people.flush()
    return made
