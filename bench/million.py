"""A million responses, from the opened answers in the ballot database to a published release.

python -m bench.million                # 1,000,000 people, 900 teams in 9 services, 15 items, role, employment
python -m bench.million 100000         # fewer people

The answers are made up and encrypted first, in a process of its own. What is timed runs in a fresh one, whose peak
memory is therefore its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bench.million_people import INSTRUMENT, rows, tree
from migrations.chain import CHAINS, upgrade
from surveys import canonical, clock, db
from surveys.credentials import key_document
from surveys.credentials.keys import BallotWave, BoxState
from surveys.errors import Refusal
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.waves import State, Wave
from surveys.instruments.instrument import Kind
from surveys.keyring import Keyring
from surveys.responses.parting import Contents, part

CODE = "2026-11"
DAY = date(2026, 12, 1)
MOST_SECONDS, MOST_MB = 60, 1536
WHOLE, COUNTED, PLAIN, PEAK = "the whole", "count the items", "plain pandas", "peak"

#: Step -> seconds in this process; PEAK: megabytes.
measured: dict[str, float] = {}


def make(folder: Path, people: int, seed: int) -> None:
    """The two databases as they are once the box has been opened."""
    with _sessions(folder, create=True) as (office, ballot):
        groups = tree(people, seed)
        office.add(
            Wave(
                id=1, code=CODE, names={"en": "A million"}, state=State.PREPARED,
                opens_on=date(2026, 11, 2), closes_on=date(2026, 11, 20), releases_on=DAY, release_hour=9,
                instrument_document=INSTRUMENT.document(), pledge_document=Pledge().document(),
            )
        )  # fmt: skip
        office.flush()
        office.add_all(groups)
        office.add_all(
            ReportingGroup(
                code=g.code, parent_code=g.parent_code, names=g.names, position=g.position
            )
            for g in groups
        )
        office.commit()
        contents = Contents(list(rows(groups, people, seed)), [], 0)
        wave = office.get_one(Wave, 1)
        blocks = [group for group in groups if group.is_block]
        promised = canonical.dumps(key_document.document(wave, blocks, b"\4" * 65))
        held = BallotWave(wave=CODE, state=BoxState.CLOSED, salt=b"", key_document=promised)
        ballot.add(held)
        timed("write the blob", part)(ballot, Keyring(folder / "keys"), held, contents)
        ballot.commit()


def count(folder: Path) -> None:
    """Publish as the command does it; its steps are timed where they are called."""
    from surveys.disclosure import build, rehearse
    from surveys.disclosure.evidence import reader, tabulate
    from surveys.responses import opened

    for what, module, name in (
        ("decrypt", opened, "decrypt"),
        ("decrypt and read", reader, "answers"),
        ("count who answered", tabulate, "respondents"),
        (COUNTED, tabulate, "items"),
        ("read and count, with themes", build.evidence, "read"),
        ("draft", build.draft, "figures"),
        ("attack", rehearse, "attack"),
        ("publish", build.press, "publish"),
    ):
        setattr(module, name, timed(what, getattr(module, name)))
    with _sessions(folder) as (office, ballot), clock.at(DAY, 9):
        wave = office.get(Wave, 1)
        assert wave is not None
        whole = timed(WHOLE, build.publish)
        whole(office, ballot, Keyring(folder / "keys"), wave)
        office.commit()


def plain(folder: Path) -> None:
    """What pandas alone needs for the same table, once it is a frame of categories."""
    import pandas as pd

    from surveys.responses import reader

    with _sessions(folder) as (_, ballot):
        opened = reader.answers(ballot, Keyring(folder / "keys"), CODE)
    several = [item.code for item in INSTRUMENT.closed if item.kind is Kind.MULTIPLE]
    said = [one.answers | {"block": one.block} for one in opened]
    frame = pd.DataFrame(said).astype(dict.fromkeys(several, str)).astype("category")
    attributes = [item.code for item in INSTRUMENT.attributes]

    def grouped() -> None:
        for item in INSTRUMENT.closed:
            keys = ["block", *attributes, item.code]
            frame.groupby(list(dict.fromkeys(keys)), observed=True, dropna=False).size()

    timed(PLAIN, grouped)()


@contextmanager
def _sessions(folder: Path, *, create: bool = False) -> Iterator[tuple[Session, Session]]:
    engines = [db.engine(f"sqlite:///{folder / chain}.db") for chain in CHAINS]
    if create:
        for chain, engine in zip(CHAINS, engines, strict=True):
            upgrade(chain, engine)
    with Session(engines[0]) as people, Session(engines[1]) as ballot:
        yield people, ballot


def timed(what: str, step: Callable[..., Any]) -> Callable[..., Any]:
    """The same step, which says how long it took and the most memory that the process has had."""

    def run(*given: object, **named: object) -> Any:
        start, worked = time.perf_counter(), time.process_time()
        try:
            return step(*given, **named)
        finally:
            seconds, worked = time.perf_counter() - start, time.process_time() - worked
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            measured[what] = measured.get(what, 0) + seconds
            measured[PEAK] = peak
            print(
                f"{what:28}{seconds:8.2f} s{worked:8.2f} s of a processor{peak:7.0f} MB", flush=True
            )

    return run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("people", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", choices=("make", "plain", "count"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step is None:
        with tempfile.TemporaryDirectory() as folder:
            return run(Path(folder), given.people, given.seed)
    try:
        if given.step == "make":
            make(given.folder, given.people, given.seed)
        else:
            (count if given.step == "count" else plain)(given.folder)
    except Refusal as refusal:
        print(f"{type(refusal).__name__}: {refusal}")
        return 1
    finally:
        (given.folder / f"{given.step}.json").write_text(json.dumps(measured))
    return 0


def run(folder: Path, people: int, seed: int) -> int:
    """Every step in a process of its own, started by one that has never held an answer: memory is inherited."""
    program = [sys.executable, "-m", "bench.million", f"{people}", "--seed", f"{seed}"]
    wrong = 0
    found: dict[str, dict[str, float]] = {}
    for step in ("make", "plain", "count"):
        print(f"\n{step}", flush=True)
        done = subprocess.run([*program, "--folder", str(folder), "--step", step], check=False)
        wrong += done.returncode
        found[step] = json.loads((folder / f"{step}.json").read_text())
    counted = found["count"]
    print(
        f"\nCounting took {counted[COUNTED] / found['plain'][PLAIN]:.2f} times as long as plain pandas. "
        f"The whole: {counted[WHOLE]:.1f} s (at most {MOST_SECONDS}), "
        f"{counted[PEAK]:.0f} MB (at most {MOST_MB})."
    )
    return int(bool(wrong) or counted[WHOLE] > MOST_SECONDS or counted[PEAK] > MOST_MB)


if __name__ == "__main__":
    sys.exit(main())
