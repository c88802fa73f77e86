"""Two job runners send letters and are killed with ``kill -9`` again and again: ``python -m bench.killed_letters``.

On SQLite and on PostgreSQL. Every letter must go out; by GOV.UK Notify none twice; by the mail server one twice at most for
each kill that hit while it took a letter, and each of those counted where the office sees it. Ends with 1 otherwise.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from migrations import chain
from pulse import create_app
from pulse.extensions import Store
from pulse.jobs import open_wave
from pulse.outbox import OutboxJob
from surveys import clock, db
from surveys.fieldwork import groups, headcounts, plan, programme, reached
from surveys.fieldwork.correspondence import Fate
from surveys.fieldwork.letter import LetterRow
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.roster import Worker
from tests import postgres
from tests.pulse import mail_server, notify_server
from tests.pulse.mail_server import Mail
from tests.pulse.notify_server import KEY, Account

CODE, EMAILS, TEXTS, KILLS = "bench", 400, 200, 15


@dataclass
class Found:
    """What one run left behind."""

    database: str
    kills: int
    emails: Counter[str]
    texts: Counter[str]
    said_twice: int
    unsent: int

    @property
    def right(self) -> bool:
        twice = sum(count - 1 for count in self.emails.values())
        return (
            self.unsent == 0
            and len(self.emails) == EMAILS
            and self.texts == Counter(self.texts.keys())
            and len(self.texts) == TEXTS
            and twice <= self.said_twice <= self.kills
        )

    def line(self) -> str:
        """A row of the table."""
        twice = sum(count - 1 for count in self.emails.values())
        texts_twice = sum(count - 1 for count in self.texts.values())
        return (
            f"| {self.database} | {self.kills} | {len(self.emails)} of {EMAILS} | {twice} | {self.said_twice} | "
            f"{len(self.texts)} of {TEXTS} | {texts_twice} | {'yes' if self.right else 'NO'} |"
        )


def run(database: str, urls: dict[str, str], folder: Path, seed: int) -> Found:
    """Set up a round that is open today, let two runners send, kill one after the other."""
    chance = random.Random(seed)
    with mail_server.running() as mail, notify_server.running() as account:
        settings = urls | _ways(mail, account) | {"PULSE_DATA": str(folder)}
        app = create_app(settings)
        store = app.extensions["pulse"]
        for name, engine in (("people", store.people), ("ballot", store.ballot)):
            chain.upgrade(name, engine)
        with Session(store.people) as people, Session(store.ballot) as ballot:
            _open(people)
            open_wave.run(people, ballot, store.keyring, CODE)
        with _runners(settings) as running:
            kills = _hit(running, settings, store, chance)
            _wait(store)
        with Session(store.people) as people:
            found = Found(
                database=database,
                kills=kills,
                emails=Counter(str(one["Message-ID"]) for one in mail.letters),
                texts=Counter(str(one["reference"]) for one in account.taken),
                said_twice=reached.in_all(people, CODE)["perhaps twice"],
                unsent=_unsent(people),
            )
        store.dispose()
    return found


def _ways(mail: Mail, account: Account) -> dict[str, str]:
    mail.slow, account.slow = 0.004, 0.004
    return {
        "PULSE_SMTP_HOST": "127.0.0.1",
        "PULSE_SMTP_PORT": str(mail.port),
        "PULSE_SMTP_SECURITY": "none",
        "PULSE_MAIL_FROM": "survey@bench.example",
        "PULSE_NOTIFY_KEY": KEY,
        "PULSE_NOTIFY_ADDRESS": f"http://127.0.0.1:{account.port}",
        "PULSE_NOTIFY_TEXT_TEMPLATE": "text-template",
    }


def _open(people: Session) -> None:
    units = "unit_id,parent_id,name\nW,,Made-up Council\n"
    units += "".join(f"T{n},W,Team number {n}\n" for n in range(6))
    groups.apply(people, groups.plan_import(people, units))
    for n in range(EMAILS + TEXTS):
        by_mail = n < EMAILS
        people.add(
            Worker(
                staff_number=f"E{n}",
                name=f"Person {n}",
                group_code=f"T{n % 6}",
                email=f"p{n}@bench.example" if by_mail else None,
                mobile=None if by_mail else f"07700 {900000 + n}",
            )
        )
    today = clock.today()
    wave = plan.plan(
        people,
        code=CODE,
        names={"en": "Bench"},
        opens_on=today,
        closes_on=today + timedelta(days=13),
        releases_on=today + timedelta(days=27),
        release_hour=9,
        instrument=programme.instrument_for(1),
        pledge=Pledge(),
        invites=True,
        texts=True,
    )
    seen = headcounts.propose(people, wave, "office@bench.example").fingerprint
    headcounts.confirm(people, wave, "union@bench.example", seen=seen)
    people.commit()


@contextmanager
def _runners(settings: dict[str, str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    running = [_start(settings), _start(settings)]
    try:
        yield running
    finally:
        for one in running:
            one.kill()
            one.wait()


def _start(settings: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "bench.one_runner", json.dumps(settings)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def _hit(
    running: list["subprocess.Popen[bytes]"],
    settings: dict[str, str],
    store: Store,
    chance: random.Random,
) -> int:
    kills, slot = 0, 0
    while kills < KILLS and _left(store):
        begun = _left(store)
        while _left(store) > max(0, begun - chance.randint(1, 25)):  # they are at work
            time.sleep(chance.uniform(0, 0.01))
            _let_leases_run_out(store)
        for slot in (0, 1):  # whoever has the job
            running[slot].kill()
            running[slot].wait()
            running[slot] = _start(settings)
        kills += 1
    return kills


def _wait(store: Store) -> None:
    until = time.monotonic() + 120
    while _left(store) and time.monotonic() < until:
        _let_leases_run_out(store)
        time.sleep(0.2)


def _left(store: Store) -> int:
    with Session(db.reading(store.people)) as people:
        made = people.scalar(select(func.count()).select_from(LetterRow)) or 0
        return EMAILS + TEXTS - made + _unsent(people)


def _unsent(people: Session) -> int:
    counted = select(func.count()).where(LetterRow.fate != Fate.HANDED)
    return people.scalar(counted) or 0


def _let_leases_run_out(store: Store) -> None:
    """A dead runner's ten minutes, made to pass: a job whose letters stand still for a while is due again."""
    now = _left(store)
    if not _seen or _seen[-1][0] != now:
        _seen[:] = [(now, time.monotonic())]
    elif time.monotonic() - _seen[-1][1] > STANDS_STILL:
        _seen.clear()
        with Session(store.people) as people:
            for job in people.scalars(select(OutboxJob)):
                job.due_at -= timedelta(hours=2)
            people.commit()


STANDS_STILL = 3.0
#: How many were left when it was last looked, and since when.
_seen: list[tuple[int, float]] = []


def main() -> int:
    """Both databases; a table."""
    print(
        "| database | kills of both runners | e-mails that arrived | twice | counted as perhaps twice | "
        "texts that arrived | twice | right |\n|---|---|---|---|---|---|---|---|"
    )
    right = True
    with tempfile.TemporaryDirectory() as name:
        found = run("SQLite", {}, Path(name), 1)
        print(found.line(), flush=True)
        right &= found.right
    with tempfile.TemporaryDirectory() as name, postgres.server() as server:
        urls = {
            setting: server.database().render_as_string(hide_password=False)
            for setting in ("PULSE_DATABASE_URL", "PULSE_BALLOT_URL")
        }
        found = run("PostgreSQL", urls, Path(name), 2)
        print(found.line(), flush=True)
        right &= found.right
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
