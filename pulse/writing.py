"""Writing letters: the same words to everybody of a round. The office reads them here before they go out.

Where Welsh is signed off, every letter is in both languages, Welsh above English: nobody's language is kept anywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import current_app

from pulse import catalogue
from pulse.language import at
from pulse.message import Message
from pulse.wording import day, moment
from surveys import speech
from surveys.fieldwork.correspondence import Channel, Kind
from surveys.fieldwork.waves import Wave
from surveys.instruments import minutes
from surveys.speech import in_words, say

#: What stands in a preview where each letter has its own.
OWN: Final = "…"

#: Above and between the two languages of a letter.
BOTH: Final = "Cymraeg yn gyntaf, yna Saesneg. Welsh first, then English."
BETWEEN: Final = "\n----\n\n"


@dataclass(frozen=True)
class Writer:
    """Writes the letters of a round."""

    wave: Wave
    #: the organisation's name by language
    organisation: Mapping[str, str]
    #: the four words of the round's key document; empty before it is open
    words: str
    #: whether letters are in both languages
    welsh: bool = False

    def message(
        self,
        kind: Kind,
        channel: Channel,
        *,
        to: str = OWN,
        reference: str = OWN,
        fragment: str = OWN,
        stop_code: str = OWN,
    ) -> Message:
        """One letter. Without the rest it is the preview."""
        stop = f"{current_app.config['PULSE_ADDRESS']}/stop/{stop_code}"
        subject, text = self._written(kind, channel, fragment, stop_code)
        if self.welsh:
            with speech.speaking(catalogue.welsh()):
                above, first = self._written(kind, channel, fragment, stop_code)
            subject = f"{above} / {subject}" if subject else ""
            letter = channel is Channel.EMAIL
            text = f"{BOTH}\n\n{first}{BETWEEN}{text}" if letter else f"{first}\n{text}"
        return Message(reference, to, subject, text, stop)

    def _written(
        self, kind: Kind, channel: Channel, fragment: str, stop_code: str
    ) -> tuple[str, str]:
        """Subject and text in the language spoken now; a text message has no subject."""
        address = current_app.config["PULSE_ADDRESS"]
        about = {
            "organisation": in_words(self.organisation),
            "link": f"{address}{at('/i')}#{fragment}",
            "promise": f"{address}{at('/promise')}",
            "stop": f"{address}{at(f'/stop/{stop_code}')}",
            "words": self.words or say("(the four words of the round, once it is open)"),
            "closes": day(self.wave.closes_on),
            "results": moment(self.wave.releases_on, self.wave.release_hour),
            "threshold": self.wave.pledge.threshold,
            "minutes": minutes.of(self.wave.instrument).told,
        }
        template = current_app.jinja_env.get_template(f"letters/{_template(kind, channel)}.txt")
        subject = "" if channel is Channel.TEXT else self._subject(kind)
        return subject, template.render(about).strip() + "\n"

    def _subject(self, kind: Kind) -> str:
        name = in_words(self.wave.names)
        if kind is Kind.INVITATION:
            told = minutes.of(self.wave.instrument).told
            return say(
                "How is work? %(round)s: about %(minutes)s, anonymous", round=name, minutes=told
            )
        return say(
            "How is work? %(round)s: open until %(day)s", round=name, day=day(self.wave.closes_on)
        )


def _template(kind: Kind, channel: Channel) -> str:
    name = "invitation" if kind is Kind.INVITATION else "reminder"
    return f"text_{name}" if channel is Channel.TEXT else name
