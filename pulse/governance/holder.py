"""Whether an account may hold a key of a side: nobody who could be somebody else's hand (``pulse.access.own_hand``)."""

from typing import Final

from pulse.access import account, own_hand
from pulse.access.account import StaffAccount
from pulse.access.permissions import ROLE_NAMES, Role
from pulse.extensions import people
from surveys.errors import Refusal
from surveys.fieldwork import groups
from surveys.governance import keyholders
from surveys.governance.keyholders import Keyholder, NotAKeyholder
from surveys.governance.side import SIDE_NAMES, Side

#: Whose accounts may hold a side's key. The survey office holds none.
ROLES: Final = {
    Side.UNION: (Role.UNION,),
    Side.EMPLOYER: (Role.DIRECTOR, Role.PSW),
    Side.OUTSIDER: (Role.KEYHOLDER,),
}


class Unfit(Refusal):
    """This account cannot hold this key."""


def could_hold(side: Side) -> tuple[StaffAccount, ...]:
    """Accounts that may be named for this side, by name."""
    return tuple(each for each in account.every(people()) if why_not(each, side) is None)


def why_not(person: StaffAccount, side: Side) -> str | None:
    """What speaks against it, in a sentence; None: nothing. A second factor and being confirmed can follow."""
    if not person.active:
        return "This account is closed."
    if person.role not in ROLES[side]:
        wanted = " or ".join(ROLE_NAMES[role] for role in ROLES[side])
        return f"{SIDE_NAMES[side]} is stood for by an account with the role {wanted}."
    if side is not Side.EMPLOYER and person.by_single_sign_on:
        return (
            "This account comes from the organisation’s single sign-on. Whoever runs that could use the key: "
            "the union’s and the outsider’s keyholders need an account with a password of its own."
        )
    if not groups.is_whole(people(), person.scope_code):
        return "This account stands for one part of the organisation. A keyholder stands for all of it."
    return None


def demand_fit(person: StaffAccount, side: Side) -> None:
    """Raises Unfit unless this account may take or turn the key now. A demonstration asks for no second factor."""
    reason = why_not(person, side)
    foreign = side is not Side.EMPLOYER
    if reason is None and foreign and not own_hand.is_vouched_for_by_others(people(), person):
        reason = (
            "Somebody of the employer’s has confirmed who holds this account. For this key a union representative must: "
            "the survey office closes the account and opens it again, then it waits to be confirmed."
        )
    if reason is None and own_hand.lacks_second_factor(person):
        reason = "A keyholder needs a second factor. Set it up under Your account, then come back."
    if reason:
        raise Unfit(reason)


def own_key() -> Keyholder:
    """The key of whoever is logged in, which they may turn now. Raises NotAKeyholder, Unfit."""
    person = account.logged_in()
    held = keyholders.of(people(), person.email)
    demand_fit(person, held.side)
    return held


def held_by_me() -> Keyholder | None:
    """The key of whoever is logged in, if any."""
    try:
        return keyholders.of(people(), account.logged_in().email)
    except NotAKeyholder:
        return None


def may_propose() -> bool:
    """The survey office and keyholders."""
    return account.logged_in().role is Role.OFFICE or held_by_me() is not None


def demand_proposer() -> StaffAccount:
    """Whoever is logged in, if they may propose. Raises NotAKeyholder."""
    if not may_propose():
        raise NotAKeyholder("Other rules are proposed by the survey office or a keyholder.")
    return account.logged_in()
