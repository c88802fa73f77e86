"""A message to one person, and what can become of it when it is handed over."""

from dataclasses import dataclass

from surveys.errors import Refusal


@dataclass(frozen=True, repr=False)
class Message:
    """Plain text. Nothing in it is fetched, and nothing of it is logged or kept."""

    #: random; under which GOV.UK Notify can be asked for it
    reference: str
    to: str
    subject: str
    text: str
    #: address that ends all letters to this person, for the mail program's own button; empty for none
    stop: str = ""


class NotDelivered(Refusal):
    """Nothing can be handed over now. The letter was not; all of them are tried again."""


class FateUnknown(NotDelivered):
    """The line broke after the letter was on its way: it may have been taken or not."""


class BadAddress(Refusal):
    """This address does not work; others may."""


class NotNow(Refusal):
    """This address takes nothing now; it may later."""
