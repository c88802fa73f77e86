"""A real wave on real input, as a survey office would run it: real commands, real forms, a real web server.

``python -m bench.real_wave --units units.csv --roster hr_export.csv --comments comments.jsonl`` walks from an empty
folder to a published release with cleared comments, states counts at every step, and ends with 1 when any differ.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from bench.council import ROOT, Council
from bench.crowd import remarks
from bench.office import REPORT, Days, set_up
from bench.walk import Walk

SHARED = ROOT.parent / "shared" / "data"
WAVES = (
    Days("2026-12", "2026-11-30", "2026-12-01", "2026-12-14", "2026-12-15", "2026-12-21"),
    Days("2027-03", "2027-02-28", "2027-03-01", "2027-03-14", "2027-03-15", "2027-03-22"),
    Days("2027-06", "2027-05-31", "2027-06-01", "2027-06-14", "2027-06-15", "2027-06-21"),
)


def main() -> int:
    """Walk, and say whether every count agrees."""
    given = _options().parse_args()
    for name in ("units", "roster", "comments"):
        if not getattr(given, name).is_file():
            return _missing(name, getattr(given, name))
    made = given.data is None
    folder = given.data or Path(tempfile.mkdtemp(prefix="pulse-wave-"))
    if any(folder.glob("*")):
        print(f"{folder} is not empty. Give --data an empty folder.")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    right = _walk(given, folder)
    print(f"{time.monotonic() - begun:.0f} seconds. {_left(folder, keep=given.keep or not made)}")
    return 0 if right else 1


def _walk(given: argparse.Namespace, folder: Path) -> bool:
    chance = Random(given.seed)
    council = Council(folder, f"{WAVES[0].before}T09")
    report = REPORT if given.roster == SHARED / "council" / "roster_hr_export.csv" else ()
    staff = set_up(council, given.units, given.roster, report=report)
    right, shelved = True, 0
    approved: list[str] = []
    for days in WAVES[: given.waves]:
        print(f"\n--- {days.code} ---")
        walk = Walk(council, staff, days, chance, shelved + 1, approved=approved)
        walk.open()
        walk.answer(given.ballots, remarks(given.comments))
        walk.count()
        walk.release_on_its_hour()
        walk.count_again()
        walk.clear()
        walk.save(shelved + 2)
        walk.read(given.pictures)
        walk.counts.print()
        right, shelved = right and walk.counts.right, shelved + 2
    return right


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__)
    council = SHARED / "council"
    options.add_argument("--units", type=Path, default=council / "units.csv")
    options.add_argument("--roster", type=Path, default=council / "roster_hr_export.csv")
    options.add_argument(
        "--comments",
        type=Path,
        default=SHARED / "comments_dev.jsonl",
        help="JSON Lines with a field “text”",
    )
    options.add_argument("--data", type=Path, help="an empty folder; default: a temporary one")
    options.add_argument("--ballots", type=int, default=430, help="people who answer, a wave")
    options.add_argument("--waves", type=int, default=1, choices=range(1, len(WAVES) + 1))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", action="store_true", help="keep the temporary folder")
    options.add_argument("--pictures", type=Path, help="folder for screenshots of the last wave")
    return options


def _missing(name: str, path: Path) -> int:
    what = {
        "units": "a CSV with unit_id, parent_id and name",
        "roster": "HR's export of people as CSV",
        "comments": "JSON Lines with a field “text”",
    }
    print(f"There is no {path}. Give --{name} {name.upper()}: {what[name]}.")
    return 1


def _left(folder: Path, *, keep: bool) -> str:
    if keep:
        return f"The data is in {folder}."
    shutil.rmtree(folder)
    return "The data is removed."


if __name__ == "__main__":
    sys.exit(main())
