"""The codebook explains every column and theme, the promise, and what is withheld."""

import csv
import io

from surveys.charts.point import WHY_WITHHELD
from surveys.comments import code_frame
from surveys.exports import codebook, comments
from surveys.exports.codebook import Section, Withheld
from surveys.exports.theme_meanings import meanings
from tests.surveys.exports.rounds import published

TEXT = (code_frame.FRAMES / f"{code_frame.LATEST}.yaml").read_text(encoding="utf-8")


def test_every_column_of_the_file_is_explained() -> None:
    found = codebook.entries([], {}, [])
    explained = [entry.code for entry in found if entry.section is Section.COLUMNS]
    assert explained == [*comments.COLUMNS, "'"]


def test_themes_are_explained_as_the_code_frame_does() -> None:
    frame = code_frame.load()
    assert [(m.code, m.name, m.definition) for m in meanings(TEXT).values()] == [
        (theme.code, theme.name["en"], theme.definition["en"]) for theme in frame.themes
    ]


def test_what_was_promised_and_withheld_is_said_round_by_round() -> None:
    withheld = Withheld("November 2026", {"group": 3, "theme": 7}, {"harm": 1}, 4)
    said = [
        (entry.section, entry.name, entry.meaning)
        for entry in codebook.entries([published()], {}, [withheld])
        if entry.section in (Section.PLEDGE, Section.WITHHELD)
    ]
    name = "November 2026"
    assert said == [
        (Section.PLEDGE, name, "A figure is shown only where at least 10 people answered."),
        (Section.PLEDGE, name, "A comment is shown only where at least 12 people commented."),
        (
            Section.PLEDGE,
            name,
            "The answers themselves are destroyed 90 days after the round closed.",
        ),
        (
            Section.WITHHELD,
            "Withheld",
            f"What stands in the place of a figure means “{WHY_WITHHELD}”. Nobody sees it; which of the three it is, is not told.",
        ),
        (Section.WITHHELD, name, "Groups counted only together with others: 3."),
        (Section.WITHHELD, name, "Figures of themes: 7."),
        (
            Section.WITHHELD,
            name,
            "Comments counted by topic only. It tells of harm to a child or adult that is being acted on: 1.",
        ),
        (
            Section.WITHHELD,
            name,
            "Comments nobody had cleared when the answers were destroyed, and that went with them: 4.",
        ),
    ]


def test_the_file_has_a_line_for_each_entry() -> None:
    found = codebook.entries([published()], meanings(TEXT), [])
    rows = list(csv.DictReader(io.StringIO(codebook.file(found).decode("utf-8-sig"), newline="")))
    assert len(rows) == len(found)
    assert rows[0]["section"] == "Columns"
