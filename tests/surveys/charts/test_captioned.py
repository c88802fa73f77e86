"""A picture that stands alone says what it is, in words that any text survives, and loses nothing of what was drawn."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from surveys.charts.captioned import Caption, captioned
from surveys.charts.palette import WIDE
from surveys.charts.point import Point
from surveys.charts.trend import trend

SVG = "{http://www.w3.org/2000/svg}"


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


DRAWN = trend([Point("May", 40, base=12)], key="t", title="Topic", width=WIDE)


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in parsed(svg).iter(f"{SVG}text")]


@given(st.text(max_size=300), st.text(max_size=300), st.lists(st.text(max_size=200), max_size=3))
def test_any_words_leave_a_picture_that_is_drawn_as_before(
    title: str, about: str, origin: list[str]
) -> None:
    made = captioned(DRAWN, Caption(title, about, tuple(origin)))
    root = parsed(made)
    assert [each.tag for each in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width == WIDE
    assert height > float(parsed(DRAWN).attrib["viewBox"].split()[3])
    assert texts(made)[-len(texts(DRAWN)) :] == texts(DRAWN)


def test_its_words_stand_above_and_below_and_inside_the_picture() -> None:
    made = captioned(DRAWN, Caption("A title", "A council: North", ("May 2026.", "Release 1.")))
    root = parsed(made)
    height = float(root.attrib["viewBox"].split()[3])
    lines = {each.text: float(each.attrib["y"]) for each in root.iter(f"{SVG}text")}
    places = [lines[each] for each in ("A title", "A council: North", "May 2026.", "Release 1.")]
    assert places == sorted(places)
    assert 0 < places[0] < places[-1] < height


def test_a_long_title_is_broken_into_lines() -> None:
    made = captioned(DRAWN, Caption("Who answers for this " * 6, "", ()))
    assert len([each for each in texts(made) if "answers for" in each]) == 2
