"""The longer run of the adversary in tests/adversary: one big wave a database, and every control, as one table.

``python -m bench.adversary`` ends with 1 when the real schema is linked or a control is not (docs/adversary.md).
"""

import argparse
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from surveys.fieldwork.pledge import KEYHOLDERS, SERVER
from tests import databases, postgres
from tests.adversary import attack, attacked, people, score, table, website
from tests.adversary.attack import MARGIN, Attempt
from tests.adversary.controls import storage
from tests.adversary.controls.every import EVERY
from tests.adversary.people import Plan
from tests.databases import Maker


def main() -> int:
    """Attack, print, judge."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--blocks", type=int, default=200)
    options.add_argument("--smallest", type=int, default=10, help="people in the smallest block")
    options.add_argument("--largest", type=int, default=20)
    options.add_argument("--seed", type=int, default=None, help="of the people; default: a new one")
    options.add_argument("--database", choices=("sqlite", "postgresql"), action="append")
    options.add_argument("--custody", type=int, choices=(SERVER, KEYHOLDERS), default=SERVER)
    given = options.parse_args()
    seed = secrets.randbelow(10**9) if given.seed is None else given.seed
    plan = people.plan(seed, given.blocks, range(given.smallest, given.largest + 1))
    print(
        f"seed {seed}: {len(plan.people)} people in {given.blocks} blocks, {len(plan.steps)} steps\n"
    )
    if (
        score.upper_limit(given.blocks) / len(plan.linkable)
        > given.blocks / len(plan.linkable) + MARGIN
    ):
        print(
            "These are too few people: even by chance the upper limit would be over. Take more blocks."
        )
        return 2
    print(table.HEAD, flush=True)
    right = True
    for database in given.database or ("sqlite", "postgresql"):
        with (
            tempfile.TemporaryDirectory(prefix="pulse-adversary-") as name,
            _maker(database, Path(name)) as maker,
        ):
            right &= _attack_real(database, maker, Path(name), plan, given.custody)
            right &= _attack_controls(database, maker, people.plan(seed, 8, range(20, 28)))
    print("\nAs it should be." if right else "\nNOT as it should be.")
    return 0 if right else 1


def _attack_real(database: str, maker: Maker, folder: Path, plan: Plan, custody: int) -> bool:
    begun = time.monotonic()
    with website.website(maker, folder) as (app, urls):
        made = attacked.run(app, urls, plan, folder, custody=custody)
    walked = time.monotonic()
    known = made.invitations | made.ballots
    real = attack.attack(made.blocks, known, made.responses, seed=plan.seed)
    _print(f"real, {database}", real, 3)
    parted = attack.attack(made.blocks, *made.parted, seed=plan.seed)
    _print(f"real, answers and comments of one person, {database}", parted)
    unshuffled = attack.attack(made.blocks, known, made.unshuffled, seed=plan.seed)
    _print(f"real but not shuffled, {database}", unshuffled)
    sealed = attack.attack(made.blocks, made.invitations, made.ballots, seed=plan.seed)
    _print(f"sealed ballots before the opening (unreadable), {database}", sealed)
    image = attacked.of_one_image(made.invitations), attacked.of_one_image(made.ballots)
    alone = attack.attack(made.blocks, *image, seed=plan.seed)
    _print(f"the same from one copy before the close, {database}", alone)
    print(
        f"{database}: {walked - begun:.0f} s to walk, {time.monotonic() - walked:.0f} s to attack",
        file=sys.stderr,
    )
    return not any(attempt.is_link for attempt in [*real, *parted]) and unshuffled[0].rate >= 0.8


def _attack_controls(database: str, maker: Maker, plan: Plan) -> bool:
    linked = True
    for control in EVERY:
        urls = {kind: maker(kind) for kind in databases.BASES}
        made = storage.run(control(), urls, plan)
        found = attack.attack(made.blocks, made.invitations, made.responses, seed=plan.seed)
        _print(f"control: {control.name}, {database}", found)
        linked &= found[0].rate >= 0.8 and found[0].is_link
    return linked


def _print(name: str, attempts: Sequence[Attempt], best: int = 1) -> None:
    print(*table.rows(name, attempts, best), sep="\n", flush=True)


@contextmanager
def _maker(database: str, folder: Path) -> Iterator[Maker]:
    databases.load_tables()
    if database == "sqlite":
        with databases.sqlite(folder) as maker:
            yield maker
    else:
        with postgres.server() as server, databases.postgres(server) as maker:
            yield maker


if __name__ == "__main__":
    sys.exit(main())
