"""Planning and attacking the protection of organisations: seconds and peak memory, beside counting the same table with pandas.

python -m bench.planning                 # council, one employer, a nation; attributes at the top, and in every unit
python -m bench.planning council top     # one of them, in this process
"""

import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import TypeVar

from surveys.disclosure.planning.counted import Counted

K = 10
ROLES = ("social_worker", "senior", "manager", "other", "newly_qualified")
SHARES = (55, 23, 14, 6, 2)
RUNS = (
    ("council", "top"),
    ("council", "full"),
    ("employer", "top"),
    ("employer", "full"),
    ("nation", "top"),
)

T = TypeVar("T")


def council() -> Counted:
    """67 units: 6 services of 10 teams, 1,000 people."""
    return _people(_units(1, services=6, teams=10), 1_000)


def employer() -> Counted:
    """910 units: 9 services of 100 teams, 20,000 people."""
    return _people(_units(1, services=9, teams=100), 20_000)


def nation() -> Counted:
    """10,051 units: 150 councils of 6 services of 10 teams, 100,000 people."""
    return _people(_units(150, services=6, teams=10), 100_000)


def _units(councils: int, *, services: int, teams: int) -> dict[str, str | None]:
    parents: dict[str, str | None] = {"ALL": None}
    for council_ in range(councils):
        top = "ALL" if councils == 1 else f"C{council_:03}"
        if top != "ALL":
            parents[top] = "ALL"
        for service in range(services):
            name = f"{top}S{service}"
            parents[name] = top
            parents |= {f"{name}T{team:03}": name for team in range(teams)}
    return parents


def _people(parents: dict[str, str | None], number: int) -> Counted:
    chance = Random(1)
    inner = set(parents.values())
    teams = [unit for unit in parents if unit not in inner]
    sizes = [chance.lognormvariate(0, 0.5) for _ in teams]
    people = Counter(
        zip(
            chance.choices(teams, sizes, k=number),
            chance.choices(ROLES, SHARES, k=number),
            strict=True,
        )
    )
    return Counted(parents, ("role",), people)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    done = work()
    return time.perf_counter() - start, done


def _counted_by_pandas(counted: Counted) -> float:
    """Seconds to count the same groups from a row a person: every unit × (all, each role)."""
    import pandas as pd

    rows = [cell for cell, people in counted.people.items() for _ in range(people)]
    frame = pd.DataFrame(rows, columns=["unit", "role"])
    above = pd.DataFrame(
        [(unit, group) for unit in counted.parents for group in counted.above(unit)],
        columns=["unit", "group"],
    )

    def count() -> None:
        cells = frame.groupby(["unit", "role"]).size().rename("people").reset_index()
        wide = cells.merge(above, on="unit")
        wide.groupby(["group", "role"])["people"].sum()
        wide.groupby("group")["people"].sum()

    count()
    return min(_timed(count)[0] for _ in range(3))


def measure(what: str, family: str) -> None:
    """One row of the table."""
    from surveys.disclosure.planning import judge
    from surveys.disclosure.planning.pattern_file import Said
    from surveys.disclosure.planning.plan import Family, Standing, plan

    counted = {"council": council, "employer": employer, "nation": nation}[what]()
    planning, planned = _timed(lambda: plan(counted, K, Family(family)))
    said = [
        Said(0, key, planned.bases[key], standing is Standing.SHOWN)
        for key, standing in planned.standing.items()
    ]
    attacking, found = _timed(lambda: judge.judge(said, counted, K))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counting = _counted_by_pandas(counted)
    standings = list(planned.standing.values())
    print(
        f"| {what}, {sum(counted.people.values()):,} people, {len(counted.parents):,} units | {family} | {len(standings):,} "
        f"| {standings.count(Standing.COMBINED)} | {planned.rounds} | {planning:.2f} | {attacking:.2f} | {counting:.3f} "
        f"| {(planning + attacking) / counting:.0f} | {memory:.0f} | {len(found)} |",
        flush=True,
    )


def main(arguments: list[str]) -> int:
    if len(arguments) == 2:
        measure(arguments[0], arguments[1])
        return 0
    print(
        "| organisation | roles at | groups | combined | rounds | plan, s | attack, s | pandas, s | ratio | peak, MB | found |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
    for what, family in RUNS:  # a process each, so that the peak is its own
        done = subprocess.run([sys.executable, "-m", "bench.planning", what, family], check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
