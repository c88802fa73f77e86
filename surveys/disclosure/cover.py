"""The set cover: the cheapest groups to hide so that none of the known attacks has all its groups.

Every safe pattern must hide at least one group of each attack, so the cheapest cover of the attacks found so far costs no more
than the cheapest safe pattern. The first cover that leaves no attack is therefore optimal (``linked``).
"""

from collections.abc import Collection, Mapping, Sequence

from surveys.disclosure.solver import Rows, Solver


def cover(attacks: Sequence[Collection[str]], costs: Mapping[str, int]) -> frozenset[str]:
    """The groups to hide, of those with a cost; between equals the solver's choice in the order of codes, always the same.

    ``costs``: whole numbers above 0. Raises ValueError when an attack has no group that may be hidden; NotSolved.
    """
    wanted = sorted({tuple(sorted(set(attack) & costs.keys())) for attack in attacks})
    if not all(wanted):
        raise ValueError("An attack needs only groups that may not be hidden.")
    if not wanted:
        return frozenset()
    codes = sorted({code for attack in wanted for code in attack})
    place = {code: number for number, code in enumerate(codes)}
    rows = Rows(
        [[place[code] for code in attack] for attack in wanted],
        [1.0] * len(wanted),
        [float(len(codes))] * len(wanted),
    )
    solver = Solver([costs[code] for code in codes], rows, between=(0, 1), whole=True)
    solved = solver.solve()
    if solved is None:
        raise ValueError("No choice of groups stops every attack.")
    return frozenset(
        code for code, hidden in zip(codes, solved.columns, strict=True) if hidden > 0.5
    )
