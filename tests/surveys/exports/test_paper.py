"""The board paper: two pages that say what the release says, to eyes and to screen readers, in PDF and in Word."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from sqlalchemy.orm import Session

from surveys import clock
from surveys.exports import paper, paper_pdf, paper_word, promised, whole
from surveys.exports.paper import Figured, Paper
from surveys.exports.whole import Whole
from surveys.reports import actions
from surveys.reports.action import About, Aim
from surveys.reports.actions import Hand
from surveys.reports.intent import Intent, State
from tests.surveys.exports import papers
from tests.surveys.reports.council import Council, publish_rounds

SIZES = {"S1T01": 30, "S1T02": 9, "S1T03": 12, "S2T01": 40, "S2T02": 35}
Publish = Callable[..., Whole]


@pytest.fixture
def publish(people: Session, tmp_path: Path) -> Publish:
    """Rounds of a council, of which the last is returned."""

    def write(rounds: int = 2, **council: object) -> Whole:
        settings = {"services": ("North", "South"), "teams": 0, "sizes": dict(SIZES)} | council
        publish_rounds(people, tmp_path, Council(**settings), rounds, share=1.0)
        return whole.read(people, f"2026-{rounds:02}")

    return write


def both(found: Paper) -> tuple[str, str]:
    return papers.words_of_pdf(paper_pdf.file(found)), papers.words_of_word(paper_word.file(found))


def cells(found: Paper) -> set[str]:
    tables = (table for section in found.sections for table in section.tables)
    return {cell for table in tables for row in table.rows for cell in row if cell}


def test_pdf_and_word_have_the_same_words(people: Session, publish: Publish) -> None:
    made = paper.compose(people, publish())
    sentences = {
        each for section in made.sections for each in (section.heading, *section.sentences)
    }
    for words in both(made):
        assert [
            each for each in sentences | cells(made) if " ".join(each.split()) not in words
        ] == []


def test_the_paper_says_scores_of_its_release(people: Session, publish: Publish) -> None:
    found = publish()
    made = paper.compose(people, found)
    tables = {t.caption: t for section in made.sections for t in section.tables}
    own = {t.name: f for t, f in found.scores(found.round.top)}
    for name, score, *_ in tables["Every topic of this round"].rows:
        assert score == paper.value(own[name])
    below = tables["Scores of the groups below, 0 to 100, high is good"]
    for group in found.round.children("ALL"):
        row = next(row for row in below.rows if row[0] == group.name_in("en"))
        assert list(row[1:]) == [paper.value(figure) for _, figure in found.scores(group)]


def test_a_screen_reader_finds_language_title_headings_heads_of_tables_and_words_for_the_picture(
    people: Session, publish: Publish
) -> None:
    made = paper.compose(people, publish())
    pdf = PdfReader(io.BytesIO(paper_pdf.file(made)))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert pdf.metadata.title == made.title
    tags = [str(each["/S"]) for each in papers.elements(pdf)]
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == len(made.sections)
    heads = [head for section in made.sections for table in section.tables for head in table.heads]
    assert tags.count("/TH") == len(heads)
    (alt,) = [each["/Alt"] for each in papers.elements(pdf) if "/Alt" in each]
    assert alt.startswith("Every topic over all rounds: Northmoor Council: Caseload.")


def test_the_words_of_the_picture_are_drawn(people: Session, publish: Publish) -> None:
    made = paper.compose(people, publish())
    drawn = papers.words_of_pdf(
        paper_pdf.file(replace(made, sections=[s for s in made.sections if s.figure]))
    )
    assert "Caseload" in drawn
    assert "June 2026" in drawn


def test_word_has_headings_heads_that_repeat_language_and_words_for_the_picture(
    people: Session, publish: Publish
) -> None:
    made = paper.compose(people, publish())
    read = Document(io.BytesIO(paper_word.file(made)))
    styles = [p.style.name for p in read.paragraphs]
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == len(made.sections)
    for table in read.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    assert {e.get(qn("w:val")) for e in read.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    (shape,) = read.inline_shapes
    assert shape._inline.docPr.get("descr").startswith("Every topic over all rounds")


def test_both_name_the_release_its_day_and_nobody(people: Session, publish: Publish) -> None:
    found = publish()
    made = paper.compose(people, found)
    pdf = PdfReader(io.BytesIO(paper_pdf.file(made)))
    assert pdf.metadata.author is None
    assert pdf.metadata["/CreationDate"].startswith(
        f"D:{found.round.release.published_on:%Y%m%d}000000"
    )
    assert all(found.round.release.digest in page.extract_text() for page in pdf.pages)
    word = Document(io.BytesIO(paper_word.file(made)))
    said = word.core_properties
    assert (said.author, said.last_modified_by) == ("", "")
    assert said.created.date() == said.modified.date() == found.round.release.published_on
    assert found.round.release.digest in word.sections[0].footer.paragraphs[0].text
    with zipfile.ZipFile(io.BytesIO(paper_word.file(made))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_release_gives_the_same_paper(people: Session, publish: Publish) -> None:
    found = publish()
    for make in (paper_pdf.file, paper_word.file):
        assert make(paper.compose(people, found)) == make(paper.compose(people, found))


def test_an_ordinary_council_fits_two_pages(people: Session, publish: Publish) -> None:
    found = publish(6, services=tuple(f"Service number {n}" for n in range(6)), teams=10, sizes={})
    pdf = PdfReader(io.BytesIO(paper_pdf.file(paper.compose(people, found))))
    assert len(pdf.pages) == 2


def test_one_round_has_nothing_to_compare_with(people: Session, publish: Publish) -> None:
    made = paper.compose(people, publish(1))
    assert "There is no earlier round to compare with." in made.sections[0].sentences


def test_a_round_of_which_nothing_can_be_shown_says_so(people: Session, publish: Publish) -> None:
    found = publish(1)
    groups = tuple(replace(group, status="combined") for group in found.round.groups)
    own = replace(found.round, groups=groups)
    made = paper.compose(people, replace(found, rounds=(own,), round=own, cells={}))
    assert [section.heading for section in made.sections] == ["Nothing to show"]
    for words in both(made):
        assert "Too few answered" in words


def test_withheld_figures_are_signs_with_one_reason(people: Session, publish: Publish) -> None:
    found = publish(1)
    made = paper.compose(people, replace(found, cells={}))
    tables = [t for section in made.sections for t in section.tables if "[c]" in str(t.rows)]
    assert tables
    assert all("[c]: withheld: too few answers" in table.note for table in tables)


def test_many_groups_long_names_and_welsh_ones_fit(people: Session, publish: Publish) -> None:
    name = "Gwasanaethau Plant a Theuluoedd Llanfairpwllgwyngyll, Tŷ’r Ŵyl ac Ŷr Asesu a Chymorth Cynnar"
    assert len(name) >= 90
    found = publish(
        1,
        services=tuple(f"{name} {n}" for n in range(60)),
        teams=1,
        sizes={f"S{n}T01": 14 for n in range(1, 61)},
    )
    made = paper.compose(people, found)
    (below,) = [
        t for s in made.sections for t in s.tables if t.caption.startswith("Scores of the groups")
    ]
    assert len(below.rows) == 1 + paper.DOWN
    assert "35 more groups stand in the workbook." in below.note
    for words in both(made):
        assert "Tŷ’r Ŵyl ac Ŷr" in words


def promise(people: Session, day: date, what: str, due: date = date(2026, 6, 1)) -> int:
    intent = Intent(State.PLANNED, what, "Head of service", due, "")
    with clock.at(day):
        made = actions.draft(
            people, Aim(About.TOPIC, "caseload", "ALL", "2026-01"), intent, "a@example.org"
        )
        actions.publish(people, made.number, Hand("a@example.org", made.last.number))
    return made.number


def test_the_paper_has_what_was_promised_before_its_release(
    people: Session, publish: Publish
) -> None:
    found = publish()
    day = found.round.release.published_on
    assert promised.before(people, day) == ()
    number = promise(people, date(2026, 5, 20), "Nobody holds more than eighteen cases")
    promise(people, day, "A laptop for everybody", date(2026, 12, 1))
    (table,) = promised.before(people, day)
    assert table.rows == [
        ("Nobody holds more than eighteen cases", "Head of service", "1 June 2026", "Late")
    ]
    words = both(paper.compose(people, found, (table,)))
    assert all("What directors promised" in each for each in words)
    assert not any("a@example.org" in each for each in words)
    own = actions.find(people, number)
    with clock.at(date(2026, 7, 1)):
        done = replace(own.now, state=State.DONE)
        actions.change(people, number, done, Hand("a@example.org", own.last.number))
    assert promised.before(people, day) == (table,)


def test_a_long_list_of_promises_is_cut_and_says_so(people: Session, publish: Publish) -> None:
    found = publish()
    for number in range(promised.MOST + 2):
        promise(
            people, date(2026, 5, 20), f"Answer every question of the last round, part {number}"
        )
    (table,) = promised.before(people, found.round.release.published_on)
    assert len(table.rows) == promised.MOST
    assert table.note == "2 earlier ones stand on the pages of Pulse."


def test_a_picture_without_words_of_its_own_has_its_caption() -> None:
    assert paper_pdf.alt(Figured("A picture", "<svg/>")) == "A picture"


def test_a_picture_as_png_is_as_large_as_it_is_drawn() -> None:
    from surveys import typeset

    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 246" width="360" height="246"/>'
    made = typeset.png(svg)
    assert re.match(rb"\x89PNG", made)
    assert int.from_bytes(made[16:20]) > 700
