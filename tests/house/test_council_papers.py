"""The papers of docs/templates: one form of gaps, a head that says what they are, and nothing named that is not there."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from pulse.office import paper, paper_facts
from pulse.office.paper import PAPERS, Paper
from surveys.db import People
from surveys.exports import prose
from surveys.exports.prose import Kind
from surveys.fieldwork.pledge import FLOOR

ROOT = Path(__file__).resolve().parents[2]
EACH = pytest.mark.parametrize("one", PAPERS, ids=lambda one: one.name)
DOCUMENT = re.compile(r"\bdocs/[\w/-]+(?:\.md)?")


def strange_gaps(text: str) -> list[str]:
    """Square brackets, and other signs of something to fill in, that are not of the one form."""
    bare = paper.GAP.sub("", paper.FACT.sub("", text))
    return re.findall(r"\[[^\]]*\]?|\]|\bTBC\b|\bTODO\b|XX+|_{3,}|\{\{|<[A-Z]", bare)


def test_every_template_is_listed_and_every_listed_one_is_there() -> None:
    kept = {path.stem for path in paper.FOLDER.glob("*.md")} - {"README"}
    assert kept == {one.name for one in PAPERS}
    assert len(PAPERS) == 8


@EACH
def test_every_gap_has_the_one_form(one: Paper) -> None:
    assert strange_gaps(one.template) == []
    assert paper.GAP.search(one.template)


@pytest.mark.parametrize(
    "planted", ["[name]", "[council: name]", "TBC", "____", "{{ name }}", "a]"]
)
def test_a_planted_gap_is_caught(planted: str) -> None:
    assert strange_gaps(f"[Council: a day], [Pulse: today] and {planted}.") != []


@EACH
def test_every_fact_that_a_paper_asks_for_has_a_name_that_pulse_knows(one: Paper) -> None:
    assert set(paper.FACT.findall(one.template)) <= set(paper_facts.NAMES)


def test_every_name_is_asked_for_by_a_paper() -> None:
    asked = {name for one in PAPERS for name in paper.FACT.findall(one.template)}
    assert asked == set(paper_facts.NAMES)


@EACH
def test_the_head_says_for_whom_it_is_of_which_version_and_that_it_is_no_legal_advice(
    one: Paper,
) -> None:
    title, head, *rest = prose.parts(one.template)
    assert (title.kind, title.text, title.level) == (Kind.HEADING, one.title, 1)
    assert head.kind is Kind.BOX
    for said in (
        "**For your own adviser to check. This is not legal advice.** For ",
        "Pulse version [Pulse: version]",
        "[Pulse: today]",
        "square brackets",
    ):
        assert said in head.text
    assert not any(part.level == 1 for part in rest)


@EACH
def test_a_paper_is_between_one_and_five_pages(one: Paper) -> None:
    assert 400 < len(one.template.split()) < 2_300


@EACH
def test_every_document_that_a_paper_names_is_there(one: Paper) -> None:
    named = DOCUMENT.findall(one.template)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_table_that_the_replies_search_is_there(app: Flask) -> None:
    text = paper.find("information-requests").template
    named = set(re.findall(r"[“\"]([a-z]+_[a-z]+|worker|invitation|letter)[”\"]", text))
    assert {"worker", "invitation", "staff_account", "audit_entry"} <= named
    assert named <= set(People.metadata.tables)


def test_every_page_that_a_paper_names_is_there(app: Flask) -> None:
    adapter = app.url_map.bind("localhost")
    named = {
        found for one in PAPERS for found in re.findall(r"(?<=\s)/[a-z-]+\b(?=[,. ])", one.template)
    }
    assert {"/accessibility", "/whistleblowing"} <= named
    assert all(adapter.test(address, method="GET") for address in named)


def test_numbers_in_words_are_those_of_the_program(app: Flask) -> None:
    assert FLOOR == 5
    assert "fewer than five people" in paper.find("joint-agreement").template
    assert app.config["PERMANENT_SESSION_LIFETIME"] == timedelta(hours=8)
    assert "about eight hours" in paper.find("accessibility-statement").template


def test_the_index_links_to_every_paper() -> None:
    index = (paper.FOLDER / "README.md").read_text()
    linked = re.findall(r"\]\(([a-z-]+)\.md\)", index)
    assert linked == [one.name for one in PAPERS]
    assert "docs/templates/README.md" in (ROOT / "README.md").read_text()
