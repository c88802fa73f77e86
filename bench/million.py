"""A million responses, from the opened answers in the ballot database to a published release.

python -m bench.million                # 1,000,000 people, 900 teams in 9 services, 15 items, role, employment
python -m bench.million 100000         # fewer people

The answers are made up and encrypted first, in a process of its own. What is timed runs in a fresh one, whose peak
memory is therefore its own.
"""

import argparse
import random
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

from migrations.chain import CHAINS, upgrade
from surveys import clock, db
from surveys.credentials.keys import BallotWave, BoxState
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import State, Wave
from surveys.instruments.instrument import Follow, Instrument, Item, Kind, Option
from surveys.keyring import Keyring
from surveys.responses.parting import Contents, part

CODE = "2026-11"
SERVICES, TEAMS = 9, 100
DAY = date(2026, 12, 1)
MOST_SECONDS, MOST_MB = 60, 1536


def _item(code: str, values: str, kind: Kind = Kind.SINGLE, **more: bool) -> Item:
    options = tuple(
        Option(value, {"en": value}, score=int(value) if kind is Kind.SCALE else None)
        for value in values.split()
    )
    return Item(code, kind, {"en": code}, options, **more)


INSTRUMENT = Instrument(
    code="million",
    version=1,
    title={"en": "A million"},
    constructs=(),
    items=(
        *(_item(f"view{n}", "1 2 3 4 5", Kind.SCALE, opinion=True) for n in range(10)),
        _item("overtime", "yes no"),
        Item(
            "paid",
            Kind.SINGLE,
            {"en": "paid"},
            tuple(Option(value, {"en": value}) for value in ("yes", "partly", "no")),
            follows=Follow("overtime", ("yes",)),
        ),
        _item("tools", "phone laptop car desk none", Kind.MULTIPLE),
        Item(
            "bullied",
            Kind.SINGLE,
            {"en": "bullied"},
            (Option("yes", {"en": "yes"}, exposed=True), Option("no", {"en": "no"})),
            sensitive=True,
        ),
        _item("leaving", "yes maybe no"),
        _item("role", "social senior manager assistant student therapist", attribute=True),
        _item("employment", "permanent agency fixed", attribute=True),
    ),
)


def tree(people: int, seed: int) -> list[WaveGroup]:
    """The whole, its services, their teams: every one a block, of 0.2 to 1.8 times the mean."""
    chance = random.Random(seed)
    mean = people / (SERVICES * TEAMS)
    teams = {
        f"S{s}T{t}": mean * chance.uniform(0.2, 1.8) for s in range(SERVICES) for t in range(TEAMS)
    }
    parents = {team: team.split("T")[0] for team in teams}
    services = dict.fromkeys(parents.values(), "ALL")
    codes: dict[str, str | None] = {"ALL": None, **services, **parents}
    ordered = sorted(codes, key=lambda code: (code != "ALL", code))
    return [
        WaveGroup(
            wave_id=1, code=code, parent_code=codes[code], names={"en": code}, position=place,
            units=[code] if code in teams else [], is_block=code in teams,
            headcount=round(sum(n for team, n in teams.items() if code in (team, parents[team], "ALL"))),
        )
        for place, code in enumerate(ordered)
    ]  # fmt: skip


def rows(groups: list[WaveGroup], people: int, seed: int) -> Iterator[list[object]]:
    """Made-up people: one in twelve items is left out."""
    chance = random.Random(seed)
    blocks = [group for group in groups if group.is_block]
    where = chance.choices(blocks, [group.headcount for group in blocks], k=people)
    closed = [(item, [option.value for option in item.options]) for item in INSTRUMENT.closed]
    for block in where:
        given: dict[str, object] = {}
        for item, values in closed:
            if chance.random() < 1 / 12 or (item.follows and given.get("overtime") != "yes"):
                continue
            value = values[int(len(values) * chance.random() ** 1.5)]
            several = item.kind is Kind.MULTIPLE
            given[item.code] = sorted({value, chance.choice(values)}) if several else value
        yield [block.code, given]


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
        held = BallotWave(wave=CODE, state=BoxState.CLOSED)
        timed("write the blob", part)(ballot, Keyring(folder / "keys"), held, contents)
        ballot.commit()


def count(folder: Path) -> None:
    """Publish as the command does it; its steps are timed where they are called."""
    from surveys.disclosure import build
    from surveys.disclosure.evidence import reader, tabulate
    from surveys.responses import opened

    for what, module, name in (
        ("decrypt", opened, "decrypt"),
        ("decrypt and read", reader, "answers"),
        ("count who answered", tabulate, "respondents"),
        ("count the items", tabulate, "items"),
        ("read and count, with themes", build.evidence, "read"),
        ("draft", build.draft, "figures"),
        ("attack", build, "attack"),
        ("publish", build.press, "publish"),
    ):
        setattr(module, name, timed(what, getattr(module, name)))
    with _sessions(folder) as (office, ballot), clock.at(DAY, 9):
        wave = office.get(Wave, 1)
        assert wave is not None
        whole = timed("the whole", build.publish)
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

    timed("plain pandas", grouped)()


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
    if given.step == "make":
        make(given.folder, given.people, given.seed)
    elif given.step:
        (count if given.step == "count" else plain)(given.folder)
    else:
        with tempfile.TemporaryDirectory() as folder:
            return run(Path(folder), given.people, given.seed)
    return 0


def run(folder: Path, people: int, seed: int) -> int:
    """Every step in a process of its own, started by one that has never held an answer: memory is inherited."""
    program = [sys.executable, "-m", "bench.million", f"{people}", "--seed", f"{seed}"]
    for step in ("make", "plain", "count"):
        print(f"\n{step}", flush=True)
        done = subprocess.run([*program, "--folder", str(folder), "--step", step], check=False)
        if done.returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
