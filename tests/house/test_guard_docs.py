"""The docs name tests, commands and pictures that there are."""

from pathlib import Path

from flask import Flask

from tests.house.guards import documents

ROOT = Path(__file__).resolve().parents[2]


def test_every_promise_names_a_test_that_exists() -> None:
    assert documents.unkept((ROOT / "docs" / "promise.md").read_text(), ROOT) == []


def test_a_planted_promise_without_a_test_is_caught() -> None:
    planted = (
        "# The promise\n\n1. We keep nothing.\n2. We keep less. `test_nobody_wrote_this`\n"
        "3. We are small.\n   Kept by `test_a_planted_giant_is_caught`.\n"
        "4. We are tested. Kept by `tests/house/test_guard_docs.py`,\n"
        "   `tests/house/test_guard_docs.py::test_nothing` and `tests/house/test_gone.py`.\n"
    )
    assert documents.unkept(planted, ROOT) == [
        "names no test: 1. We keep nothing.",
        "no such test: test_nobody_wrote_this",
        "no such test: tests/house/test_guard_docs.py::test_nothing",
        "no such test: tests/house/test_gone.py",
    ]


def test_every_command_in_the_docs_exists(app: Flask) -> None:
    known = set(documents.commands(app.cli))
    found = {
        path.name: documents.unknown_commands(path.read_text(), known)
        for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    }
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_planted_command_is_caught() -> None:
    known = ["db", "db upgrade", "demo"]
    text = (
        "Use `flask db upgrade`, `flask demo --if-empty` or\n\n    flask db forget\n\n`flask fly`."
    )
    assert documents.unknown_commands(text, known) == [
        "no such command: flask db forget",
        "no such command: flask fly",
    ]


def test_every_picture_is_there_and_shown() -> None:
    assert documents.broken_pictures(ROOT) == []


def test_planted_pictures_are_caught(tmp_path: Path) -> None:
    (tmp_path / "docs" / "pictures").mkdir(parents=True)
    (tmp_path / "docs" / "pictures" / "unused.png").touch()
    (tmp_path / "README.md").write_text("![A page](docs/pictures/missing.png)")
    caught = documents.broken_pictures(tmp_path)
    assert caught == [
        "README.md shows missing.png, which is not there",
        "no document shows unused.png",
    ]
