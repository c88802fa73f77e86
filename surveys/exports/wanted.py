"""Wanted: a figure that somebody carries away, of which group and round, and what it is then."""

from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.orm import Session

from surveys.exports import tidy
from surveys.exports.tidy import Row
from surveys.releases.document import Group
from surveys.releases.shelf import Shelved
from surveys.reports import baseline
from surveys.reports.rounds import Round

Line: TypeAlias = tuple[Shelved, Group, Row]


@dataclass(frozen=True)
class OneFigure:
    """Its rows, and its picture as SVG where it has one."""

    lines: tuple[Line, ...]
    svg: str | None = None

    @property
    def csv(self) -> bytes:
        return tidy.table(self.lines)


@dataclass(frozen=True)
class Wanted:
    """Of which group, and in which round where a page shows one."""

    people: Session
    rounds: tuple[Round, ...]
    group: str
    round: Round
    #: what changes are compared with, as in ``baseline.known``
    since: str = baseline.PREVIOUS

    @property
    def releases(self) -> dict[int, Shelved]:
        return {each.number: each.release for each in self.rounds}

    @property
    def by_label(self) -> dict[str, Shelved]:
        return {each.label: each.release for each in self.rounds}
