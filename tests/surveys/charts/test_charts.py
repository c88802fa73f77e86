"""Charts: what a reader sees, and what must never be in the picture."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.charts.likert import likert
from surveys.charts.palette import NARROW, WIDE
from surveys.charts.point import WHY_WITHHELD, Bar, Panel, Point
from surveys.charts.scale import MEAN, PERCENT, SCORE, Scale
from surveys.charts.small_multiples import small_multiples
from surveys.charts.sparkline import sparkline
from surveys.charts.trend import trend

OPTIONS = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
WAVES = ("Mar 2025", "Jun 2025", "Sep 2025", "Dec 2025")
HOSTILE = "</title><script>alert(1)</script>\"'&\x00\x0b\ud800 ﷽ z̷a̷l̷g̷o̷ \U0001f600"

numbers = st.floats(-1e6, 1e6, allow_nan=False)
names = st.one_of(st.text(max_size=200), st.sampled_from([HOSTILE, "", " ", "A" * 500]))


@st.composite
def points(draw: st.DrawFn) -> Point:
    if draw(st.booleans()):
        return Point(draw(names), None)
    interval = draw(st.one_of(st.just((None, None)), st.tuples(numbers, numbers)))
    return Point(draw(names), draw(numbers), *interval, base=draw(st.integers(10, 10**6)))


@st.composite
def bars(draw: st.DrawFn) -> Bar:
    if draw(st.booleans()):
        return Bar(draw(names), None)
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=4, max_size=4)))
    ends = zip([0, *cuts], [*cuts, 100], strict=True)
    return Bar(draw(names), tuple(b - a for a, b in ends), draw(st.integers(10, 10**6)))


series = st.lists(points(), max_size=40)
scales = st.sampled_from([SCORE, PERCENT, MEAN])
widths = st.sampled_from([NARROW, WIDE])


def figure(*values: float | None) -> list[Point]:
    """One point a wave, with an interval of ten either side; None is withheld."""
    return [
        Point(label, None) if value is None else Point(label, value, value - 10, value + 10, 34)
        for label, value in zip(WAVES, values, strict=False)
    ]


def read(svg: str) -> ET.Element:
    """Parses, and holds every picture to the rules of all pictures."""
    root = ET.fromstring(svg)  # noqa: S314 - our own text
    everything = list(root.iter())
    assert not {"style", "script", "image", "foreignObject"} & {_tag(e) for e in everything}
    for found in everything:
        assert not [a for a in found.attrib if a == "style" or a.startswith("on")]
        assert "nan" not in " ".join(found.attrib.values()).lower().split()
        assert not [v for v in found.attrib.values() if re.search(r"\d\.\d\d", v)], found.attrib
    ids = [e.get("id") for e in everything if e.get("id")]
    assert len(ids) == len(set(ids))
    assert [bool(e.text) for e in everything if e.get("id") in named(root)] == [True, True]
    return root


def named(root: ET.Element) -> list[str]:
    return root.get("aria-labelledby", "").split()


def words(root: ET.Element) -> list[str]:
    """What is written in the picture, top of the file first."""
    return [e.text or "" for e in root.iter() if _tag(e) == "text"]


def description(root: ET.Element) -> str:
    return next(e.text or "" for e in root.iter() if _tag(e) == "desc")


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


@given(series, names, names, scales, widths)
def test_a_trend_of_anything_is_a_sound_picture(
    drawn: list[Point], key: str, title: str, scale: Scale, width: int
) -> None:
    root = read(trend(drawn, key=key, title=title, scale=scale, width=width))
    for place in (float(e.get("cx", 0)) for e in root.iter() if _tag(e) == "circle"):
        assert 0 <= place <= width


@given(series, names, names, scales)
def test_a_sparkline_of_anything_is_a_sound_picture(
    drawn: list[Point], key: str, title: str, scale: Scale
) -> None:
    read(sparkline(drawn, key=key, title=title, scale=scale))


@given(st.lists(bars(), max_size=12), names, names, widths)
def test_bars_of_anything_are_a_sound_picture(
    drawn: list[Bar], key: str, title: str, width: int
) -> None:
    root = read(likert(drawn, key=key, title=title, options=OPTIONS, width=width))
    for box in (e for e in root.iter() if _tag(e) == "rect" and e.get("x")):
        assert float(box.get("x", 0)) >= -0.1
        assert float(box.get("x", 0)) + float(box.get("width", 0)) <= width + 0.2


@given(st.lists(st.tuples(names, series), max_size=6), names, widths)
def test_small_multiples_of_anything_are_a_sound_picture(
    drawn: list[tuple[str, list[Point]]], key: str, width: int
) -> None:
    panels = [Panel(title, tuple(points)) for title, points in drawn]
    read(small_multiples(panels, key=key, title="Topics", width=width))


@given(st.floats(0, 100), st.floats(0, 100))
def test_figures_that_are_released_alike_are_drawn_alike(one: float, other: float) -> None:
    """A finer number than the released one is nowhere in the picture, in no attribute either."""
    fine = [Point("Mar 2025", one, one, one, 34), Point("Jun 2025", other, other, other, 40)]
    coarse = [
        Point(p.label, *(round(n or 0) for n in (p.value, p.low, p.high)), base=p.base)
        for p in fine
    ]
    assert trend(fine, key="a", title="t") == trend(coarse, key="a", title="t")
    assert sparkline(fine, key="a", title="t") == sparkline(coarse, key="a", title="t")


def test_every_value_its_wave_and_its_base_are_written_in_a_trend() -> None:
    written = words(read(trend(figure(54, 51, 44, 61), key="a", title="Caseload")))
    assert {"54", "51", "44", "61", "Mar", "Dec", "2025", "34"} <= set(written)


def test_no_line_is_drawn_across_a_withheld_wave() -> None:
    root = read(trend(figure(54, 51, None, 61), key="a", title="Caseload"))
    lines = [e.get("points", "") for e in root.iter() if _tag(e) == "polyline"]
    assert [len(line.split()) for line in lines] == [2]
    assert len([e for e in root.iter() if _tag(e) == "circle"]) == 3


def test_a_withheld_wave_is_hatched_and_said_in_words() -> None:
    root = read(trend(figure(54, None), key="a", title="Caseload"))
    hatches = [e for e in root.iter() if "hatch" in e.get("fill", "")]
    assert len(hatches) == 1
    assert "withheld" in words(root)
    assert description(root) == (
        f"Mar 2025: 54 (between 44 and 64), 34 answers. Jun 2025: {WHY_WITHHELD}."
    )


def test_a_trend_without_waves_says_so() -> None:
    root = read(trend([], key="a", title="Caseload"))
    assert "No rounds yet" in words(root)


@pytest.mark.parametrize("many", [1, 6, 24, 60])
def test_dates_below_a_trend_do_not_collide(many: int) -> None:
    drawn = [Point(f"Sep {2000 + n}", 50, 40, 60, 12) for n in range(many)]
    root = read(trend(drawn, key="a", title="Caseload"))
    years = sorted(
        float(e.get("x", 0)) for e in root.iter() if re.fullmatch(r"20\d\d", e.text or "")
    )
    assert all(after - before > 32 for before, after in pairwise(years))


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("month", ["November", "September", "WWWWWW", "May"])
def test_the_first_and_the_last_date_stay_inside_the_picture(month: str, width: int) -> None:
    """As wide as DejaVu Sans draws them at this size."""
    drawn = [Point(f"{month} {2020 + n}", 50, 40, 60, 12) for n in range(6)]
    root = read(trend(drawn, key="a", title="Caseload", width=width))
    dates = [e for e in root.iter() if e.text == month]
    assert dates
    real = {"November": 68.6, "September": 72.9, "WWWWWW": 78.2, "May": 27.3}[month]
    for date in dates:
        middle = float(date.get("x", 0))
        assert middle - real / 2 >= 0
        assert middle + real / 2 <= width


def test_text_is_never_smaller_than_twelve_pixels_on_a_phone() -> None:
    """360 pixels, less a margin of 15 either side, for 360 units."""
    drawn = trend(figure(54, None), key="a", title="t") + likert(
        [Bar("Item", (10, 20, 30, 20, 20), 50)], key="b", title="t", options=OPTIONS
    )
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawn)]
    assert min(sizes) * 330 / 360 >= 12


def test_bars_say_share_and_base_and_read_every_option_out() -> None:
    root = read(
        likert([Bar("Safe", (10, 20, 30, 25, 15), 50)], key="a", title="t", options=OPTIONS)
    )
    assert {"Safe", "50 answers", "30%", *OPTIONS} <= set(words(root))
    assert "Strongly disagree 10%, Disagree 20%, Neither 30%" in description(root)


def test_a_withheld_bar_shows_no_number() -> None:
    root = read(likert([Bar("Safe", None)], key="a", title="t", options=OPTIONS))
    assert "withheld" in words(root)
    assert not re.search(r"\d", " ".join(words(root)) + description(root))


def test_a_bar_with_another_number_of_shares_is_refused() -> None:
    with pytest.raises(ValueError, match="5 shares"):
        likert([Bar("Safe", (50, 50), 20)], key="a", title="t", options=OPTIONS)


def test_small_multiples_end_with_the_last_figure_or_the_word() -> None:
    panels = [Panel("Caseload", tuple(figure(54, 51))), Panel("Trust", tuple(figure(60, None)))]
    written = words(read(small_multiples(panels, key="a", title="Topics")))
    assert {"Caseload", "51", "Trust", "withheld"} <= set(written)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Point("w", None, low=1.0),
        lambda: Point("w", None, base=3),
        lambda: Point("w", float("nan")),
        lambda: Point("w", 1.0, high=float("inf")),
        lambda: Bar("w", None, base=3),
        lambda: Bar("w", (101, 0, 0, 0, 0)),
    ],
)
def test_a_withheld_figure_cannot_carry_a_number_nor_a_figure_nonsense(wrong: object) -> None:
    with pytest.raises(ValueError):
        wrong()  # type: ignore[operator]


def test_a_negative_zero_is_written_as_zero() -> None:
    assert MEAN.words(-0.01) == "0.0"
    assert SCORE.words(-0.4) == "0"


def test_hostile_text_stays_text() -> None:
    root = read(trend([Point(HOSTILE, 50, base=12)], key=HOSTILE, title=HOSTILE))
    assert "<script>" in "".join(root.itertext())
