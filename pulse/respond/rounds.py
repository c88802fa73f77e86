"""Round: what a page needs to know of the wave it asks about. A wave is frozen when it opens, so it is read once."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from time import monotonic

from flask import current_app
from sqlalchemy.orm import Session

from pulse import catalogue
from pulse.respond import steps
from pulse.respond.steps import Step
from pulse.wording import Dates, pledge_sentences
from surveys.credentials import key_document, keys
from surveys.credentials.key_document import KeyDocument
from surveys.credentials.keys import BallotWave, Unopened
from surveys.fieldwork import waves
from surveys.fieldwork.pledge import Pledge
from surveys.instruments import minutes
from surveys.instruments.instrument import Instrument, in_language

#: Seconds for which a process believes that the round it saw is still open.
BELIEF = 2.0

#: A process remembers this many rounds; one is open at a time, and a code of an older one may be typed.
_MOST = 8


@dataclass(frozen=True, eq=False)
class Round:
    """A wave as workers meet it. Read once, so one is equal to itself alone."""

    keys: KeyDocument
    instrument: Instrument
    steps: tuple[Step, ...]
    dates: Dates
    promised: Pledge
    four_words: str
    #: Tells this wave from another of the same code: SHA-256 of the key document.
    mark: bytes

    @property
    def code(self) -> str:
        return self.keys.wave

    @property
    def minutes(self) -> int:
        """How long it takes without a comment, rounded up."""
        return minutes.of(self.instrument).least

    @property
    def pledge(self) -> tuple[str, ...]:
        """What is promised, for people who come with a slip."""
        return self._pledge("slip")

    @property
    def link_pledge(self) -> tuple[str, ...]:
        """The same for people who come by a link."""
        return self._pledge("link")

    def name_in(self, language: str) -> str:
        return in_language(self.keys.names, language)

    def _pledge(self, right: str) -> tuple[str, ...]:
        held, k = self.promised.by_keyholders, self.promised.threshold
        return pledge_sentences(k, self.dates, right=right, by_keyholders=held)


_known: dict[tuple[str, bytes], Round] = {}


def of(people: Callable[[], Session], ballot: Callable[[], Session], wave: Unopened) -> Round:
    """The round that a code of this wave answers; sessions are asked for the first time. Raises NoSuchWave, NoSuchBox."""
    name = (wave.wave, wave.salt)
    if name not in _known:
        if len(_known) >= _MOST:
            _known.clear()
        _known[name] = _read(people(), keys.find(ballot(), wave.wave))
    return _known[name]


def open_now(people: Callable[[], Session], ballot: Callable[[], Session]) -> Round | None:
    """The round that is open, if any. It may have closed BELIEF seconds ago: a code is always looked up afresh."""
    seen: tuple[float, Round | None] = current_app.extensions.get("pulse_open_round", (0.0, None))
    if seen[1] is not None and monotonic() - seen[0] < BELIEF:
        return seen[1]
    wave = next((wave for wave in keys.unopened(ballot()) if wave.is_open), None)
    found = of(people, ballot, wave) if wave else None
    current_app.extensions["pulse_open_round"] = (monotonic(), found)
    return found


def _read(people: Session, known_as: BallotWave) -> Round:
    instrument = catalogue.signed_only(waves.find(people, known_as.wave).instrument)
    promised = known_as.keys
    pledge = Pledge.from_document(promised.pledge)
    dates = Dates(
        promised.closes_on,
        promised.releases_on,
        promised.release_hour,
        pledge.keep_days,
        pledge.reply_days,
    )
    return Round(
        keys=promised,
        instrument=instrument,
        steps=steps.of(instrument),
        dates=dates,
        promised=pledge,
        four_words=key_document.four_words(known_as.key_document),
        mark=sha256(known_as.key_document).digest(),
    )
