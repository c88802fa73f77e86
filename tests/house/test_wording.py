"""A withheld figure has one wording, whoever says it: which of its reasons holds would be a clue."""

import re
from pathlib import Path

import pytest

from surveys.charts.point import WHY_WITHHELD

ROOT = Path(__file__).resolve().parents[2]
REASON = WHY_WITHHELD.removeprefix("withheld: ")
PART = "it would give away another group"


def speaking() -> list[Path]:
    """Templates, code and docs that give the reason."""
    every = [
        *(ROOT / "pulse").rglob("*.html"),
        *(ROOT / "pulse").rglob("*.py"),
        *(ROOT / "surveys").rglob("*.py"),
        *(ROOT / "docs").glob("*.md"),
    ]
    return sorted(path for path in every if PART in words(path))


def words(path: Path) -> str:
    """One line, without tags and the breaks of a string in code."""
    return " ".join(re.sub(r"<[^>]+>|\n\s*#:", " ", path.read_text(encoding="utf-8")).split())


@pytest.mark.parametrize("path", speaking(), ids=lambda path: path.name)
def test_the_reason_is_given_whole_or_not_at_all(path: Path) -> None:
    said = words(path)
    assert said.count(PART) == len(re.findall(rf"{REASON}", said))


def test_those_who_say_it_are_few() -> None:
    names = {path.name for path in speaking()}
    assert {"cell.html", "why_withheld.html", "point.py", "reports.md"} <= names
    assert len([name for name in names if name.endswith(".html")]) == 3
