"""How many ballots a second the ballot's door takes as a process of its own, beside the whole house and the floor.

``python -m bench.doors`` prints rates, medians, 99th percentiles and ratios at 1, 8 and 32 clients; loopback only. The three
are measured in turn, ``--runs`` times; door and house put into the same box.
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from statistics import median

from bench import load, servers
from bench.load import Measured
from bench.responses import LEVELS, WARMING, cast, insert, sealed
from bench.servers import Pulse
from surveys.responses.envelope import SIZE


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=200, help="casts at each level and run")
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    count, runs = given.count, given.runs
    print(f"{runs} runs of {count} envelopes of {SIZE} bytes; gunicorn.conf.py; SQLite, durable\n")
    with tempfile.TemporaryDirectory(prefix="pulse-bench-") as name:
        folder = Path(name)
        with (
            servers.floor(folder) as floor,
            servers.pulse(folder, 2 * (count * len(LEVELS) * runs + WARMING)) as house,
            servers.ballots_door(house) as door,
        ):
            codes = iter(house.round.codes)
            ports = {"floor": floor.port, "house": house.port, "door alone": door.port}
            _run(2, WARMING, ports, house, codes)
            for clients in LEVELS:
                _print(clients, [_run(clients, count, ports, house, codes) for _ in range(runs)])


def _run(
    clients: int, count: int, ports: Mapping[str, int], house: Pulse, codes: Iterator[str]
) -> Mapping[str, Measured]:
    """Each once."""
    done = {"floor": load.measure(ports["floor"], insert, [""] * count * 4, clients=clients)}
    for name in ("house", "door alone"):
        ballots = sealed(list(islice(codes, count)), house)
        done[name] = load.measure(ports[name], cast, ballots, clients=clients)
    return done


def _print(clients: int, runs: list[Mapping[str, Measured]]) -> None:
    print(f"{clients} client{'s' if clients > 1 else ''}")
    for name in runs[0]:
        ratios = [run[name].rate / run["floor"].rate for run in runs]
        each = " ".join(f"{ratio:.2f}" for ratio in ratios)
        middle = load.middle([run[name] for run in runs])
        print(f"  {name:11}{middle}   {median(ratios):5.2f} of the floor ({each})")
    print(flush=True)


if __name__ == "__main__":
    main()
