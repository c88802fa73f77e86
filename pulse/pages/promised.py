"""Promised: what the open round promises, read from its key document, which is the same bytes for everybody."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from pulse.wording import Dates, custody_sentence, results_sentence
from surveys.credentials import key_document, keys
from surveys.fieldwork.pledge import Pledge
from surveys.speech import in_words


@dataclass(frozen=True)
class Promised:
    """The round that is open, in words for a page."""

    #: its code
    wave: str
    name: str
    pledge: Pledge
    dates: Dates
    four_words: str

    @property
    def custody(self) -> str:
        """Who can open the answers, in a sentence."""
        return custody_sentence(by_keyholders=self.pledge.by_keyholders)

    @property
    def for_whom(self) -> str:
        """Who can open the results, in a sentence."""
        return results_sentence(on_network=self.pledge.on_network_alone)


def open_now(ballot: Session) -> Promised | None:
    """What is promised now, in the language spoken now; None while no round is open."""
    held = keys.open_now(ballot)
    if held is None:
        return None
    promised = held.keys
    pledge = Pledge.from_document(promised.pledge)
    return Promised(
        wave=promised.wave,
        name=in_words(promised.names),
        pledge=pledge,
        dates=Dates(
            promised.closes_on, promised.releases_on, promised.release_hour, pledge.keep_days
        ),
        four_words=key_document.four_words(held.key_document),
    )
