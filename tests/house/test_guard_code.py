"""What the source may not say, with a planted sample of each thing that it does not."""

from pathlib import Path

import pytest

from tests.house.guards import sizes, syntax, templates

ROOT = Path(__file__).resolve().parents[2]


def test_thresholds_are_compared_in_the_pledge_the_tree_and_disclosure_alone() -> None:
    everywhere = ("surveys/", "pulse/")
    found = syntax.over(ROOT, syntax.thresholds_compared, under=everywhere, but=syntax.MAY_COMPARE)
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "if base < pledge.threshold: pass",
        "shown = 3 <= k <= 4",
        "x = cell.base >= 10",
        "x = [b for b in all if len(b) > k_s]",
        "if self.comment_threshold == count: pass",
        "y = n < FLOOR",
    ],
)
def test_a_planted_comparison_with_k_is_caught(planted: str) -> None:
    assert len(syntax.thresholds_compared(planted)) == 1


@pytest.mark.parametrize("fine", ["if base is None: pass", "x = 'k' in key", "y = kind == 'k'"])
def test_other_comparisons_are_let_through(fine: str) -> None:
    assert syntax.thresholds_compared(fine) == []


def test_the_domain_never_commits() -> None:
    assert syntax.over(ROOT, syntax.commits, under=("surveys/",)) == []


def test_a_planted_commit_is_caught() -> None:
    assert syntax.commits("people.flush()\npeople.commit()") == ["2: people.commit()"]


def test_rooms_of_confidence_know_days_and_no_moments() -> None:
    assert syntax.over(ROOT, syntax.moments, under=syntax.TIMELESS) == []


@pytest.mark.parametrize(
    "planted",
    [
        "from datetime import date, datetime",
        "import time",
        "from time import time",
        "import datetime\nx = datetime.datetime.now()",
        "x = date.today()",
    ],
)
def test_a_planted_look_at_the_clock_is_caught(planted: str) -> None:
    assert len(syntax.moments(planted)) == 1


def test_migrations_import_no_tables() -> None:
    found = syntax.over(
        ROOT / "migrations", syntax.model_imports, under=("people/versions", "ballot/versions")
    )
    assert found == []


@pytest.mark.parametrize("planted", ["import surveys.db", "from pulse.access import account"])
def test_a_planted_import_in_a_migration_is_caught(planted: str) -> None:
    assert len(syntax.model_imports(planted)) == 1


def test_modules_functions_and_templates_are_small() -> None:
    assert sizes.too_long(ROOT) == []


def test_a_planted_giant_is_caught(tmp_path: Path) -> None:
    package = tmp_path / "surveys"
    package.mkdir()
    (package / "long.py").write_text("x = 1\n" * 251)
    (package / "deep.py").write_text("def deep():\n" + "    x = 1\n" * 40)
    pages = tmp_path / "pulse" / "templates"
    pages.mkdir(parents=True)
    (pages / "long.html").write_text("<p></p>\n" * 121)
    caught = sizes.too_long(tmp_path)
    assert len(caught) == 3, caught


def test_templates_use_what_they_import_and_compare_nothing() -> None:
    assert templates.faults(ROOT / "pulse" / "templates") == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ('{% from "c/cell.html" import cell, bar %}{{ cell(1) }}', "imports bar"),
        ('{%- import "c/cell.html" as parts -%}', "imports parts"),
        ('{% from "a.html" import row as line with context %}{{ row }}', "imports line"),
        ("{% if cell.base < 10 %}x{% endif %}", "compares a threshold"),
        ("{{ 'x' if n >= pledge.threshold }}", "compares a threshold"),
        ('<p class="a" style="color: red">', "style attribute"),
        ("{{ text | safe }}", "safe"),
    ],
)
def test_a_planted_bad_template_is_caught(planted: str, fault: str) -> None:
    assert any(fault in one for one in templates.of_template(planted))
