"""Problems: the few things about typed answers that must be put right before they can be sent."""

from pulse.respond.typed import Typed, too_long
from surveys.instruments.instrument import Instrument
from surveys.speech import mark, say

#: Stands for the page as a whole where an item's code would stand.
PAGE = ""

BLANK = mark(
    "You have not answered anything yet. Answer at least one question, or choose “Prefer not to say”."
)


def problems(instrument: Instrument, typed: Typed) -> dict[str, str]:
    """Item -> what is wrong with what was written there."""
    found = ((item.code, too_long(typed.comment(item))) for item in instrument.comments)
    return {code: trouble for code, trouble in found if trouble}


def before_sending(instrument: Instrument, typed: Typed) -> dict[str, str]:
    """The same, and nothing at all was answered: a code is spent once, so not by a slip of the thumb."""
    if typed.is_blank(instrument):
        return {PAGE: say(BLANK)}
    return problems(instrument, typed)
