"""Topic: what a construct's score rests on, so that one round can be compared with another.

Modules come and go, so a topic's questions differ from round to round. Its score rests on the questions that were
asked in every round that asked the topic at all: the same on every page, and comparable over all rounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from surveys.errors import Missing
from surveys.instruments.instrument import Construct, Item
from surveys.instruments.score import item_score
from surveys.releases.document import Cell, Group
from surveys.releases.release import Status
from surveys.reports import figure, interval
from surveys.reports.figure import Figure, Gap
from surveys.reports.interval import Spread
from surveys.reports.rounds import Round
from surveys.speech import language, say


class NoSuchTopic(Missing):
    """No published round asked about it, or it has no score."""


@dataclass(frozen=True)
class Topic:
    """A construct with a score. ``items``: what the score rests on; ``others``: what else was ever asked about it."""

    construct: Construct
    items: tuple[Item, ...]
    others: tuple[Item, ...]
    #: numbers of the releases whose score rests on ``items``
    comparable: frozenset[int]
    #: numbers of the releases that asked the topic at all
    asked: frozenset[int]

    @property
    def code(self) -> str:
        return self.construct.code

    @property
    def name(self) -> str:
        return self.construct.name_in(language())


def scored(rounds: Sequence[Round]) -> tuple[Topic, ...]:
    """Every topic with a score, those of the newest round first, in its order."""
    return _scored(tuple(rounds))


@lru_cache(maxsize=8)
def _scored(rounds: tuple[Round, ...]) -> tuple[Topic, ...]:
    """Kept for the rounds there are, and those there were up to a round that is looked at again."""
    codes = dict.fromkeys(
        construct.code for each in reversed(rounds) for construct in each.instrument.constructs
    )
    found = (_topic(rounds, code) for code in codes)
    return tuple(topic for topic in found if topic is not None)


def find(rounds: Sequence[Round], code: str) -> Topic:
    """Raises NoSuchTopic."""
    for topic in scored(rounds):
        if topic.code == code:
            return topic
    raise NoSuchTopic(say("There is no such topic with a score."))


def asked_in(rounds: Sequence[Round], own: Round, *, of: Group) -> tuple[Topic, ...]:
    """The topics of one round that a group has a score of, if it is not withheld."""
    every = tuple(topic for topic in scored(rounds) if own.number in topic.asked)
    return every if of.attribute is None else split(rounds, every)


def split(rounds: Sequence[Round], every: Sequence[Topic]) -> tuple[Topic, ...]:
    """Those of the topics that are shown by an attribute: each of its questions is, in every round."""
    whole = {
        item.code for each in rounds for item in each.instrument.closed if not each.splits(item)
    }
    return tuple(t for t in every if whole.isdisjoint(item.code for item in t.items))


def sensitive_items(of_round: Round, *, of: Group) -> tuple[Item, ...]:
    """The items of a round that are shown as a band of this group, if at all."""
    return tuple(
        item
        for item in of_round.instrument.closed
        if item.sensitive and (of.attribute is None or of_round.splits(item))
    )


def score(of_round: Round, topic: Topic, cells: Mapping[str, Cell]) -> Figure:
    """The topic's score of the group whose item cells these are, by item code.

    A gap as soon as one of the topic's items is withheld: a score never rests on a part of what it should.
    """
    if of_round.number not in topic.comparable:
        return Figure(gap=Gap.OTHER_QUESTIONS)
    items = [of_round.instrument.item(item.code) for item in topic.items]
    return _together([_part(item, cells.get(item.code)) for item in items])


def item_figure(item: Item, cell: Cell | None) -> Figure:
    """One item's points. A cell that is not there is as withheld as one that says so."""
    return _together([_part(item, cell)])


@dataclass(frozen=True)
class _Part:
    """What one item brings to a score, unrounded."""

    points: float
    base: int
    spread: Spread | None


def _part(item: Item, cell: Cell | None) -> _Part | Gap:
    if cell is None or cell.status is not Status.SHOWN or cell.counts is None:
        return Gap.WITHHELD
    found = item_score(item, cell.counts)
    if found is None:
        return Gap.NO_SCORE
    return _Part(found.points, found.base, interval.of_item(item, cell.counts))


def _together(parts: Sequence[_Part | Gap]) -> Figure:
    gaps = [part for part in parts if isinstance(part, Gap)]
    if gaps:
        return Figure(gap=Gap.WITHHELD if Gap.WITHHELD in gaps else gaps[0])
    known = [part for part in parts if isinstance(part, _Part)]
    return figure.of(
        fmean([part.points for part in known]),
        min([part.base for part in known]),
        [part.spread for part in known],
    )


def _topic(rounds: Sequence[Round], code: str) -> Topic | None:
    """None when no round asked it, when it has no scored item, or when any item of it is sensitive."""
    asked = {each.number: items for each in rounds if (items := _items(each, code))}
    every = {item.code: item for items in asked.values() for item in items}
    if not every or any(item.sensitive for item in every.values()):
        return None
    common, comparable = _comparable(asked)
    newest = next(each for each in reversed(rounds) if each.number in asked)
    return Topic(
        construct=newest.instrument.construct(code),
        items=tuple(item for item in every.values() if item.code in common),
        others=tuple(item for item in every.values() if item.code not in common),
        comparable=frozenset(comparable),
        asked=frozenset(asked),
    )


def _items(of_round: Round, construct: str) -> tuple[Item, ...]:
    return tuple(
        item
        for item in of_round.instrument.closed
        if item.construct == construct and (item.scored or item.sensitive)
    )


def _comparable(asked: Mapping[int, tuple[Item, ...]]) -> tuple[set[str], set[int]]:
    """The codes of the items that every round asked, and those rounds.

    Where no item was asked in all of them (a topic's questions were replaced), the newest rounds that have one in
    common count, and the older ones become gaps.
    """
    newest_first = sorted(asked, reverse=True)
    common = {item.code for item in asked[newest_first[0]]}
    rounds: set[int] = set()
    for number in newest_first:
        left = common & {item.code for item in asked[number]}
        if not left:
            break
        common = left
        rounds.add(number)
    return common, rounds
