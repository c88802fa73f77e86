"""Speaker: for which side whoever is logged in may ask that a published comment be withdrawn, or agree to it.

Keeps docs/promise.md#comments: the two sides are two people. An account that could be the other side's hand speaks for none.
"""

from collections.abc import Sequence
from typing import Final

from pulse.access import account, own_hand
from pulse.access.permissions import Role
from pulse.extensions import people
from pulse.stewards.desk import Desk, OnlyTheWhole
from surveys.clearing.withdraw import Voice
from surveys.errors import Refusal
from surveys.governance.side import Side
from surveys.reports.rounds import Round

#: A principal social worker is employed by whom the comments are about; a union representative is not.
SIDES: Final = {Role.UNION: Side.UNION, Role.PSW: Side.EMPLOYER}
#: Who speaks for a side, on pages.
NAMES: Final = {Side.UNION: "a union representative", Side.EMPLOYER: "a principal social worker"}


class NotYourOwnHand(Refusal):
    """This account cannot speak for its side."""


def demand_whole(desk: Desk, rounds: Sequence[Round]) -> None:
    """Raises OnlyTheWhole."""
    if not desk.clears(rounds):
        raise OnlyTheWhole(
            "You read the comments of one part of the organisation. Comments are withdrawn by those who read for all of it: "
            "tell one of them."
        )


def side() -> Side:
    """The side of whoever is logged in."""
    return SIDES[account.logged_in().role]


def own_voice() -> Voice:
    """Who is logged in, as one who may ask and agree now. Raises NotYourOwnHand."""
    person, own = account.logged_in(), side()
    if own is Side.UNION and person.by_single_sign_on:
        raise NotYourOwnHand(
            "This account comes from the organisation’s single sign-on. Whoever runs that could agree in your name: "
            "for this a union representative needs an account with a password of its own."
        )
    if own is Side.UNION and not own_hand.is_vouched_for_by_others(people(), person):
        raise NotYourOwnHand(
            "Somebody of the employer’s has confirmed who holds this account. For this a union representative must: "
            "the survey office closes the account and opens it again, then it waits to be confirmed."
        )
    if own_hand.lacks_second_factor(person):
        raise NotYourOwnHand(
            "Withdrawing a comment needs a second factor. Set it up under Your account, then come back."
        )
    return Voice(person.email, own)
