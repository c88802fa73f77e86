"""Own hand: whether an account that speaks for the union, or for an outsider, is nobody else's hand.

Whoever runs single sign-on can log in as anybody in it, and the employer runs it. The survey office makes accounts, and a
principal social worker can confirm who holds one; both are the employer's, so together they could make the other side.
Without a second factor a password that somebody saw would do.
"""

from collections.abc import Collection

from flask import current_app
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.account import COMMAND_LINE, StaffAccount
from pulse.access.permissions import Role
from surveys.governance import keyholders


def is_vouched_for_by_others(people: Session, person: StaffAccount) -> bool:
    """Whether it goes back to a keyholder, the union, or whoever set Pulse up, that the right person holds this account."""
    seen: set[str] = set()
    # Only another keyholder lets somebody back into a keyholder's account (``governance.confirming``).
    held = keyholders.not_the_employers(people)
    while person.vouched_by != COMMAND_LINE and person.email not in held:
        voucher = account.find(people, person.vouched_by or "")
        if voucher is None or not _is_the_unions(voucher, held) or voucher.email in seen:
            return False
        seen.add(voucher.email)
        person = voucher
    return True


def _is_the_unions(voucher: StaffAccount, held: Collection[str]) -> bool:
    return voucher.role is Role.UNION or voucher.email in held


def lacks_second_factor(person: StaffAccount) -> bool:
    """Whether one is missing for what takes two sides, whatever the settings say. A demonstration asks for none."""
    lacks = person.factor is None and not person.by_single_sign_on
    return lacks and not current_app.extensions["pulse_is_made_up"]()
