"""Baseline: the earlier round that a round is compared with. A topic is compared with a round that asked about it."""

from collections.abc import Sequence
from datetime import timedelta

from surveys.reports.rounds import Round, find
from surveys.reports.topics import Topic

#: The last round before that asked about the topic.
PREVIOUS = "previous"
#: Of the rounds that asked about it the one nearest to a year before.
YEAR = "year"

_A_YEAR = timedelta(days=365)
#: A year ago is between nine and fifteen months ago: a topic is not asked in every round.
_AWAY = timedelta(days=92)


def earlier(rounds: Sequence[Round], own: Round) -> tuple[Round, ...]:
    """The rounds before one of them, the oldest first."""
    return tuple(each for each in rounds if each.number < own.number)


def known(rounds: Sequence[Round], own: Round, against: str) -> str:
    """What to compare with, checked: PREVIOUS, YEAR or an earlier round's code. Raises NoSuchRound."""
    if against not in (PREVIOUS, YEAR):
        find(earlier(rounds, own), against)
    return against


def of(topic: Topic, rounds: Sequence[Round], own: Round, against: str) -> Round | None:
    """The round to compare a topic's score with; None where no such round asked about it. Raises NoSuchRound."""
    before = [each for each in earlier(rounds, own) if each.number in topic.asked]
    if against == PREVIOUS:
        return before[-1] if before else None
    if against == YEAR:
        return _a_year_before(before, own)
    chosen = find(earlier(rounds, own), against)
    return chosen if chosen in before else None


def _a_year_before(before: Sequence[Round], own: Round) -> Round | None:
    def away(each: Round) -> timedelta:
        return abs(own.release.opens_on - each.release.opens_on - _A_YEAR)

    nearest = min(before, key=away, default=None)
    return nearest if nearest is not None and away(nearest) <= _AWAY else None
