"""Steps: the questions cut into short pages, one topic a page, for phones without script.

A lost connection then costs one short page. With script everything stands on one page, and nothing is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from surveys.instruments.instrument import Instrument, Item, Kind
from surveys.speech import language, say


@dataclass(frozen=True)
class Step:
    """A few items that are asked together. ``number`` counts from 1."""

    number: int
    items: tuple[Item, ...]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(item.code for item in self.items)


def of(instrument: Instrument) -> tuple[Step, ...]:
    """The steps of an instrument in the order of its items; every item is in exactly one."""
    topics = _topics(instrument.items)
    runs = [tuple(items) for _, items in groupby(instrument.items, lambda item: topics[item.code])]
    return tuple(Step(number, items) for number, items in enumerate(runs, start=1))


def heading(instrument: Instrument, step: Step) -> str:
    """What a step is about, in a word or two."""
    lead = step.items[0]
    if lead.attribute:
        return say("About you")
    if lead.kind is Kind.COMMENT:
        return say("In your own words")
    if lead.construct:
        return instrument.construct(lead.construct).name_in(language())
    return instrument.title_in(language())


def numbers(instrument: Instrument) -> dict[str, int]:
    """Item -> its number on the page. A follow-up has none: most people never see it."""
    counted = (item for item in instrument.closed if item.follows is None)
    return {item.code: number for number, item in enumerate(counted, start=1)}


def holding(steps: Sequence[Step], item: str) -> Step:
    """The step that asks this item. Raises KeyError."""
    return {code: step for step in steps for code in step.codes}[item]


def _topics(items: Sequence[Item]) -> dict[str, str]:
    """Item -> its page. A follow-up stays with what it follows, so that one look shows both."""
    topics: dict[str, str] = {}
    for item in items:
        followed = topics[item.follows.item] if item.follows else None
        topics[item.code] = followed or _topic(item)
    return topics


def _topic(item: Item) -> str:
    if item.attribute:
        return "attributes"
    if item.kind is Kind.COMMENT or item.construct is None:
        return f"item {item.code}"
    return f"topic {item.construct}"
