"""Theme trend: how often comments of a group are about a theme, over all rounds; gaps where that is withheld.

Counted in comments, not people. A later version of the code frame may find a theme in more comments, so the rounds
in which it changed are named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.errors import Missing
from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Subject
from surveys.reports import rounds as published
from surveys.reports import same_people, trends
from surveys.reports.figure import Gap
from surveys.reports.rounds import Round
from surveys.reports.themes import Theme, of_cell


class NoSuchTheme(Missing):
    """No published round counted it."""


@dataclass(frozen=True)
class ThemeMoment:
    """A theme in one round: counted, banded, or a gap."""

    round: Round
    theme: Theme
    gap: Gap | None
    #: the code frame is another one than in the round before
    new_frame: bool

    @property
    def label(self) -> str:
        return self.round.label


@dataclass(frozen=True)
class ThemeTrend:
    """A theme of one group over the rounds that counted it, the oldest first."""

    code: str
    name: str
    group: Group
    moments: tuple[ThemeMoment, ...]

    @property
    def counted(self) -> bool:
        """Somewhere in comments: it can be drawn. A sensitive theme has bands alone."""
        return any(moment.theme.comments is not None for moment in self.moments)

    @property
    def banded(self) -> bool:
        return any(moment.theme.band is not None for moment in self.moments)

    @property
    def withheld(self) -> bool:
        return any(moment.gap is Gap.WITHHELD for moment in self.moments)

    @property
    def new_frames(self) -> tuple[str, ...]:
        """The rounds in which the code frame changed."""
        return tuple(moment.label for moment in self.moments if moment.new_frame)


def of(people: Session, group: str, theme: str) -> ThemeTrend:
    """One theme. Raises NoSuchGroup, NoSuchTheme."""
    rounds = published.load(people)
    own = trends.newest_showing(rounds, group)
    history = shelf.history(people, group, subject=Subject.THEME, measures=[theme])
    if not history:
        raise NoSuchTheme("No published round counted a theme of that name.")
    return _trend(rounds, own, theme, history)


def every_of(people: Session, rounds: Sequence[Round], group: Group) -> Mapping[str, ThemeTrend]:
    """Of every theme that a group has cells of, by its code."""
    history = shelf.history(people, group.code, subject=Subject.THEME)
    codes = {cell.measure for cells in history.values() for cell in cells}
    return {code: _trend(rounds, group, code, history) for code in codes}


def _trend(
    rounds: Sequence[Round],
    group: Group,
    code: str,
    history: Mapping[int, Sequence[Cell]],
) -> ThemeTrend:
    alike = same_people.rounds_of(rounds, group)
    moments: list[ThemeMoment] = []
    for each in rounds:
        if code not in each.themes:
            continue
        cell = next((c for c in history.get(each.number, ()) if c.measure == code), None)
        gap = same_people.why_not(each, group.code, alike)
        theme = of_cell(each, code, cell if gap is None else None)
        if gap is None and theme.withheld:
            gap = Gap.WITHHELD
        before = moments[-1].round.frame if moments else each.frame
        moments.append(ThemeMoment(each, theme, gap, new_frame=each.frame != before))
    name = moments[-1].theme.name if moments else code
    return ThemeTrend(code, name, group, tuple(moments))
