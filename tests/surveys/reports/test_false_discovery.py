"""More than chance, of many comparisons: Benjamini and Hochberg's own words, tried against what is computed."""

from fractions import Fraction
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from surveys.reports.false_discovery import RATE, more_than_chance

CHANCES = st.lists(st.floats(0, 1) | st.sampled_from((0.0, 0.01, 0.025, 0.05, 0.2)), max_size=9)


def by_definition(chances: list[float], rate: float) -> tuple[bool, ...]:
    """The largest set of comparisons each of which has a p-value of at most (its size/m)·rate."""
    m = len(chances)
    for size in range(m, 0, -1):
        for chosen in combinations(range(m), size):
            if all(chances[i] <= size * rate / m for i in chosen):
                return tuple(i in chosen for i in range(m))
    return (False,) * m


@given(CHANCES, st.sampled_from((0.01, RATE, 0.2)))
def test_it_is_the_largest_set_whose_chances_fit_its_size(
    chances: list[float], rate: float
) -> None:
    assert more_than_chance(chances, rate) == by_definition(chances, rate)


@given(CHANCES)
def test_nothing_stands_that_would_not_stand_alone(chances: list[float]) -> None:
    for chance, stands in zip(chances, more_than_chance(chances), strict=True):
        assert not stands or chance <= RATE


@given(CHANCES, st.randoms())
def test_the_order_of_the_comparisons_decides_nothing(chances: list[float], random: Random) -> None:
    places = list(range(len(chances)))
    random.shuffle(places)
    turned = more_than_chance([chances[place] for place in places])
    found = more_than_chance(chances)
    assert turned == tuple(found[place] for place in places)


@given(CHANCES, st.floats(0.5, 1))
def test_one_more_comparison_that_shows_nothing_makes_nothing_more_certain(
    chances: list[float], idle: float
) -> None:
    before, after = more_than_chance(chances), more_than_chance([*chances, idle])
    assert all(not now or then for then, now in zip(before, after[:-1], strict=True))


def test_the_example_of_the_paper() -> None:
    """Benjamini and Hochberg 1995, section 3.1: of fifteen hypotheses the first four are rejected."""
    chances = (
        ".0001 .0004 .0019 .0095 .0201 .0278 .0298 .0344 .0459 .3240 .4262 .5719 .6528 .7590 1"
    )
    found = more_than_chance([float(Fraction(chance)) for chance in chances.split()])
    assert found == (True,) * 4 + (False,) * 11
    assert more_than_chance([]) == ()
