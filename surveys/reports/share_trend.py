"""Share trend: of a question whose answers have no points, how many gave each, in every round that asked it.

A question about oneself has none, nor has a sensitive one: that has bands (trends.BandTrend).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.instruments.instrument import Item, Option
from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Subject
from surveys.reports import rounds as published
from surveys.reports import same_people, trends
from surveys.reports.answers import Distribution, Share, distribution
from surveys.reports.figure import Gap
from surveys.reports.rounds import Round


@dataclass(frozen=True)
class ShareMoment:
    """One round: how the group answered, or why there is nothing. ``item``: the question as that round asked it."""

    round: Round
    item: Item
    answered: Distribution
    gap: Gap | None

    @property
    def label(self) -> str:
        return self.round.label

    def share(self, option: Option) -> Share | None:
        """None where it is a gap, and where the round did not offer this answer."""
        return self.answered.share(option)


@dataclass(frozen=True)
class ShareTrend:
    """One question over the rounds that asked it, the oldest first. ``item``: as it was asked last."""

    item: Item
    group: Group
    moments: tuple[ShareMoment, ...]

    @property
    def withheld(self) -> bool:
        return any(moment.gap is Gap.WITHHELD for moment in self.moments)


def every_of(people: Session, group: str) -> tuple[ShareTrend, ...]:
    """Every such question that a group has figures of, if they are not withheld. Raises NoSuchGroup."""
    rounds = published.load(people)
    own = trends.newest_showing(rounds, group)
    items = {item.code: item for each in rounds for item in _without_points(each, own)}
    if not items:
        return ()
    history = shelf.across(people, [group], subject=Subject.ITEM, measures=list(items))
    cells = {(number, cell.measure): cell for number, found in history.items() for cell in found}
    return tuple(
        ShareTrend(item, own, tuple(_moments(rounds, own, code, cells)))
        for code, item in items.items()
    )


def _without_points(each: Round, own: Group) -> Iterator[Item]:
    for item in each.instrument.closed:
        scored = any(option.score is not None for option in item.options)
        if not (scored or item.sensitive or item.attribute) and (
            own.attribute is None or each.splits(item)
        ):
            yield item


def _moments(
    rounds: Sequence[Round], own: Group, code: str, cells: dict[tuple[int, str], Cell]
) -> Iterator[ShareMoment]:
    alike = same_people.rounds_of(rounds, own)
    for each in rounds:
        item = next((item for item in _without_points(each, own) if item.code == code), None)
        if item is None:
            continue
        gap = same_people.why_not(each, own.code, alike)
        cell = cells.get((each.number, code)) if gap is None else None
        found = distribution(item, own, cell)
        withheld = gap is None and found.withheld
        yield ShareMoment(each, item, found, Gap.WITHHELD if withheld else gap)
