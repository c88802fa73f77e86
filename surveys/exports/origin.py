"""Origin: from which releases a file was made, so that whoever holds it can ask whether anything in it was changed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from surveys.releases.shelf import Shelved
from surveys.reports.rounds import Round


@dataclass(frozen=True)
class Origin:
    """The last release of one round. Its hash covers the releases before it: each names the one before."""

    wave: str
    round: str
    number: int
    digest: str
    published_on: date
    demonstration: bool

    @property
    def words(self) -> str:
        return f"Release {self.number}, published on {self.published_on.isoformat()}, hash {self.digest}."


def origins(rounds: Sequence[Round], supplements: Sequence[Shelved]) -> tuple[Origin, ...]:
    """For each round its last supplement, or its figures where none followed; the newest round first."""
    return tuple(_origin(own, supplements) for own in reversed(rounds))


def of_waves(known: Sequence[Origin], waves: Collection[str]) -> tuple[Origin, ...]:
    """Those of some rounds."""
    return tuple(one for one in known if one.wave in waves)


def _origin(own: Round, supplements: Sequence[Shelved]) -> Origin:
    wave = own.release.wave
    last = max(
        [own.release, *(one for one in supplements if one.wave == wave)], key=lambda one: one.number
    )
    return Origin(wave, own.label, last.number, last.digest, last.published_on, last.demonstration)
