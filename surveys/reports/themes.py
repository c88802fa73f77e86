"""Themes: what the comments of a group are about, counted in comments; sensitive themes as bands."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Status, Subject
from surveys.releases.shelf import Shelved
from surveys.reports import rounds as published
from surveys.reports.rounds import Round


@dataclass(frozen=True)
class Theme:
    """A theme of comments in one group: comments and base, a band and base, or neither where it is withheld."""

    code: str
    name: str
    #: how many comments touch on it
    comments: int | None
    #: how many comments there are in all
    base: int | None
    #: "negative", "mixed", "positive" -> comments
    polarity: Mapping[str, int]
    band: str | None

    @property
    def withheld(self) -> bool:
        return self.base is None

    @property
    def percent(self) -> int | None:
        """Whole percent of all comments."""
        if self.comments is None or not self.base:
            return None
        return (200 * self.comments + self.base) // (2 * self.base)


@dataclass(frozen=True)
class Themes:
    """The themes of one group in one round: counted ones, the most frequent first; banded ones; withheld ones."""

    round: Round
    group: Group
    counted: tuple[Theme, ...]
    banded: tuple[Theme, ...]
    withheld: tuple[Theme, ...]


def table(people: Session, release: Shelved, group: str) -> Themes:
    """What a group's comments were about. Raises NoSuchGroup."""
    own = published.find(published.load(people), release.wave)
    shown = own.group(group)
    cells = shelf.cells(people, release, groups=[group], subject=Subject.THEME)
    found = sorted(
        (of_cell(own, cell.measure, cell) for cell in cells), key=lambda theme: theme.name
    )
    return Themes(
        own,
        shown,
        counted=tuple(
            sorted((t for t in found if t.comments is not None), key=lambda t: -(t.comments or 0))
        ),
        banded=tuple(theme for theme in found if theme.band is not None),
        withheld=tuple(theme for theme in found if theme.withheld),
    )


def of_cell(own: Round, code: str, cell: Cell | None, language: str | None = None) -> Theme:
    """One theme of one group in a round; withheld where there is no cell."""
    shown = cell is not None and cell.status is Status.SHOWN
    counts = cell.counts or {} if cell is not None and shown else {}
    return Theme(
        code=code,
        name=own.theme(code, language),
        comments=sum(counts.values()) if shown else None,
        base=cell.base if cell else None,
        polarity=counts,
        band=cell.band if cell else None,
    )
