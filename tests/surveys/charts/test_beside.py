"""A line to compare with: dashed, without a band or a dot, broken where the other group has no figure, and read out."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from surveys.charts.palette import NARROW, SMALL, WIDE
from surveys.charts.point import Panel, Point
from surveys.charts.scale import PERCENT, of_comments
from surveys.charts.small_multiples import small_multiples
from surveys.charts.svg import width_of
from surveys.charts.trend import trend

VALUES = st.lists(st.none() | st.integers(0, 100), min_size=1, max_size=40)


def points(values: list[int | None]) -> tuple[Point, ...]:
    return tuple(Point(f"Round {n}", value) for n, value in enumerate(values))


def stretches(values: list[int | None]) -> int:
    """How many unbroken stretches of figures there are."""
    return len(re.findall("x+", "".join(" " if value is None else "x" for value in values)))


@given(VALUES, VALUES)
def test_it_is_drawn_once_for_every_stretch_and_moves_no_figure_of_the_own_line(
    own: list[int | None], other: list[int | None]
) -> None:
    beside = Panel("The whole", points(other))
    drawn = trend(points(own), key="t", title="T", beside=beside)
    alone = trend(points(own), key="t", title="T")
    assert drawn.count("stroke-dasharray") == stretches(other)
    for part in ("<circle[^>]*>", "<polygon[^>]*>"):
        assert re.findall(part, drawn) == re.findall(part, alone)


def test_it_is_named_and_read_out() -> None:
    drawn = trend(points([40]), key="t", title="T", beside=Panel("The whole", points([55])))
    assert ">Dashed: The whole<" in drawn
    assert "Dashed line: The whole. Round 0: 55." in drawn


def test_every_wave_has_a_mark_also_without_a_name() -> None:
    drawn = trend(points([50] * 40), key="t", title="T")
    marks = re.findall(r'<line x1="([\d.]+)" x2="\1" y1="160" y2="164"', drawn)
    assert len(marks) == 40


def test_the_names_below_a_long_trend_do_not_run_into_one_another() -> None:
    labels = [Point(f"September {2026 + n}", 50) for n in range(40)]
    for width in (NARROW, WIDE):
        drawn = trend(labels, key="t", title="T", width=width)
        places = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>September<', drawn)]
        room = width_of("September", SMALL)
        assert all(b - a >= room for a, b in pairwise(places))
        assert places[-1] + room / 2 <= width + 1


def test_many_panels_say_their_last_round_alone() -> None:
    few = [Panel(f"Group {n}", points([40, 50])) for n in range(3)]
    many = [Panel(f"Group {n}", points([40] * 39 + [50])) for n in range(60)]
    beside = Panel("The whole", points([45, 55]))
    assert "Round 0: 40. Round 1: 50." in small_multiples(few, key="f", title="F", beside=beside)
    said = small_multiples(many, key="m", title="M")
    assert "Round 0:" not in said
    assert said.count("Round 39: 50.") == 60


def test_a_bold_name_stays_in_its_panel() -> None:
    panels = [Panel("Safeguarding and Court", points([40, 50]))] * 2
    drawn = small_multiples(panels, key="f", title="F", width=WIDE)
    assert ">Safeguarding and Court<" not in drawn
    assert ">Safeguarding and<" in drawn


@given(st.lists(st.integers(0, 100), max_size=20))
def test_a_scale_of_comments_holds_every_share(shares: list[int]) -> None:
    scale = of_comments(shares)
    assert all(share <= scale.high for share in shares)
    assert scale.high in (20, 50, 100)


def test_a_base_of_comments_is_not_called_answers() -> None:
    drawn = trend([Point("A round", 12, base=40)], key="t", title="T", scale=of_comments([12]))
    assert "A round: 12%, 40 comments." in drawn
    assert "Below each date: comments." in drawn


def test_the_end_of_the_scale_is_written_whole() -> None:
    drawn = trend(points([40]), key="t", title="T", scale=PERCENT)
    x = float(re.findall(r'<text x="([\d.]+)"[^>]*>100%<', drawn)[0])
    assert x >= width_of("100%", SMALL)
