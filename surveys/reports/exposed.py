"""Exposed: which answers the band of a sensitive item counts, in words that stand beside every band."""

from surveys.instruments.instrument import Item, Kind
from surveys.speech import language, say


def answers_counted(item: Item) -> str:
    """ "answered “Strongly disagree” or “Disagree”"; nothing for an item of which no answer is counted.

    A statement and its band alone could be read either way round.
    """
    names = [f"“{option.text_in(language())}”" for option in item.options if option.exposed]
    if not names:
        return ""
    if item.kind is Kind.MULTIPLE:
        return say("ticked %(answers)s", answers=_either(names))
    return say("answered %(answers)s", answers=_either(names))


def _either(names: list[str]) -> str:
    *first, last = names
    return say("%(first)s or %(last)s", first=", ".join(first), last=last) if first else last
