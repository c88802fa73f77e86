"""Answers: how every question was answered, in its exact wording, one group beside the whole organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.instruments.instrument import Item, Kind, Option
from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Status, Subject
from surveys.releases.shelf import Shelved
from surveys.reports import rounds as published
from surveys.reports.attributes import title
from surveys.reports.exposed import answers_counted
from surveys.reports.rounds import Round

#: A diverging bar has five parts.
_FIVE = 5


@dataclass(frozen=True)
class Share:
    """One answer and the people who gave it; percent of the base in whole numbers."""

    option: Option
    people: int
    percent: int


@dataclass(frozen=True)
class Distribution:
    """How one group answered an item: shares, a band, only how many did, or nothing where it is withheld."""

    group: Group
    base: int | None
    shares: tuple[Share, ...]
    band: str | None

    @property
    def withheld(self) -> bool:
        return self.base is None

    def share(self, option: Option) -> Share | None:
        """None where the item is withheld."""
        found = (share for share in self.shares if share.option.value == option.value)
        return next(found, None)


@dataclass(frozen=True)
class Answered:
    """An item with its distributions: the group's own, then the whole organisation's where that is another.

    The whole organisation's alone where a group is an answer to an attribute and the item is not shown by that.
    """

    item: Item
    groups: tuple[Distribution, ...]

    @property
    def withheld(self) -> bool:
        """In one group at least."""
        return any(each.withheld for each in self.groups)

    @property
    def counted(self) -> str:
        """The answers that the band of a sensitive item counts, in words."""
        return answers_counted(self.item)

    @property
    def heads(self) -> list[str]:
        """The groups' names."""
        return [title(each.group) for each in self.groups]

    @property
    def diverging(self) -> bool:
        """Can be drawn as a bar of five parts from unfavourable to favourable."""
        scored = [option for option in self.item.options if option.score is not None]
        one_of_five = len({option.score for option in scored}) == len(scored) == _FIVE
        return self.item.kind is not Kind.MULTIPLE and one_of_five and not self.item.sensitive


def table(people: Session, release: Shelved, group: str) -> tuple[Round, tuple[Answered, ...]]:
    """Every closed item of the round in the order it was asked. Raises NoSuchGroup."""
    own = published.find(published.load(people), release.wave)
    groups = list({each.code: each for each in (own.group(group), own.top)}.values())
    cells = {
        (cell.group_code, cell.measure): cell
        for cell in shelf.cells(
            people, release, groups=[each.code for each in groups], subject=Subject.ITEM
        )
    }
    return own, tuple(
        Answered(
            item,
            tuple(
                distribution(item, each, cells.get((each.code, item.code)))
                for each in groups
                if each.attribute is None or own.splits(item)
            ),
        )
        for item in own.instrument.closed
    )


def distribution(item: Item, group: Group, cell: Cell | None) -> Distribution:
    """How a group answered an item, as its cell says; a cell that is not there is as withheld as one that says so."""
    if cell is None or cell.status is Status.WITHHELD or cell.base is None:
        return Distribution(group, None, (), None)
    if not cell.counts:  # a band; or of who answers: how many, and no more
        return Distribution(group, cell.base, (), cell.band)
    return Distribution(group, cell.base, _shares(item, cell.counts, cell.base), None)


def ordered(item: Item, shares: Sequence[Share]) -> tuple[Share, ...]:
    """The shares of scored answers, the least favourable first."""
    scored = [share for share in shares if share.option.score is not None]
    return tuple(sorted(scored, key=lambda s: s.option.score or 0, reverse=item.reverse))


def percentages(people: Sequence[int], base: int) -> tuple[int, ...]:
    """Whole percentages by largest remainder: those of a full list of answers add up to 100."""
    exact = [100 * count / base for count in people]
    shown = [int(share) for share in exact]
    missing = round(sum(exact)) - sum(shown)
    by_remainder = sorted(range(len(exact)), key=lambda i: shown[i] - exact[i])
    for place in by_remainder[:missing]:
        shown[place] += 1
    return tuple(shown)


def _shares(item: Item, counts: Mapping[str, int], base: int) -> tuple[Share, ...]:
    people = [counts.get(option.value, 0) for option in item.options]
    if item.kind is Kind.MULTIPLE:  # of any number of answers each is its own question
        percents = tuple((200 * count + base) // (2 * base) if base else 0 for count in people)
    else:
        percents = percentages(people, base) if base else tuple(0 for _ in people)
    return tuple(
        Share(option, count, percent)
        for option, count, percent in zip(item.options, people, percents, strict=True)
    )
