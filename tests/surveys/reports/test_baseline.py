"""With which earlier round a topic is compared."""

from dataclasses import replace
from datetime import date

import pytest

from surveys.reports import baseline
from surveys.reports.rounds import NoSuchRound, Round
from surveys.reports.topics import find
from tests.surveys.reports.small import item, of_round

A, OTHER = item("a"), item("x", "other")


def opened(number: int, day: date, *, asks: bool = True) -> Round:
    own = of_round(number, [A, OTHER] if asks else [OTHER])
    return replace(own, release=replace(own.release, opens_on=day))


ROUNDS = (
    opened(1, date(2024, 11, 1)),
    opened(2, date(2025, 5, 1)),
    opened(3, date(2025, 8, 1), asks=False),
    opened(4, date(2026, 2, 1)),
    opened(5, date(2026, 8, 1)),
)


def number(against: str, own: int = 5) -> int | None:
    found = baseline.of(find(ROUNDS, "topic"), ROUNDS, ROUNDS[own - 1], against)
    return found.number if found else None


def test_the_round_before_is_the_last_that_asked_about_the_topic() -> None:
    assert number(baseline.PREVIOUS) == 4
    assert number(baseline.PREVIOUS, own=4) == 2
    assert number(baseline.PREVIOUS, own=1) is None


def test_a_year_ago_is_the_nearest_round_that_asked_within_a_quarter() -> None:
    assert number(baseline.YEAR) == 2  # that of a year before did not ask
    assert number(baseline.YEAR, own=4) == 2
    assert number(baseline.YEAR, own=2) is None  # six months before: not a year


def test_a_named_round_is_taken_or_nothing() -> None:
    assert number("w1") == 1
    assert number("w3") is None  # it did not ask


@pytest.mark.parametrize("wave", ["w5", "w9", ""])
def test_a_round_that_is_not_before_is_refused(wave: str) -> None:
    with pytest.raises(NoSuchRound):
        baseline.known(ROUNDS, ROUNDS[4], wave)


def test_there_is_nothing_before_the_first_round() -> None:
    assert baseline.earlier(ROUNDS, ROUNDS[0]) == ()
    assert baseline.known(ROUNDS, ROUNDS[0], baseline.YEAR) == baseline.YEAR
