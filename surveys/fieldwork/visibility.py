"""Expected visibility: what a round could show at 40, 60 and 80 % response, told before it opens.

Simulated from headcounts alone, always with the same seed: the same roster gives the same sentence. Roles are asked
and so not known beforehand: nothing is foretold of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import median_low
from typing import Final

from sqlalchemy.orm import Session

from surveys.blocks import Node, Pattern, TooFew, cut
from surveys.fieldwork import roster
from surveys.fieldwork.freeze import REST
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.tree import WaveGroup

RATES: Final = (40, 60, 80)
RUNS: Final = 25
SEED: Final = 20_260_101
#: Below this, rounds as large organisations hold them show little.
SMALL: Final = 100

_SHARE = (
    "Hold one round together with neighbouring organisations: each stands in the list of units like a service. "
    "Together you are enough people."
)
_SMALL = (
    "Hold one round a quarter and leave it open for three weeks. Fewer, longer rounds bring more answers to each.",
    "Count on figures of the whole organisation. A service or team may be shown in one round and not in the next.",
    "Ask the sensitive questions, such as those about bullying, once a year.",
    _SHARE,
)


@dataclass(frozen=True)
class Visibility:
    """The middle of many simulated rounds."""

    #: answers per hundred people
    response: int
    services: int
    of_services: int
    teams: int
    of_teams: int
    #: of ten people, those whose own team would have figures
    own_team: int = 0
    #: the whole organisation has figures
    whole: bool = True
    #: people of whom only the whole organisation's figures tell: neither their team nor their service stands alone
    within_whole: int = 0

    @property
    def combined(self) -> int:
        """Teams that are shown together with others, or not at all."""
        return self.of_teams - self.teams

    @property
    def sentence(self) -> str:
        if not self.whole:
            shown = "no figures at all: too few people"
        elif not self.services:
            shown = "the whole organisation only"
        elif not self.of_teams:
            shown = _some(self.services, self.of_services, "services")
        else:
            services = _some(self.services, self.of_services, "services")
            shown = f"{services} and {_some(self.teams, self.of_teams, 'teams')}"
        return f"If {self.response // 10} in 10 answer, expect {shown}."

    @property
    def own_team_sentence(self) -> str:
        """How many people would find their own team; nothing where there are no teams, or no figures."""
        if not self.of_teams or not self.whole:
            return ""
        if not self.teams:
            return "Nobody would find their own team, everybody a larger group."
        if self.own_team == 10:
            return "Nearly everybody would find their own team."
        found = f"About {self.own_team} in 10" if self.own_team else "Hardly any"
        return f"{found} people would find their own team, the others a larger group."


def expected(
    tree: Sequence[WaveGroup], units: Sequence[ReportingGroup], pledge: Pledge
) -> tuple[Visibility, ...]:
    """One line for each of RATES. ``tree``: frozen or ``freeze.preview``; ``units``: the groups it was made of."""
    kinds = _Kinds.of(units)
    return tuple(_at(rate, tree, kinds, pledge.threshold) for rate in RATES)


def staff(people: Session) -> int:
    """Everybody on the roster who may be asked."""
    return sum(roster.headcounts(people).values())


def advice(staff: int, pledge: Pledge) -> tuple[str, ...]:
    """What a small organisation can do; nothing to say to a large one. Below the threshold no round can open at all."""
    if not pledge.permits(staff):
        return (_SHARE,)
    return _SMALL if staff < SMALL else ()


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
    patterns = [_pattern(_answers(tree, rate / 100, random), threshold) for _ in range(RUNS)]
    runs = [pattern.shown if pattern else frozenset() for pattern in patterns]
    sizes = {group.code: group.headcount for group in tree}
    everybody = max(sizes.values())
    found = median_low(sum(sizes[c] for c in shown & kinds.teams) for shown in runs)
    return Visibility(
        response=rate,
        services=median_low(len(shown & kinds.services) for shown in runs),
        of_services=len(kinds.services),
        teams=median_low(len(shown & kinds.teams) for shown in runs),
        of_teams=len(kinds.teams),
        own_team=(20 * found + everybody) // (2 * everybody),
        whole=median_low(bool(shown) for shown in runs),
        within_whole=median_low(_within_whole(tree, pattern) for pattern in patterns),
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


def _pattern(nodes: Sequence[Node], threshold: int) -> Pattern | None:
    """None: too few in all."""
    try:
        return cut(nodes, threshold)
    except TooFew:
        return None


def _within_whole(tree: Sequence[WaveGroup], pattern: Pattern | None) -> int:
    """People whose block is counted with the top alone, or beside its services; nobody, where nothing is shown."""
    tops = {group.code for group in tree if group.parent_code is None}
    tops |= {code + REST for code in tops}
    blocks = (group for group in tree if group.is_block)
    return sum(each.headcount for each in blocks if pattern and pattern.homes[each.code] in tops)


def _some(number: int, of: int, what: str) -> str:
    if number == of:
        return {1: f"the one {what[:-1]}", 2: f"both {what}"}.get(of, f"all {of} {what}")
    return f"about {number} of {of} {what}" if number else f"none of the {of} {what} alone"
