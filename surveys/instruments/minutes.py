"""Minutes: how long a round takes to answer, estimated from its words by a rule that anybody can redo.

Reading: 238 words a minute, the mean of silent reading of non-fiction (Brysbaert 2019, Journal of Memory and Language
109, 104047). Choosing: 3 seconds an answer, ours, for deciding and tapping. Writing: 36 words a minute on a phone (Palin
et al. 2019, MobileHCI, 37,000 people), for a comment of 30 words, ours. Beside that half a minute, ours, for the first
page and for Check. Every question is counted, follow-ups too, so most people are quicker.
"""

from dataclasses import dataclass
from math import ceil
from typing import Final

from surveys.instruments.instrument import Instrument, Item, Kind
from surveys.speech import say_many

READ: Final = 238 / 60  # words a second
WRITTEN: Final = 36 / 60  # words a second
CHOICE: Final = 3.0  # seconds
COMMENT: Final = 30  # words
AROUND: Final = 30.0  # seconds
#: Minutes above which a pulse is no pulse: a round is refused.
LONGEST: Final = 7


@dataclass(frozen=True)
class Minutes:
    """Whole minutes, rounded up."""

    #: with no comment written
    least: int
    #: with every comment written
    most: int

    @property
    def words(self) -> str:
        """As in “3 minutes, 5 with comments”."""
        return self.told if self.most == self.least else f"{self.told}, {self.most} with comments"

    @property
    def told(self) -> str:
        """As workers are told, before anybody knows whether they write a comment: “3 minutes”."""
        return say_many("%(num)s minute", "%(num)s minutes", self.least)


def of(instrument: Instrument) -> Minutes:
    """What a round takes, in the English wording."""
    reading = AROUND + sum(_read(item) for item in instrument.items)
    choosing = CHOICE * len(instrument.closed)
    writing = len(instrument.comments) * COMMENT / WRITTEN
    return Minutes(ceil((reading + choosing) / 60), ceil((reading + choosing + writing) / 60))


def _read(item: Item) -> float:
    """Seconds. The options of a scale are the same from question to question: they are read as one of five."""
    said = [
        item.text_in("en"),
        *((each or {}).get("en", "") for each in (item.hint, item.definition)),
    ]
    options = [option.text_in("en") for option in item.options]
    words = sum(len(text.split()) for text in said)
    listed = sum(len(text.split()) for text in options)
    return (words + (listed / 5 if item.kind is Kind.SCALE else listed)) / READ
