"""``kill -9`` of two job runners while they open a round, close it, open its box, prepare, publish, make files and destroy.

``python -m bench.killed_jobs [--quick]``: on SQLite and on PostgreSQL. Nothing may be lost, nothing published twice, and
after the stated day nothing left. Prints a table and ends with 1 when a row is wrong. About four minutes; quick, one.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.counts import Counts
from bench.runners import Two, under_fire
from migrations import chain
from pulse import create_app
from pulse.access import audit, destroyed
from pulse.demonstration import opinions
from pulse.extensions import Store
from pulse.jobs import prove
from pulse.outbox import JobState, OutboxJob
from surveys import clock, db
from surveys.clearing import decisions, queue
from surveys.comments.readers import Reader
from surveys.credentials import key_document, keys, slips
from surveys.exports.kept import ReleaseFile
from surveys.fieldwork import waves
from surveys.fieldwork.waves import State
from surveys.releases import manifest, release_file
from surveys.releases.release import Kind, Release, ReleaseCell, ReleaseComment
from surveys.responses import cast, left, packing, seal
from surveys.responses.opened import Opened
from tests import postgres
from tests.surveys.fieldwork import made_up

CODE, OPENS, CLOSES, RELEASES = "2026-11", date(2026, 11, 16), date(2026, 11, 29), date(2026, 12, 7)
STATED = CLOSES + timedelta(days=90)
SIZES = {"W": 20, "A1": 40, "A2": 40, "C1": 40, "C2": 40, "C3": 40}
COMMENTS, CLEARED = 40, 15


@dataclass
class Run:
    """One database: its settings, what was hit, and what was counted."""

    name: str
    settings: dict[str, str]
    hits: int
    chance: Random
    counts: Counts = field(default_factory=Counts)
    hit: dict[str, int] = field(default_factory=dict)
    kills: int = 0
    both: int = 0

    def stage(self, store: Store, day: date, hour: int, done: Callable[[Store], bool]) -> None:
        """Both runners live on this day until it is done."""
        two = Two(self.settings, f"{day}T{hour:02}", self.chance)
        with two.at_work():
            for job, number in under_fire(two, store, done, self.hits).items():
                self.hit[job] = self.hit.get(job, 0) + number
        self.kills, self.both = self.kills + two.kills, self.both + two.both

    def add(self, step: str, found: object, wanted: object) -> None:
        self.counts.add(f"{self.name}: {step}", found, wanted)


def main() -> int:
    """Both databases; a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    hits, right = (1 if given.quick else 6), True
    with tempfile.TemporaryDirectory() as name:
        right &= _live(Run("SQLite", {"PULSE_DATA": name}, hits, Random(given.seed)))
    with tempfile.TemporaryDirectory() as name, postgres.server() as server:
        urls = {
            setting: server.database().render_as_string(hide_password=False)
            for setting in ("PULSE_DATABASE_URL", "PULSE_BALLOT_URL")
        }
        settings = {"PULSE_DATA": name, **urls}
        right &= _live(Run("PostgreSQL", settings, hits, Random(given.seed + 1)))
    return 0 if right else 1


def _live(run: Run) -> bool:
    begun = time.monotonic()
    store: Store = create_app(run.settings).extensions["pulse"]
    _set_up(store)
    run.stage(store, OPENS, 9, lambda s: _state(s) is State.OPEN)
    sent = _opened_and_answered(run, store)
    run.stage(store, CLOSES + timedelta(days=1), 9, lambda s: _state(s) is State.PREPARED)
    _check_opening(run, store, sent)
    run.stage(store, RELEASES, 9, lambda s: _state(s) is State.RELEASED and _files(s) > 0)
    _check_release(run, store, sent)
    _clear(store)
    marks = _marks(store)
    run.stage(store, STATED, 0, lambda s: _destroyed(s) > 0)
    _check_destroyed(run, store, marks)
    took = time.monotonic() - begun
    print(
        f"\n{run.name}: {run.kills} runners killed in {took:.0f} s, {run.both} times both at once."
    )
    print("Hit at: " + ", ".join(f"{job} {number}" for job, number in sorted(run.hit.items())))
    run.counts.print()
    store.dispose()
    return run.counts.right


def _set_up(store: Store) -> None:
    for name in chain.CHAINS:
        chain.upgrade(name, getattr(store, name))
    with Session(store.people) as people, clock.at(OPENS - timedelta(days=10)):
        made_up.staffed(people, SIZES)
        wave = made_up.wave(people)
        wave.invites = True
        made_up.confirmed(people, wave)
        people.commit()


def _opened_and_answered(run: Run, store: Store) -> int:
    """Look at the keys, then let nearly everybody answer by slip."""
    with Session(store.people) as people, Session(store.ballot) as ballot, clock.at(OPENS):
        document = keys.find(ballot, CODE).key_document
        blocks = key_document.read(document).blocks
        run.add(
            "people in the blocks", sum(block.headcount for block in blocks), sum(SIZES.values())
        )
        run.add("the sealing key fits its box", box_fits(store, document), True)
        instrument, sent, random = waves.find(people, CODE).instrument, 0, Random(7)
        counts = {block.code: block.headcount - 1 for block in blocks}
        for block, codes in slips.make(ballot, CODE, counts).items():
            for code in codes:
                said = opinions.fill_in(instrument, opinions.Mood(block, block, 1), random)
                text = f"Supervision is cancelled again, for the time number {sent}."
                remark = packing.Comment(instrument.comments[0].code, text, Reader.DIRECTORS)
                packed = packing.pack(said, [remark] if sent < COMMENTS else [])
                sealed = seal.seal(key_document.public_key(document), CODE, block, packed)
                cast.cast(ballot, code, sealed)
                sent += 1
        ballot.commit()
    return sent


def box_fits(store: Store, document: bytes) -> bool:
    """Whether the private key on the machine is that of the published document."""
    private = seal.load_key(store.keyring.read(seal.key_name(CODE)))
    return seal.public_part(private) == key_document.read(document).sealing_key


def _check_opening(run: Run, store: Store, sent: int) -> None:
    with Session(db.reading(store.ballot)) as ballot, Session(db.reading(store.people)) as people:
        opened = {row.kind: row.rows for row in ballot.scalars(select(Opened))}
        rows = left.rows(ballot, CODE)
        waiting = queue.progress(people, CODE).waiting
    run.add("answers opened, of those that were cast", opened["answers"], sent)
    run.add("comments opened, of those that were written", opened["comments"], COMMENTS)
    run.add("comments that wait to be cleared", waiting, COMMENTS)
    run.add("left of box, slips and spends", sum(rows.values()) - rows["sealed_opened"], 0)
    run.add("keys that are left", store.keyring.names(f"{CODE}."), (f"{CODE}.reading",))


def _check_release(run: Run, store: Store, sent: int) -> None:
    with Session(db.reading(store.people)) as people:
        run.add("releases of figures", _count(people, Release), 1)
        base = func.max(ReleaseCell.base)
        whole = people.scalar(select(base).where(ReleaseCell.group_code == "W"))
        run.add("base of the whole", whole, sent)
        run.add("signature and chain", manifest.verify(release_file.export(people, 1)).ok, True)
        names = people.scalars(select(ReleaseFile.name)).all()
        run.add("files kept twice", len(names) - len(set(names)), 0)


def _clear(store: Store) -> None:
    with Session(store.people) as people:
        for entry in queue.waiting(people, CODE, tuple(Reader))[:CLEARED]:
            decisions.approve(people, entry.key, readers=tuple(Reader))
        people.commit()


def _marks(store: Store) -> tuple[bytes, ...]:
    with Session(db.reading(store.people)) as people, Session(db.reading(store.ballot)) as ballot:
        return prove.marks(people, ballot, store.keyring, CODE)


def _check_destroyed(run: Run, store: Store, marks: tuple[bytes, ...]) -> None:
    with Session(db.reading(store.people)) as people, Session(db.reading(store.ballot)) as ballot:
        looked = prove.look(people, ballot, store.keyring, CODE, marks)
        run.add("left after the stated day", looked.left, ())
        supplements = select(func.count()).where(Release.kind == Kind.COMMENTS)
        run.add("supplements", people.scalar(supplements), 1)
        run.add("comments published, of those cleared", _count(people, ReleaseComment), CLEARED)
        run.add("faults of the audit log", audit.check(audit.every(people)).faults, ())
        troubled = select(func.count()).where(OutboxJob.state == JobState.FAILED)
        run.add("jobs that failed", people.scalar(troubled), 0)


def _state(store: Store) -> State:
    with Session(db.reading(store.people)) as people:
        return waves.find(people, CODE).state


def _files(store: Store) -> int:
    with Session(db.reading(store.people)) as people:
        return _count(people, ReleaseFile)


def _destroyed(store: Store) -> int:
    with Session(db.reading(store.people)) as people:
        return 0 if destroyed.of(people, CODE) is None else 1


def _count(people: Session, table: type[db.People]) -> int:
    return people.scalar(select(func.count()).select_from(table)) or 0


if __name__ == "__main__":
    sys.exit(main())
