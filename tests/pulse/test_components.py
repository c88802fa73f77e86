"""The parts that pages are made of."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from surveys.charts.point import WHY_WITHHELD, Point
from surveys.charts.scale import SCORE
from surveys.charts.trend import trend
from tests.page_faults import faults
from tests.pulse import stage

TEMPLATES = Path(__file__).parents[2] / "pulse" / "templates"
PARTS = sorted((TEMPLATES / "components").glob("*.html"))
FROM = re.compile(r'{%-? from "components/(\w+)\.html" import ([\w, ]+?) -?%}')
HOSTILE = "</textarea><script>alert(1)</script>{{ 7 * 7 }}\"'&"


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html5lib")


def one(html: str, selector: str) -> Tag:
    found = soup(html).select(selector)
    assert len(found) == 1, (selector, html)
    return found[0]


def asked(code: str, call: str = "", **context: object) -> str:
    """The item with this code, drawn."""
    whole = stage.instrument()
    return stage.part(
        "question", f"question(item{call})", item=whole.item(code), whole=whole, **context
    )


# --- the folder -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_a_component_is_one_macro_with_a_word_about_itself(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.startswith("{# "), "begin with a comment that says what it is for"
    assert re.findall(r"{%-? macro (\w+)\(", source) == [path.stem]
    assert len(source.splitlines()) <= 120


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: str(p.relative_to(TEMPLATES))
)
def test_every_imported_component_is_used_and_exists(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for file, names in FROM.findall(source):
        assert (TEMPLATES / "components" / f"{file}.html").exists(), file
        for name in names.split(", "):
            assert len(re.findall(rf"\b{name}\(", source)) >= 1, f"{name} is imported and not used"


def test_a_figure_stands_with_its_base() -> None:
    cell = one(stage.part("cell", 'cell("54%", 34)'), ".pulse-cell")
    assert cell.get_text() == "54% 34 answers"


@pytest.mark.parametrize("brief", [True, False])
def test_a_withheld_cell_holds_the_one_wording_and_no_number(brief: bool) -> None:
    html = stage.part("cell", f"cell(none, 34, {str(brief).lower()})")
    assert one(html, ".withheld").get_text() == WHY_WITHHELD
    assert not re.search(r"\d", html)


def test_a_trend_stands_beside_its_table() -> None:
    points = [Point("Mar 2026", 54.4, 48, 60, 34), Point("Jun 2026", None)]
    html = stage.part(
        "trend_figure",
        'trend_figure("Caseload", points, scale, narrow, wide)',
        points=points,
        scale=SCORE,
        narrow=trend(points, key="a", title="Caseload"),
        wide=trend(points, key="b", title="Caseload", width=720),
    )
    rows = [row.get_text(" ", strip=True) for row in soup(html).select("tbody tr")]
    assert rows[0] == "Mar 2026 54 34 answers 48 and 60"
    assert rows[1].startswith("Jun 2026 withheld : too few answers")
    assert len(soup(html).select("svg[role=img]")) == 2


def test_a_wide_table_can_be_scrolled_with_the_keyboard() -> None:
    html = stage.part(
        "table", 'table("t", "Topics", ["Service", "Caseload"], [["North", "54"]], withheld=true)'
    )
    region = one(html, "[role=region]")
    assert region["tabindex"] == "0"
    assert one(html, f"#{region['aria-labelledby']}").text == "Topics"
    assert [h["scope"] for h in soup(html).select("th")] == ["col", "col", "row"]
    assert "too few answers, answers too alike, or it would" in html


# --- questions ------------------------------------------------------------------------------


def test_nothing_is_chosen_before_a_worker_chooses() -> None:
    for item in stage.instrument().items:
        assert not soup(asked(item.code)).select("[checked]")


@pytest.mark.parametrize("code", ["safe", "threats", "support"])
def test_every_closed_question_offers_prefer_not_to_say_last(code: str) -> None:
    inputs = soup(asked(code)).select("input")
    assert inputs[-1]["value"] == "prefer_not"
    assert {i["name"] for i in inputs} == {code}


def test_a_scale_begins_with_its_five_points() -> None:
    values = [i["value"] for i in soup(asked("safe")).select("input[type=radio]")]
    assert values == ["a1", "a2", "a3", "a4", "a5", "away", "prefer_not"]


def test_none_of_these_stands_alone() -> None:
    boxes = soup(asked("threats")).select("input[type=checkbox]")
    alone = {box["value"]: box.has_attr("data-alone") for box in boxes}
    assert alone == {"phone": False, "online": False, "none": True, "prefer_not": True}


def test_what_was_answered_is_there_again() -> None:
    html = asked("threats", ', "en", values', values={"threats": ["phone", "online"]})
    assert [i["value"] for i in soup(html).select("[checked]")] == ["phone", "online"]
    assert one(asked("safe", ', "en", {"safe": "a4"}'), "[checked]")["value"] == "a4"
    again = asked("more", ', "en", {"more": "\\nLine", "more-reader": ("union",)|first}')
    assert one(again, "textarea").text == "\nLine"
    assert one(again, "[checked]")["value"] == "union"


def test_an_error_stands_at_its_field_and_its_link_finds_it() -> None:
    html = asked("safe", ', "en", {}, "Choose one answer"')
    assert one(html, "fieldset")["aria-describedby"].split() == ["safe-error"]
    assert "Choose one answer" in one(html, "#safe-error").text
    assert one(html, "#safe").name == "input"


def test_a_follow_up_says_when_to_answer_it_and_which_answers_show_it() -> None:
    html = asked("support", ', parent=whole.item("threats")')
    box = one(html, "[data-follows]")
    assert (box["data-follows"], box["data-when"]) == ("threats", '["phone", "online"]')
    sentence = " ".join(one(html, ".pulse-follow-up__when").text.split())
    assert sentence == "Answer this only if you chose “Phone” or “Online” above."


def test_a_question_is_asked_in_welsh_where_it_is_translated() -> None:
    html = asked("threats", ', "cy"')
    assert "Bygythiadau" in one(html, "legend").text
    assert "phone cy" in html


def test_help_stands_above_every_comment_box_and_the_reader_below_it() -> None:
    page = soup(asked("more", ", contacts=contacts", contacts=stage.CONTACTS))
    order = [
        e.name if e.name == "textarea" else e["class"][-1]
        for e in page.select(".pulse-box--help, textarea, .pulse-reader")
    ]
    assert order == ["pulse-box--help", "textarea", "pulse-reader"]
    readers = [i["value"] for i in page.select("[name=more-reader]")]
    assert readers == ["topic_only", "union", "union_psw", "directors"]
    assert one(str(page), "a[href='tel:116123']").text.replace("\xa0", " ") == "116 123"


@given(st.one_of(st.text(max_size=300), st.just(HOSTILE)))
def test_any_comment_comes_back_as_it_was_typed(typed: str) -> None:
    typed = re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]|[\ufffe\uffff]", "", typed
    )
    html = asked("more", ', "en", {"more": typed}', typed=typed)
    assert one(html, "textarea").text == typed


def test_an_answer_row_escapes_text_and_keeps_marks() -> None:
    assert "&lt;b&gt;" in stage.part("answer_row", 'answer_row("Q", "<b>")')
    masked = Markup('by <mark class="pulse-mask">[name]</mark>')
    html = stage.part("answer_row", 'answer_row("Q", masked)', masked=masked)
    assert one(html, "mark").text == "[name]"
    assert one(stage.part("answer_row", 'answer_row("Q", "")'), "dd").text == "Not answered"


def test_an_error_summary_links_to_its_fields_and_is_not_there_without_errors() -> None:
    html = stage.part("error_summary", 'error_summary([("code", "Type a code"), ("", "Closed")])')
    assert one(html, "a[href='#code']").text == "Type a code"
    assert stage.part("error_summary", "error_summary([])").strip() == ""


def test_the_code_field_can_be_filled_by_the_script() -> None:
    field = one(stage.part("code_input", 'code_input("AB", "No such code")'), "input[data-code]")
    assert field["aria-describedby"].split() == ["code-hint", "code-error"]


@pytest.mark.parametrize(
    ("component", "call", "words"),
    [
        ("flash", 'flash("Saved", "done")', "Saved"),
        ("band", 'band("low", "Under 50")', "Under 50"),
        ("theme_tag", 'theme_tag("Caseload", 12)', "Caseload 12"),
        ("progress", "progress(2, 5)", "Page 2 of 5"),
        ("empty_state", 'empty_state("None", "Wait", "/x", "See")', "None Wait See"),
        ("pledge_box", 'pledge_box(["No name is kept."])', "No name is kept."),
        ("buttons", 'buttons("Send", [("go", "back", "Back")])', "Send Back"),
        ("help_box", "help_box()", "Samaritans"),
    ],
)
def test_small_parts_say_their_words(component: str, call: str, words: str) -> None:
    assert words in " ".join(soup(stage.part(component, call)).get_text(" ").split())


# --- whole pages ----------------------------------------------------------------------------

ERRORS = sorted(path.stem for path in (TEMPLATES / "errors").glob("*.html"))


@pytest.mark.parametrize("name", ERRORS)
@pytest.mark.parametrize("staff", [None, {"name": "Ama", "role": "director"}])
def test_an_error_page_is_a_sound_page(name: str, staff: object) -> None:
    html = stage.draw(
        f'{{% extends "errors/{name}.html" %}}',
        staff=staff,
        nav=[{"href": "/a", "text": "Trends", "current": True}],
        message="Your round is over.",
    )
    assert faults(html, path="/staff" if "pulse-nav" in html else "/") == []


def test_a_page_with_every_question_is_sound() -> None:
    every = (
        '<form action="/answer" method="post">{% from "components/question.html" import question %}'
        "{% for item in whole.items %}{{ question(item, number=loop.index, total=4) }}{% endfor %}</form>"
    )
    html = stage.draw(stage.worker_page(every), whole=stage.instrument())
    assert faults(html, path="/answer") == []


def test_a_workers_page_has_a_way_out_and_help_and_no_navigation() -> None:
    html = stage.draw(stage.worker_page(""))
    assert "Exit this page" in one(html, ".govuk-exit-this-page a").text
    assert "Samaritans" in one(html, "footer").text
    assert not soup(html).select("nav")
    assert "Demonstration: a made-up council" in html
