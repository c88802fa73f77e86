"""The attack: put invitations and responses of each block in order by anything that has one, match them, count.

The attacker guesses that the order of the one is that of the other, or its reverse. Every mark of an invitation is tried
with every mark of a response; none is left out because it found nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tests.adversary import score
from tests.adversary.marks import Marks

#: A corrected chance below this is a link. Fixed before the first run: of a thousand honest runs one says so.
ALPHA: Final = 0.001
#: Points above chance within which the upper limit must stay.
MARGIN: Final = 0.04


@dataclass(frozen=True)
class Attempt:
    """One guess about everybody. ``p``: of the links and of tau, the smaller one, Holm-corrected over all attempts."""

    invitation: str
    response: str
    backwards: bool
    linked: int
    groups: int
    people: int
    tau: float
    p: float

    @property
    def rate(self) -> float:
        return self.linked / self.people

    @property
    def limit(self) -> float:
        return min(1.0, score.upper_limit(self.linked) / self.people)

    @property
    def chance(self) -> float:
        return self.groups / self.people

    @property
    def is_link(self) -> bool:
        return self.p < ALPHA or self.limit > self.chance + MARGIN


def attack(
    blocks: Sequence[str], invitations: Marks, responses: Marks, *, seed: int
) -> list[Attempt]:
    """Every attempt, the most successful one first. Place for place both sides are of the same person, which only the
    count of right links uses; ties are broken by lot."""
    _, home = np.unique(np.array(blocks), return_inverse=True)
    sizes = np.bincount(home)
    lot = np.random.default_rng(seed)
    one, two = np.nonzero(np.triu(home[:, None] == home, 1))
    left, right = (
        {
            name: _places(home, mark, lot)
            for name, mark in side.items()
            if not np.array_equal(mark[one], mark[two], equal_nan=True)
        }
        for side in (invitations, responses)
    )
    ahead = {name: np.sign(place[one] - place[two]) for name, place in (left | right).items()}
    found = []
    for mine, place in left.items():
        for theirs, other in right.items():
            pairs = float(ahead[mine] @ ahead[theirs])
            mirrored = sizes[home] - 1 - other
            found.append((mine, theirs, False, int(np.sum(place == other)), pairs))
            found.append((mine, theirs, True, int(np.sum(place == mirrored)), pairs))
    return _scored(found, sizes.tolist(), len(one))


def _places(home: np.ndarray, mark: np.ndarray, lot: np.random.Generator) -> np.ndarray:
    """Each record's place in its block, from 0."""
    known = np.where(np.isnan(mark), np.inf, mark)
    in_order = np.lexsort((lot.random(len(mark)), known, home))
    starts = np.concatenate(([0], np.cumsum(np.bincount(home))))
    places = np.empty(len(mark), int)
    places[in_order] = np.arange(len(mark)) - starts[home[in_order]]
    return places


def _scored(
    found: Sequence[tuple[str, str, bool, int, float]], sizes: Sequence[int], pairs: int
) -> list[Attempt]:
    groups, people = len(sizes), sum(sizes)
    by_links = [score.at_least(groups, linked) for _, _, _, linked, _ in found]
    by_tau = [score.tau_p(agreeing, sizes) for *_, agreeing in found]
    corrected = score.holm([*by_links, *by_tau])
    attempts = [
        Attempt(
            mine, theirs, backwards, linked, groups, people, agreeing / pairs,
            min(corrected[place], corrected[place + len(found)]),
        )
        for place, (mine, theirs, backwards, linked, agreeing) in enumerate(found)
    ]  # fmt: skip
    return sorted(attempts, key=lambda attempt: (-attempt.linked, attempt.p))
