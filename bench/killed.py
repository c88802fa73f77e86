"""What survives ``kill -9``: every answer that was acknowledged, once; and every step after it, done once.

``python -m bench.killed`` makes up a council, kills the website while 8 phones send, and the job runner while it
opens, prepares and publishes. It compares counts and ends with 1 when any differ. SQLite; about two minutes.
"""

import argparse
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random

from bench import crowd
from bench.council import Council
from bench.counts import Counts
from bench.hit import Runner, Website
from bench.office import Days, accounts, number, open_wave, print_slips
from bench.person import Person
from bench.phone import Phones
from bench.recount import recount

DAYS = Days("2026-12", "2026-11-30", "2026-12-01", "2026-12-14", "2026-12-15", "2026-12-21")
REMARKS = (
    "Too many cases and no time for families.",
    "My manager listens, the forms do not.",
    "Supervision is always cancelled.",
)
TEAMS, HEADS = 12, 40


def main() -> int:
    """Kill, count, say."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ballots", type=int, default=400)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance, counts = Random(given.seed), Counts()
    with tempfile.TemporaryDirectory(prefix="pulse-killed-") as name:
        council = Council(Path(name), f"{DAYS.before}T12")
        slips = _set_up(council)
        people = crowd.gather(slips, wanted=given.ballots, remarks=REMARKS, chance=chance)
        _cast(council, people, chance, counts)
        _work(council, people, chance, counts)
        invited = {block: len(codes) for block, codes in slips.items()}
        found = recount(_saved(council), people, invited)
        counts.add("base of the whole in the release", found.whole, len(people))
        counts.add("published figures that differ from a recount", len(found.differences), 0)
    counts.print()
    return 0 if counts.right else 1


def _set_up(council: Council) -> dict[str, tuple[str, ...]]:
    units = [("whole", "", "Made-up Council")]
    units += [(f"T{n:02}", "whole", f"Team number {n}") for n in range(TEAMS)]
    staff = [
        (f"E{n}", f"Person {n}", f"p{n}@council.example", f"T{n % TEAMS:02}")
        for n in range(TEAMS * HEADS)
    ]
    council.flask("db", "upgrade")
    for kind, header, rows in (
        ("groups", ("unit_id", "parent_id", "name"), units),
        ("roster", ("Staff number", "Name", "Email", "Team"), staff),
    ):
        file = council.data / f"{kind}.csv"
        file.write_text("\n".join(",".join(row) for row in (header, *rows)), encoding="utf-8")
        council.flask(kind, "import", str(file), "--yes")
    print(open_wave(council, DAYS, accounts(council)))
    return print_slips(council, DAYS)


def _cast(council: Council, people: list[Person], chance: Random, counts: Counts) -> None:
    phones = Phones(council.port)
    website = Website(council, chance, lambda: sum(person.acknowledged for person in people))
    with website.under_fire():
        phones.answer(people)
    print(
        f"website: kill -9 to {website.workers} workers, {website.masters} masters, "
        f"{website.groups} masters with all workers; {phones.broken} sends broke off "
        f"on the way, {phones.nobody} requests found nobody or broke off before"
    )
    for fault in phones.faults:
        print(f"✗ {fault}")
    acknowledged = sum(person.acknowledged for person in people)
    counts.add("sends broke off on the way", phones.broken > 0, True, f"{phones.broken}")
    counts.add("acknowledged", acknowledged, len(people), "8 phones")
    council.clock = f"{DAYS.closes}T12"
    counts.add("in the box", _rows(council, "sealed_box"), acknowledged, "ballot database")
    counts.add("codes spent", _rows(council, "sealed_spent"), acknowledged, "ballot database")


def _work(council: Council, people: list[Person], chance: Random, counts: Counts) -> None:
    runner = Runner(council, chance)
    council.clock = f"{DAYS.after}T08"
    started = runner.until("prepared", DAYS.code)
    opened = _opened(council)
    counts.add("opened", opened["answers"], len(people), "ballot database")
    written = sum(len(person.comments) for person in people)
    counts.add("comments opened", opened["comments"], written, "ballot database")
    for table in ("sealed_box", "sealed_spent", "sealed_slip"):
        counts.add(f"left in {table}", _rows(council, table), 0, "ballot database")
    key = council.data / "keys" / f"{DAYS.code}.seal"
    counts.add("the sealing key is gone", not key.exists(), True, "folder of keys")
    built = council.flask("release", "build", DAYS.code)
    counts.add("tabulated", number(built, "answers tabulated"), len(people), "flask release build")
    council.clock = f"{DAYS.releases}T09"
    started += runner.until("released", DAYS.code)
    print(f"job runner: {started} started, kill -9 to {sum(runner.hits.values())} of them:")
    for job, count in sorted(runner.hits.items()):
        print(f"  {count} at {job}")
    counts.add("releases", _rows(council, "release", "pulse.db"), 1, "people database")
    troubled = _rows(council, "outbox_job", "pulse.db", "trouble IS NOT NULL")
    counts.add("jobs in trouble", troubled, 0, "people database")


def _saved(council: Council) -> Path:
    file = council.data / "release.json"
    council.flask("release", "save", "1", "-o", str(file))
    print(council.flask("release", "verify", str(file)))
    return file


def _opened(council: Council) -> dict[str, int]:
    with closing(sqlite3.connect(council.data / "ballot.db")) as ballot:
        return dict(ballot.execute("SELECT kind, rows FROM sealed_opened"))


def _rows(council: Council, table: str, file: str = "ballot.db", where: str = "1") -> int:
    with closing(sqlite3.connect(council.data / file)) as database:
        counted = f"SELECT count(*) FROM {table} WHERE {where}"  # noqa: S608 - our own words
        return int(database.execute(counted).fetchone()[0])


if __name__ == "__main__":
    sys.exit(main())
