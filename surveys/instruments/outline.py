"""Outline: the little of an instrument that a browser needs to make answers of a form, as JSON.

No wording: the page has it. ``assets/ballot/clean.js`` reads it and does what ``answers.clean`` does.
"""

from surveys.canonical import Json
from surveys.instruments.instrument import Instrument, Item


def outline(instrument: Instrument) -> list[Json]:
    """Every item in the order it is asked, comments included; what is empty is left out.

    An item: ``code``, ``kind``, ``options`` (their values, in order), ``alone`` (the values that stand
    beside no other), ``follows`` (``item``, ``values``).
    """
    return [_line(item) for item in instrument.items]


def _line(item: Item) -> Json:
    line: dict[str, Json] = {"code": item.code, "kind": item.kind.value}
    if item.options:
        line["options"] = [option.value for option in item.options]
    if alone := [option.value for option in item.options if option.exclusive]:
        line["alone"] = alone
    if item.follows:
        line["follows"] = {"item": item.follows.item, "values": list(item.follows.values)}
    return line
