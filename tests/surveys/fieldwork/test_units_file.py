"""The file of units is one tree, or every problem is named with its line."""

import pytest

from surveys.fieldwork import units_file

HEADER = "unit_id,parent_id,name\n"


def sentences(text: str) -> list[str]:
    return [problem.sentence for problem in units_file.read(text)[1]]


def test_a_good_file_is_read_in_its_order() -> None:
    units, problems = units_file.read(HEADER + "W,,West\nB,W, Bridge  Team \nA,W,Abbey\n")
    assert not problems
    assert [(unit.code, unit.parent, unit.name, unit.position) for unit in units] == [
        ("W", None, "West", 0),
        ("B", "W", "Bridge Team", 1),
        ("A", "W", "Abbey", 2),
    ]


def test_semicolons_odd_headers_a_title_and_a_byte_order_mark_are_read() -> None:
    text = "\ufeffOur units;;;\nUnit Code;Unit Name;Reports to;Welsh name\nW;West;;Gorllewin\n"
    (unit,), problems = units_file.read(text.encode())
    assert not problems
    assert unit.names == {"en": "West", "cy": "Gorllewin"}


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("W,,West\nA,X,Abbey\n", 3, "“X” is no unit of this file"),
        ("W,,West\nE,,East\n", 3, "one organisation, one tree"),
        ("W,,West\nA,W,Abbey\nA,W,Again\n", 4, "already on line 3"),
        ("W,,West\nA,W,\n", 3, "has no name"),
        ("W,,West\n,W,Abbey\n", 3, "has no unit_id"),
        ("W,,West\nA|1,W,Abbey\n", 3, "cannot be used"),
        ("W,,West\nA,W,{long}\n", 3, "longer than 200"),
        ("A,B,Abbey\nB,A,Bridge\n", 2, "no unit is the whole organisation"),
    ],
)
def test_a_problem_names_its_line(lines: str, line: int, words: str) -> None:
    found = sentences(HEADER + lines.replace("{long}", "x" * 201))
    assert any(each.startswith(f"Line {line}: ") and words in each for each in found)


def test_a_circle_is_shown_to_its_end() -> None:
    found = sentences(HEADER + "W,,West\nA,B,Abbey\nB,C,Bridge\nC,A,Court\nD,A,Duty\n")
    assert found == [
        "Line 3: “A” is above itself (A → B → C → A).",
        "Line 4: “B” is above itself (B → C → A → B).",
        "Line 5: “C” is above itself (C → A → B → C).",
    ]


def test_a_missing_column_is_named() -> None:
    assert sentences("unit_id,name\nW,West\n") == ["Line 1: there is no column parent_id."]


def test_a_file_with_a_header_alone_is_refused() -> None:
    assert sentences(HEADER) == ["Line 1: there is no unit below the header."]
