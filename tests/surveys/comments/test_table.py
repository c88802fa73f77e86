"""Tagging a steward's own CSV: what is written, what is not, and tables of every make."""

import csv
import json
from pathlib import Path

import pytest

from surveys.comments.csv_file import NoSuchColumn, NoTable
from surveys.comments.table import tag_csv

COMMENT = "Sharon says too many cases"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def run(tmp_path: Path, content: bytes, column: str = "comment") -> list[dict[str, str]]:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(content)
    tag_csv(source, target, column=column)
    return read(target)


def test_the_columns_of_the_table_stay_and_what_was_found_is_added(tmp_path: Path) -> None:
    (row,) = run(tmp_path, f"id,comment,team\n7,{COMMENT},North\n".encode())
    assert list(row)[:5] == ["id", "comment", "team", "redacted_text", "themes"]
    assert (row["id"], row["comment"], row["team"]) == ("7", COMMENT, "North")
    assert row["redacted_text"] == "[name] says too many cases"
    assert row["themes"] == "caseload"
    assert row["polarity_caseload"] == "-1"
    assert row["polarity_supervision"] == ""
    assert json.loads(row["evidence"]) == {"caseload": ["too many cases"]}
    assert row["redactions"] == "1"


def test_every_theme_of_the_frame_has_its_polarity(tmp_path: Path) -> None:
    (row,) = run(tmp_path, b"comment\nfine\n")
    assert sum(name.startswith("polarity_") for name in row) == 18


def test_it_counts_what_it_did_and_tells_how_far_it_is(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("comment\n" + f"{COMMENT}\n" * 100 + "the cat\n" * 50, encoding="utf-8")
    heard: list[tuple[int, int]] = []
    done = tag_csv(source, target, column="comment", progress=lambda *far: heard.append(far))
    assert (done.rows, done.with_theme, done.redactions) == (150, 100, 100)
    assert done.themes == {"caseload": 100}
    assert heard == [(100, 150), (150, 150)]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffid;comment\n1;Zoë says too many cases\n".encode(),
        "id\tcomment\n1\tZoë says too many cases\n".encode("utf-16"),
        "id|comment\r\n1|Zoë says too many cases\r\n".encode("cp1252"),
        'id,comment\n1,"Zoë says too many cases"\n'.encode(),
    ],
)
def test_every_make_of_table_is_read(tmp_path: Path, content: bytes) -> None:
    (row,) = run(tmp_path, content)
    assert (row["redacted_text"], row["themes"]) == ("[name] says too many cases", "caseload")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d", " ="])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    (row,) = run(tmp_path, f'comment\n"{start}too many cases"\n'.encode())
    assert row["redacted_text"].startswith(("'", "["))
    assert row["comment"].startswith("'")


def test_the_file_is_quoted_utf8_with_a_mark_at_its_start(tmp_path: Path) -> None:
    run(tmp_path, b"comment\nfine\n")
    written = (tmp_path / "out.csv").read_bytes()
    assert written.startswith(b'\xef\xbb\xbf"comment","redacted_text"')


def test_a_column_is_found_in_spite_of_case_and_blanks(tmp_path: Path) -> None:
    assert len(run(tmp_path, b" Comment ,x\nfine,1\n")) == 1


def test_a_missing_column_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(NoSuchColumn, match=r'no column "remark"\. The table has: "id", "comment"'):
        run(tmp_path, b"id,comment\n1,fine\n", column="remark")
    assert not (tmp_path / "out.csv").exists()


def test_an_empty_file_a_lost_file_and_itself_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NoSuchColumn, match="no columns"):
        run(tmp_path, b"\n")
    with pytest.raises(NoTable, match="empty"):
        run(tmp_path, b"")
    with pytest.raises(NoTable, match="cannot be read"):
        tag_csv(tmp_path / "lost.csv", tmp_path / "out.csv", column="comment")
    with pytest.raises(NoTable, match="overwrite"):
        tag_csv(tmp_path / "in.csv", tmp_path / "in.csv", column="comment")


def test_a_cell_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoTable, match="as a table"):
        run(tmp_path, b'comment\n"' + b"x" * 200_000 + b'"\n')


def test_short_rows_and_lines_in_cells_go_through(tmp_path: Path) -> None:
    rows = run(tmp_path, b'id,comment\n1\n2,"too many\ncases"\n')
    assert [row["redacted_text"] for row in rows] == ["", "too many\ncases"]


def refused(tmp_path: Path, content: bytes) -> str:
    """Why a table is refused; nothing is left behind."""
    with pytest.raises(NoTable) as refusal:
        run(tmp_path, content)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
    return str(refusal.value)


def test_empty_cells_beyond_the_header_are_dropped(tmp_path: Path) -> None:
    (row,) = run(tmp_path, b"id,comment\n1,too many cases,, \n")
    assert (row["themes"], row["redactions"]) == ("caseload", "0")


def test_a_row_longer_than_the_header_is_refused_with_its_line(tmp_path: Path) -> None:
    why = refused(tmp_path, b'id,comment\n1,"a\nb"\n\n2,Too many cases, and no time\n')
    assert "The row on line 5 has 3 cells, and the header has 2." in why


@pytest.mark.parametrize("place", ["nowhere/out.csv", "in.csv/out.csv", "folder"])
def test_a_target_that_cannot_be_written_is_refused_plainly(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "in.csv").write_text("comment\nfine\n")
    with pytest.raises(NoTable, match=r"cannot be written: .+\. Name another file\."):
        tag_csv(tmp_path / "in.csv", tmp_path / place, column="comment")
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "folder"}


@pytest.mark.parametrize("separator", [",", ";"])
def test_titles_above_the_header_are_left_out(tmp_path: Path, separator: str) -> None:
    table = f"Exit interviews, Westerby\n\nid;Comment\n1;{COMMENT}\n".replace(";", separator)
    (row,) = run(tmp_path, table.encode())
    assert list(row)[:2] == ["id", "Comment"]
    assert row["themes"] == "caseload"


def test_a_missing_column_below_a_title_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(NoSuchColumn, match='The table has: "id", "remark"'):
        run(tmp_path, b"Exit interviews\nid;remark\n1;a\n")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'id,comment\n1,a\n2,"b\n3,c\n4,d\n', 3),
        (b'id,comment\r\n1,"a\r\nb","c\r\nd\r\n', 3),
        (b'id,comment\n1,a\n2,"', 3),
        (b'comment\n"', 2),
    ],
)
def test_an_open_quotation_mark_is_refused_with_its_line(
    tmp_path: Path, content: bytes, line: int
) -> None:
    assert f"A quotation mark on line {line} is never closed" in refused(tmp_path, content)


def test_noughts_that_are_no_text_are_dropped(tmp_path: Path) -> None:
    (row,) = run(tmp_path, b"id,comment\n3,too\x00 many cases\n")
    assert row["redacted_text"] == "too many cases"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_read_with_its_mark_and_without(tmp_path: Path, encoding: str) -> None:
    (row,) = run(tmp_path, "id,comment\n1,Si\u00e2n has too many cases\n".encode(encoding))
    assert row["redacted_text"] == "[name] has too many cases"


def test_one_damaged_byte_does_not_make_another_alphabet_of_a_table(tmp_path: Path) -> None:
    table = "comment\nto Si\u00e2n and \u0141ukasz; caf\u00e9\ntoo many cases \u2013 ".encode()
    first, second = run(tmp_path, table + b"\xff\n")
    assert first["redacted_text"] == "to [name] and [name]; caf\u00e9"
    assert second["themes"] == "caseload"


@pytest.mark.parametrize(
    ("content", "why"), [(b"", "The file is empty"), (b"PK\x03\x04rest", "save it as CSV")]
)
def test_what_is_no_table_at_all_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes, why: str
) -> None:
    assert why in refused(tmp_path, content)
