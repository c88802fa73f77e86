"""The workbook and the CSV of a release: all its figures, none that is withheld, the same bytes each time."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.exports import measures, statistics, statistics_sheet, tidy, whole
from surveys.exports.whole import Whole
from surveys.releases.release import Status, Subject
from tests.surveys.exports import books, hostile
from tests.surveys.reports.conftest import SIZES
from tests.surveys.reports.council import Council, publish_rounds

Line = dict[str, str]


@pytest.fixture
def found(people: Session, tmp_path: Path) -> Whole:
    """The last of four rounds of a small council."""
    council = Council(services=("North", "South"), teams=0, sizes=dict(SIZES))
    publish_rounds(people, tmp_path, council, 4, share=1.0)
    return whole.read(people, "2026-04")


def lines(content: bytes) -> list[Line]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def named(found: Whole, name: str) -> Whole:
    """The same, where a team is called something else."""
    groups = [replace(g, names={"en": name}) if g.depth == 2 else g for g in found.round.groups]
    own = replace(found.round, groups=tuple(groups))
    return replace(found, rounds=(*found.rounds[:-1], own), round=own)


def test_every_answer_of_the_release_is_a_row_of_the_csv(found: Whole) -> None:
    said = {
        (row["group_code"], row["measure_code"], row["part_code"]): row
        for row in lines(tidy.file(found))
    }
    compared = 0
    for group, subjects in found.cells.items():
        for code, cell in subjects[Subject.ITEM].items():
            item = found.round.instrument.item(code)
            for option in item.options if cell.status is Status.SHOWN and cell.counts else ():
                row = said[group, code, option.value]
                assert (row["value"], row["base"]) == (
                    str(cell.counts[option.value]),
                    str(cell.base),
                )
                compared += 1
    assert compared > 300


def test_no_sheet_cuts_its_title_off(found: Whole) -> None:
    with zipfile.ZipFile(io.BytesIO(statistics.file(found))) as parts:
        sheets = [parts.read(n).decode() for n in parts.namelist() if "worksheets/sheet" in n]
    assert len(sheets) > 6
    for each in sheets:
        assert float(each.split('<row r="1"')[1].split('ht="')[1].split('"')[0]) >= 20


def test_a_withheld_row_of_the_csv_holds_no_number(found: Whole) -> None:
    withheld = [row for row in lines(tidy.file(found)) if row["status"] == "withheld"]
    assert withheld
    for row in withheld:
        assert [row[name] for name in ("value", "percent", "low", "high", "band", "base")] == [
            ""
        ] * 6


def test_the_csv_has_the_columns_that_its_codebook_explains(found: Whole) -> None:
    assert list(lines(tidy.file(found))[0]) == list(tidy.COLUMNS)
    explained = [row["code"] for row in lines(measures.file(found)) if row["section"] == "Columns"]
    assert explained == [*tidy.COLUMNS, "'"]


def test_every_code_of_the_csv_is_in_the_codebook(found: Whole) -> None:
    explained = {row["code"] for row in lines(measures.file(found))}
    used = {row["measure_code"] for row in lines(tidy.file(found))} - {"response"}
    assert used <= explained


def test_scores_of_the_workbook_are_those_of_the_csv(found: Whole) -> None:
    book = statistics.file(found)
    scores = [row for row in lines(tidy.file(found)) if row["subject"] == "topic"]
    compared = 0
    for name, column in (
        ("Scores", "value"),
        ("Scores, lower end", "low"),
        ("Scores, upper end", "high"),
        ("Scores, answers", "base"),
    ):
        cells = {row["Code"]: row for row in books.table(book, name)[1]}
        for row in scores:
            shown = cells[row["group_code"]][row["measure"]]
            assert shown == (row[column] or {"withheld": "[c]"}.get(row["status"], "[x]"))
            compared += 1
    assert compared > 200


def test_answers_of_the_workbook_are_those_of_the_csv(found: Whole) -> None:
    book = statistics.file(found)
    said = {
        (r["group_code"], r["measure"], r["part"]): r
        for r in lines(tidy.file(found))
        if r["subject"] == "question"
    }
    names = [name for name in books.sheets(book) if name.startswith("Answers ")]
    compared = 0
    for name in names:
        for row in books.table(book, name)[1]:
            for part in list(row)[4:]:
                tidied = said[row["Code"], row["Question"], part]
                assert row[part] == (tidied["percent"] or "[c]")
                assert row["People"] == (tidied["base"] or "[c]")
                compared += 1
    assert compared == len([r for r in said.values() if r["status"] != "band" and r["part"]])


def test_the_workbook_says_its_sheets_its_signs_and_its_release(found: Whole) -> None:
    read = books.sheets(statistics.file(found))
    assert list(read)[:4] == ["Cover", "Contents", "Notes", "Response"]
    assert [row[0] for row in read["Contents"][3:]] == list(read)[3:]
    assert any(found.round.release.digest in row[0] for row in read["Cover"])


def test_a_sheet_says_what_the_signs_in_it_stand_for(found: Whole) -> None:
    book, signed = statistics.file(found), 0
    for name in list(books.sheets(book))[3:]:
        above, rows = books.table(book, name)
        has = any("[c]" in row.values() for row in rows)
        assert any(line.startswith("[c] Withheld: too few answers") for line in above) is has
        signed += has
    assert signed


def test_the_workbook_says_no_author_and_no_moment(found: Whole) -> None:
    with zipfile.ZipFile(io.BytesIO(statistics.file(found))) as parts:
        core = parts.read("docProps/core.xml").decode()
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert f"{found.round.release.published_on.isoformat()}T00:00:00Z" in core
    assert "<dc:creator></dc:creator>" in core
    assert found.round.release.digest in core


def test_the_same_release_gives_the_same_bytes(found: Whole) -> None:
    for make in (statistics.file, tidy.file, measures.file):
        assert make(found) == make(found)


NAMES = [*hostile.TEXTS, "[Team](http://evil.example)", "$$note$$", "Ŵ", "…", "Tîm " * 22]


def test_cells_are_written_as_the_library_itself_writes_them(
    found: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = statistics.file(found)
    monkeypatch.delattr(statistics_sheet._Page, "_write_cell")
    assert statistics.file(found) == ours


def test_a_groups_name_stays_a_name(found: Whole) -> None:
    for name in NAMES:
        other = named(found, name)
        content = statistics.file(other)
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            rels = [part for part in parts.namelist() if "_rels/sheet" in part]
            assert not any(b"hyperlink" in parts.read(part) for part in rels)
        assert len(books.table(content, "Response")[1]) == len(other.groups)
        rows = {row["group_code"]: row for row in lines(tidy.file(other))}
        assert not rows["S1T01"]["group"].startswith(("=", "+", "-", "@"))


def test_a_round_of_which_nothing_can_be_shown_has_a_workbook_that_says_so(found: Whole) -> None:
    groups = tuple(replace(group, status="combined") for group in found.round.groups)
    own = replace(found.round, groups=groups)
    hidden = replace(found, rounds=(own,), round=own, cells={})
    read = books.sheets(statistics.file(hidden))
    assert list(read) == ["Cover", "Contents", "Notes", "Groups"]
    assert any("Too few answered" in row[0] for row in read["Cover"])
    assert lines(tidy.file(hidden)) == []


def test_what_is_published_later_changes_no_file_of_a_round(
    people: Session, tmp_path: Path
) -> None:
    council = Council(services=("North", "South"), teams=0, sizes=dict(SIZES))
    publish_rounds(people, tmp_path, council, 1, share=1.0)
    before = tidy.file(whole.read(people, "2026-01"))
    from surveys.keyring import Keyring
    from surveys.releases import publish
    from tests.surveys.reports.council import draft

    publish.publish(people, Keyring(tmp_path), draft(council, 2, share=1.0))
    assert tidy.file(whole.read(people, "2026-01")) == before
