"""Scoring a guess: links that are right against chance, and whether two orders go together.

Whoever matches a group of n people to their n answers by chance gets one right on average, with variance one, whatever
n is; over G groups that is Poisson(G) to within what can be seen.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

#: What a limit leaves out.
RISK: Final = 0.05


@lru_cache(maxsize=4096)
def at_least(mean: float, count: int) -> float:
    """Chance that Poisson(mean) is ``count`` or more: the p of so many right links."""
    if count <= 0:
        return 1.0
    if count > mean:  # the small tail is summed, so that it keeps its digits
        return math.fsum(_mass(mean, k) for k in range(count, count + 200 + int(mean)))
    return max(0.0, 1 - math.fsum(_mass(mean, k) for k in range(count)))


@lru_cache(maxsize=4096)
def upper_limit(count: int) -> float:
    """The exact upper 95 % limit of a Poisson mean of which ``count`` was seen (one-sided)."""
    low, high = float(count), count + 20 + 10 * math.sqrt(count + 1)
    for _ in range(60):
        middle = (low + high) / 2
        seen = math.fsum(_mass(middle, k) for k in range(count + 1))
        low, high = (middle, high) if seen > RISK else (low, middle)
    return high


def tau_p(pairs: float, sizes: Sequence[int]) -> float:
    """Two-sided p of Kendall's S (pairs in order minus pairs out of order) summed over groups without ties."""
    variance = sum(n * (n - 1) * (2 * n + 5) / 18 for n in sizes)
    return math.erfc(abs(pairs) / math.sqrt(2 * variance))


def holm(chances: Sequence[float]) -> list[float]:
    """Holm's correction: each p as it stands among all that were tried."""
    corrected, least = [1.0] * len(chances), 0.0
    for done, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        least = max(least, min(1.0, chances[place] * (len(chances) - done)))
        corrected[place] = least
    return corrected


def _mass(mean: float, count: int) -> float:
    return math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))
