"""False discovery: which of many comparisons are more than chance (Benjamini and Hochberg 1995).

Of twenty comparisons where nothing moved, one looks as if it had. Of what is called more than chance here, at most
one in twenty is expected to be chance, however many comparisons were made (docs/reports.md).
"""

from collections.abc import Sequence

#: The share of false ones that is expected at most among those called more than chance.
RATE = 0.05


def more_than_chance(chances: Sequence[float], rate: float = RATE) -> tuple[bool, ...]:
    """For each p-value of a family whether it stands after the correction; in the order given.

    The largest k such that the k-th smallest p-value is at most k/m of ``rate``; it and all smaller ones stand.
    """
    bound = max(
        (
            chance
            for rank, chance in enumerate(sorted(chances), 1)
            if chance <= rank * rate / len(chances)
        ),
        default=-1.0,
    )
    return tuple(chance <= bound for chance in chances)
