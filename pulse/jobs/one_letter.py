"""One letter to several of the staff, all the same words."""

from collections.abc import Iterable
from secrets import token_hex

from pulse.message import BadAddress, Message, NotDelivered, NotNow
from pulse.postbox import postbox


def hand_over(addresses: Iterable[str], subject: str, text: str, whose: str) -> int:
    """How many it reached. Raises NotDelivered when that is nobody. ``whose``: "every keyholder", for the message."""
    reached = 0
    with postbox().open() as line:
        for address in addresses:
            try:
                line.hand_over(Message(token_hex(16), address, subject, text))
            except (BadAddress, NotNow):
                continue
            reached += 1
    if not reached:
        raise NotDelivered(f"The mail server refused the address of {whose}.")
    return reached
