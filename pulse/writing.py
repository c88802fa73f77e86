"""Writing letters: the same words to everybody of a round. The office reads them here before they go out."""

from dataclasses import dataclass
from typing import Final

from flask import current_app

from pulse.message import Message
from pulse.wording import day, hour
from surveys.fieldwork.correspondence import Channel, Kind
from surveys.fieldwork.waves import Wave
from surveys.instruments import minutes

#: What stands in a preview where each letter has its own.
OWN: Final = "…"


@dataclass(frozen=True)
class Writer:
    """Writes the letters of a round."""

    wave: Wave
    organisation: str
    #: the four words of the round's key document; empty before it is open
    words: str

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
        address = current_app.config["PULSE_ADDRESS"]
        stop = f"{address}/stop/{stop_code}"
        about = {
            "organisation": self.organisation,
            "link": f"{address}/i#{fragment}",
            "promise": f"{address}/promise",
            "stop": stop,
            "words": self.words or "(the four words of the round, once it is open)",
            "closes": day(self.wave.closes_on),
            "results": f"{day(self.wave.releases_on)} at {hour(self.wave.release_hour)}",
            "threshold": self.wave.pledge.threshold,
            "minutes": minutes.of(self.wave.instrument).told,
        }
        template = current_app.jinja_env.get_template(f"letters/{_template(kind, channel)}.txt")
        subject = "" if channel is Channel.TEXT else self._subject(kind)
        return Message(reference, to, subject, template.render(about).strip() + "\n", stop)

    def _subject(self, kind: Kind) -> str:
        name = self.wave.names["en"]
        if kind is Kind.INVITATION:
            return f"How is work? {name}: about {minutes.of(self.wave.instrument).told}, anonymous"
        return f"How is work? {name}: open until {day(self.wave.closes_on)}"


def _template(kind: Kind, channel: Channel) -> str:
    name = "invitation" if kind is Kind.INVITATION else "reminder"
    return f"text_{name}" if channel is Channel.TEXT else name
