"""Expected visibility: what a round could show at 40, 60 and 80 % response, told before it opens.

Simulated from headcounts alone, always with the same seed: the same roster gives the same sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import median_low
from typing import Final

from surveys.blocks import Node, TooFew, cut
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.tree import WaveGroup

RATES: Final = (40, 60, 80)
RUNS: Final = 25
SEED: Final = 20_260_101


@dataclass(frozen=True)
class Visibility:
    """The middle of many simulated rounds."""

    #: answers per hundred people
    response: int
    services: int
    of_services: int
    teams: int
    of_teams: int

    @property
    def sentence(self) -> str:
        if not self.services:
            shown = "the whole organisation only"
        elif not self.of_teams:
            shown = _some(self.services, self.of_services, "services")
        else:
            services = _some(self.services, self.of_services, "services")
            shown = f"{services} and {_some(self.teams, self.of_teams, 'teams')}"
        return f"If {self.response // 10} in 10 answer, expect {shown}."


def expected(
    tree: Sequence[WaveGroup], units: Sequence[ReportingGroup], pledge: Pledge
) -> tuple[Visibility, ...]:
    """One line for each of RATES. ``tree``: frozen or ``freeze.preview``; ``units``: the groups it was made of."""
    kinds = _Kinds.of(units)
    return tuple(_at(rate, tree, kinds, pledge.threshold) for rate in RATES)


@dataclass(frozen=True)
class _Kinds:
    """Services stand directly below the whole organisation; teams have nobody below and are no services."""

    services: frozenset[str]
    teams: frozenset[str]

    @classmethod
    def of(cls, units: Sequence[ReportingGroup]) -> "_Kinds":
        top = {unit.code for unit in units if unit.parent_code is None}
        services = frozenset(unit.code for unit in units if unit.parent_code in top)
        parents = {unit.parent_code for unit in units}
        leaves = {unit.code for unit in units} - parents
        return cls(services, frozenset(leaves) - services - top)


def _at(rate: int, tree: Sequence[WaveGroup], kinds: _Kinds, threshold: int) -> Visibility:
    random = Random(SEED + rate)  # noqa: S311 - a forecast, not a secret
    runs = [_shown(_answers(tree, rate / 100, random), threshold) for _ in range(RUNS)]
    return Visibility(
        response=rate,
        services=median_low(len(shown & kinds.services) for shown in runs),
        of_services=len(kinds.services),
        teams=median_low(len(shown & kinds.teams) for shown in runs),
        of_teams=len(kinds.teams),
    )


def _answers(tree: Sequence[WaveGroup], rate: float, random: Random) -> list[Node]:
    """A made-up round: everybody answers or not, independently."""
    return [
        Node(
            group.code,
            group.parent_code,
            sum(random.random() < rate for _ in range(group.headcount)) if group.is_block else 0,
        )
        for group in tree
    ]


def _shown(nodes: Sequence[Node], threshold: int) -> frozenset[str]:
    try:
        return cut(nodes, threshold).shown
    except TooFew:
        return frozenset()


def _some(number: int, of: int, what: str) -> str:
    if number == of:
        return f"all {of} {what}"
    return f"about {number} of {of} {what}" if number else f"none of the {of} {what} alone"
