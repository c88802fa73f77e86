"""Every import contract of pyproject.toml is broken here on purpose, and says so by name.

The packages are copied, one forbidden import is planted, and the very contract must be the one that
fails. A contract without a planted violation fails the last test: it may not guard anything.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = [one["name"] for one in CONFIG["tool"]["importlinter"]["contracts"]]

FLOORS = "The floors of surveys"
PULSE_FLOORS = "The floors of pulse; its rooms do not know each other"
SHELF = "Who reads releases reaches nothing upstream of them"
STEWARDS = "Stewards reach the clearing queue, the code frame and releases, nothing upstream"
BOOKS = "No page makes a workbook of statistics"
BUILDS = "No page builds a release"
WEB = "surveys knows no web framework and no website"


@dataclass(frozen=True)
class Plant:
    """A line added to a module, and the contracts it must break."""

    module: str
    line: str
    breaks: frozenset[str]

    def __str__(self) -> str:
        return f"{self.module}: {self.line}"


def plant(module: str, line: str, *breaks: str) -> Plant:
    return Plant(module, line, frozenset(breaks))


PLANTS = [
    plant("surveys/instruments/score.py", "import surveys.releases.release", FLOORS),
    plant("surveys/attic.py", "", FLOORS),
    plant("pulse/attic.py", "", PULSE_FLOORS),
    plant("pulse/pages/door.py", "import pulse.staff.door", PULSE_FLOORS),
    plant("pulse/pages/door.py", "import pulse.jobs.runner", PULSE_FLOORS, BUILDS, BOOKS),
    plant("pulse/director/door.py", "import surveys.coding.frames", SHELF),
    plant("surveys/clock.py", "import flask", WEB),
    plant("surveys/fieldwork/tree.py", "def late():\n    from markupsafe import Markup", WEB),
    plant("surveys/clock.py", "import pulse.config", WEB),
    plant(
        "pulse/office/door.py",
        "import pandas",
        "pulse imports no pandas, NLTK, HiGHS or SciPy itself",
    ),
    plant(
        "pulse/respond/door.py",
        "import surveys.responses.reader",
        "Only disclosure reads opened answers",
    ),
    plant(
        "pulse/respond/door.py",
        "import surveys.responses.opening",
        "Only disclosure, the command line and jobs open the box",
    ),
    plant("pulse/jobs/runner.py", "import surveys.releases.publish", "Only disclosure publishes"),
    plant("pulse/respond/door.py", "import surveys.fieldwork.roster", "Few may know people"),
    plant("surveys/responses/box.py", "import surveys.fieldwork.roster", "Few may know people"),
    plant("pulse/results/door.py", "import surveys.fieldwork.waves", SHELF),
    plant("pulse/api/door.py", "import surveys.clearing.queue", SHELF),
    plant("pulse/api/door.py", "import pulse.results.door", PULSE_FLOORS),
    plant("pulse/access/permissions.py", "import surveys.responses.box", SHELF, STEWARDS),
    plant("pulse/stewards/door.py", "import surveys.credentials.slips", STEWARDS),
    plant("pulse/office/door.py", "import surveys.disclosure", BUILDS),
    plant("pulse/results/door.py", "import surveys.exports.files", BOOKS),
    plant(
        "surveys/disclosure/attack.py",
        "import surveys.disclosure.difference",
        "The attack shares nothing with what it attacks",
    ),
    plant(
        "surveys/blocks.py", "import sqlalchemy", "Comments, charts and blocks are pure: no tables"
    ),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The two packages and their contracts, to be spoilt."""
    unneeded = shutil.ignore_patterns("__pycache__", "static", "templates", "data", "library")
    for package in ("surveys", "pulse"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=unneeded)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(folder: Path) -> set[str]:
    """The names of the contracts that import-linter finds broken there."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache"], cwd=folder, capture_output=True, text=True, env={"COLUMNS": "200"}
    )
    kept = len(re.findall(r" KEPT$", done.stdout, re.MULTILINE))
    found = set(re.findall(r"^(.+) BROKEN$", done.stdout, re.MULTILINE))
    assert kept + len(found) == len(CONTRACTS), done.stdout + done.stderr
    return found


def test_the_house_keeps_every_contract(copy: Path) -> None:
    assert broken(copy) == set()


@pytest.mark.parametrize("planted", PLANTS, ids=str)
def test_a_planted_import_breaks_its_contract(copy: Path, planted: Plant) -> None:
    with (copy / planted.module).open("a") as module:
        module.write(f"\n{planted.line}\n")
    assert broken(copy) == planted.breaks


def test_every_contract_has_a_planted_violation() -> None:
    assert {name for one in PLANTS for name in one.breaks} == set(CONTRACTS)


def test_rooms_that_only_read_releases_are_all_under_the_contract() -> None:
    """A wildcard may stand for nothing: each room that exists must be named by what it may reach."""
    by_name = {one["name"]: one for one in CONFIG["tool"]["importlinter"]["contracts"]}
    pages = {one.split(".")[1] for one in by_name[BUILDS]["source_modules"]}
    rooms = {path.parent.name for path in (ROOT / "pulse").glob("*/door.py")}
    assert rooms <= pages
