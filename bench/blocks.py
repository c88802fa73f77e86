"""How long the tree programme takes, and what it shows: a council, a nation, or a file of counts.

python -m bench.blocks                 # made-up trees
python -m bench.blocks counts.csv      # columns service, team, freq (further columns are added up)
"""

import csv
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from surveys.blocks import Node, Pattern, cut

FLOOR = 10


def nation(councils: int, *, services: int = 6, teams: int = 10, seed: int = 1) -> list[Node]:
    """Councils of services of teams; team sizes 0 to 22."""
    chance = Random(seed)
    nodes = [Node("NATION", None, 0)]
    for council in range(councils):
        top = f"C{council}"
        nodes.append(Node(top, "NATION", 0))
        for service in range(services):
            name = f"{top}S{service}"
            nodes.append(Node(name, top, 0))
            nodes += [Node(f"{name}T{team}", name, chance.randint(0, 22)) for team in range(teams)]
    return nodes


def council_of(path: Path) -> list[Node]:
    """The tree of a file of counts, roles added up."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    people: Counter[tuple[str, str]] = Counter()
    for row in rows:
        people[row["service"], row["team"]] += int(row["freq"])
    services = dict.fromkeys(service for service, _ in people)
    return [
        Node("WHOLE", None, 0),
        *(Node(service, "WHOLE", 0) for service in services),
        *(Node(team, service, count) for (service, team), count in people.items()),
    ]


def measure(what: str, nodes: list[Node]) -> None:
    runs = 5 if len(nodes) < 1000 else 2
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        pattern = cut(nodes, FLOOR)
        times.append(time.perf_counter() - start)
    print(f"{what}: {len(nodes)} nodes, {min(times) * 1000:.1f} ms (best of {runs}); "
          f"{described(nodes, pattern)}")  # fmt: skip


def described(nodes: list[Node], pattern: Pattern) -> str:
    parents = {node.parent for node in nodes}
    leaves = [node for node in nodes if node.code not in parents]
    everybody = sum(node.count for node in nodes)
    hidden = sum(node.count for node in leaves if node.code not in pattern.shown)
    shown = sum(node.code in pattern.shown for node in leaves)
    return (
        f"{shown} of {len(leaves)} teams shown, "
        f"{hidden} of {everybody} people ({100 * hidden / everybody:.0f} %) counted with other teams"
    )


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        measure(argument, council_of(Path(argument)))
    measure("a council", nation(1))
    measure("a nation", nation(150))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")
