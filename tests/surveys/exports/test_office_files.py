"""The workbook and the Word document say what the page says, calculate nothing, and tell nothing of who made them and when."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from surveys.exports import brief, bundle, codebook, comments, package, workbook
from surveys.exports.carried import Carried
from surveys.exports.origin import of_waves, origins
from surveys.exports.theme_meanings import Meaning
from surveys.releases.document import Comment
from surveys.releases.release import Kind
from tests.surveys.exports import hostile
from tests.surveys.exports.rounds import published

ROUND = published()
SUPPLEMENT = replace(ROUND.release, number=2, kind=Kind.COMMENTS, digest="d1" * 32)
CASELOAD = {"polarity": "negative", "phrases": ["too many CASES"]}
Maker = Callable[[Carried], bytes]
BOTH = pytest.mark.parametrize("made", [workbook.file, brief.file], ids=["xlsx", "docx"])
EACH = pytest.mark.parametrize(
    "made", [workbook.file, brief.file, bundle.file], ids=["xlsx", "docx", "zip"]
)


def carried(*texts: str, themes: dict[str, object] | None = None) -> Carried:
    made = [
        Comment(n, "2026-11", "S1", "more", "union_psw", text, themes or {})
        for n, text in enumerate(texts)
    ]
    known = origins([ROUND], [SUPPLEMENT])
    withheld = [codebook.Withheld("November 2026", {"group": 3}, {"harm": 1})]
    meanings = {"caseload": Meaning("caseload", "Caseload", "How many cases.")}
    return Carried(
        comments.tell(made, [ROUND], known),
        codebook.entries([ROUND], meanings, withheld, known),
        known,
        ["Theme: Caseload"],
    )


def cells(content: bytes, sheet: int) -> list[list[str]]:
    """What a spreadsheet shows on a sheet, and that every cell is text."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        shared = BeautifulSoup(parts.read("xl/sharedStrings.xml"), "xml")
        page = BeautifulSoup(parts.read(f"xl/worksheets/sheet{sheet}.xml"), "xml")
    texts = [one.get_text() for one in shared.find_all("si")]
    assert page.find_all("f") == []
    assert {cell["t"] for cell in page.find_all("c")} <= {"s"}
    rows = [[int(cell.v.get_text()) for cell in row.find_all("c")] for row in page.find_all("row")]
    return [[texts[number] for number in row] for row in rows]


def paragraphs(content: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in Document(io.BytesIO(content)).paragraphs]


def names(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist() if "docProps" in name)


def test_the_workbook_has_the_comments_and_the_codebook() -> None:
    content = workbook.file(carried("Too many cases here", themes={"caseload": CASELOAD}))
    head, row = cells(content, 2)
    assert head == list(comments.COLUMNS)
    assert dict(zip(head, row, strict=True)) == {
        "round": "November 2026",
        "service": "Group S1",
        "question": "What should we know?",
        "theme_codes": "caseload",
        "polarities": "negative",
        "comment": "Too many cases here",
        "phrases": "caseload: too many CASES",
        "reader": "Union and principal social worker",
        "release": "d1" * 32,
    }
    sections = {row[0] for row in cells(content, 3)[1:]}
    assert {"Columns", "Themes", "What was promised", "What is withheld", "Releases"} <= sections


def test_the_document_groups_comments_by_theme_and_says_what_is_withheld() -> None:
    both = carried("Too many cases here", "More, too many cases", themes={"caseload": CASELOAD})
    bare = carried("The car park").comments
    content = brief.file(replace(both, comments=[*bare, *both.comments]))
    said = paragraphs(content)
    headings = [text for style, text in said if style == "Heading 1"]
    assert headings == ["Caseload (2 comments)", "No theme found (1 comment)", "Codebook"]
    written = [text for style, text in said if style == "List Bullet"]
    assert written == ["Too many cases here", "More, too many cases", "The car park"]
    assert ("Normal", "How many cases.") in said
    assert any("being acted on" in text for _, text in said)
    assert ("Heading 2", "What is withheld") in said
    document = Document(io.BytesIO(content))
    bold = [
        run.text
        for p in document.paragraphs
        if p.style.name == "List Bullet"
        for run in p.runs
        if run.bold
    ]
    assert bold == ["Too many cases", "too many cases"]


@BOTH
def test_each_carries_the_hash_of_its_release_and_whom_it_is_for(made: Maker) -> None:
    content = made(carried("Fine"))
    begin = cells(content, 1) if made is workbook.file else [[t] for _, t in paragraphs(content)]
    text = " ".join(line[0] for line in begin)
    assert f"November 2026: Release 2, published on 2026-12-01, hash {'d1' * 32}." in text
    assert "Do not pass the file on" in text
    assert "1 comment cleared and published. Chosen by: Theme: Caseload." in text


@BOTH
def test_none_says_who_made_it_or_at_what_moment(made: Maker) -> None:
    content = made(carried("Fine"))
    properties = names(content).decode("utf-8", "replace")
    assert "python-docx" not in properties
    for tag in ("dc:creator", "cp:lastModifiedBy"):
        assert not re.search(f"<{tag}>[^<]", properties)
    moments = set(re.findall(r"\d{4}-\d\d-\d\dT[\d:.]+Z?", properties))
    assert moments == {"2026-12-01T00:00:00Z"}


@EACH
def test_the_same_comments_give_the_same_bytes_of_no_moment(made: Maker) -> None:
    content = made(carried("Fine"))
    assert content == made(carried("Fine"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@BOTH
def test_hostile_text_comes_through_unharmed(made: Maker) -> None:
    content = made(carried(*hostile.TEXTS))
    if made is workbook.file:
        found = [row[comments.COLUMNS.index("comment")] for row in cells(content, 2)[1:]]
        found = [re.sub(r"_x005F(?=_x)", "", text) for text in found]  # how XLSX writes "_x0041_"
    else:
        found = [text for style, text in paragraphs(content) if style == "List Bullet"]
    assert found == [package.sayable(text) for text in hostile.TEXTS]


@BOTH
def test_nothing_can_be_opened_from_it_but_itself(made: Maker) -> None:
    """No link, no macro, no picture from elsewhere."""
    with zipfile.ZipFile(io.BytesIO(made(carried(*hostile.TEXTS)))) as parts:
        for name in parts.namelist():
            assert b'TargetMode="External"' not in parts.read(name)
            assert "vba" not in name


def test_a_cell_that_could_become_a_formula_is_marked_as_text() -> None:
    content = workbook.file(carried("=1+1", "1 + 1 = 2"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        styles = BeautifulSoup(parts.read("xl/styles.xml"), "xml")
        page = BeautifulSoup(parts.read("xl/worksheets/sheet2.xml"), "xml")
    formats = styles.find("cellXfs").find_all("xf")
    place = comments.COLUMNS.index("comment")
    marked = [
        formats[int(row.find_all("c")[place]["s"])].get("quotePrefix")
        for row in page.find_all("row")[1:]
    ]
    assert marked == ["1", None]


@given(st.text())
def test_any_text_can_be_said_in_xml(text: str) -> None:
    said = package.sayable(text)
    assert len(said) == len(text.replace("\r\n", "\n"))
    assert (
        BeautifulSoup(f"<a>{said.translate({38: 'x', 60: 'x', 13: 'x'})}</a>", "xml").a is not None
    )
    said.encode()


def test_a_round_without_a_supplement_has_the_hash_of_its_figures() -> None:
    (one,) = origins([ROUND], [])
    assert (one.number, one.digest) == (1, "2026-11")
    assert of_waves([one], ["2026-08"]) == ()
