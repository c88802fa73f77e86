"""Made-up answers: counts by team that add up to every group's, and what a release may show of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random
from typing import Protocol

from surveys.instruments.instrument import Instrument, Item, Kind
from surveys.releases.document import Cell
from surveys.releases.release import Status, Subject

TOP = "ALL"
TEAM = re.compile(r"S\d+T")
FEWEST, FEWEST_SENSITIVE = 10, 20
THEMES = {
    "caseload": "Caseload",
    "supervision": "Supervision",
    "bureaucracy": "Recording and forms",
    "bullying_mgmt": "Bullying by managers",
    "aggression": "Threats and violence",
    "pay": "Pay",
    "praise": "Praise",
}
SENSITIVE_THEMES = ("bullying_mgmt", "aggression")


class Tree(Protocol):
    """Who answered and was asked, by team, and the teams that each shown group holds."""

    teams: dict[str, list[str]]
    answered: Mapping[str, int]
    sizes: Mapping[str, int]


def cells(random: Random, tree: Tree, instrument: Instrument, number: int) -> Iterator[Cell]:
    for group, teams in tree.teams.items():
        base = sum(tree.answered[team] for team in teams)
        if base < FEWEST:
            yield Cell(group, Subject.RESPONSE, "response", Status.WITHHELD)
        else:
            invited = {"invited": sum(tree.sizes[team] for team in teams)}
            yield Cell(group, Subject.RESPONSE, "response", Status.SHOWN, base=base, counts=invited)
    for item in instrument.closed:
        by_team = {
            team: answers(random, item, people, level=_level(item, team, number))
            for team, people in tree.answered.items()
        }
        for group, teams in tree.teams.items():
            yield item_cell(group, item, sum((by_team[team] for team in teams), Counter()))
    yield from _themes(random, tree)


def _level(item: Item, team: str, number: int) -> float:
    place = Random(f"{item.construct}{team[:2]}").uniform(-0.6, 0.6)
    own = Random(f"{item.construct}{team}").uniform(-0.5, 0.5)
    slope = {"supervision": 0.09, "caseload": -0.05, "listened": 0.06}.get(item.construct or "", 0)
    return 3 + place + own + slope * number


def answers(random: Random, item: Item, people: int, *, level: float) -> Counter[str]:
    counts: Counter[str] = Counter()
    for _ in range(people):
        if random.random() < 0.05:
            continue
        if item.kind is Kind.MULTIPLE:
            counts[""] += 1
            counts.update(o.value for o in item.options if random.random() < 0.25)
        elif item.scored:
            wanted = random.gauss(level, 1.1)
            scored = [o for o in item.options if o.score is not None]
            best = min(
                scored, key=lambda o: abs((6 - o.score if item.reverse else o.score or 0) - wanted)
            )
            counts[best.value] += 1
        else:
            weights = [1 if option.exposed else 6 for option in item.options]
            counts[random.choices(item.options, weights)[0].value] += 1
    return counts


def item_cell(group: str, item: Item, counts: Counter[str]) -> Cell:
    base = counts.pop("", 0) or sum(counts.values())
    if item.sensitive:
        if base < FEWEST_SENSITIVE or TEAM.match(group):
            return Cell(group, Subject.ITEM, item.code, Status.WITHHELD)
        exposed = sum(counts[option.value] for option in item.options if option.exposed)
        return Cell(
            group, Subject.ITEM, item.code, Status.BAND, base=base, band=_band(exposed / base)
        )
    if item.attribute:  # of who answers a release says how many they are, for the whole alone
        if group != TOP or base < FEWEST:
            return Cell(group, Subject.ITEM, item.code, Status.WITHHELD)
        return Cell(group, Subject.ITEM, item.code, Status.SHOWN, base=base, counts={})
    alike = item.opinion and base - max(counts.values(), default=0) < 2
    if base < FEWEST or alike or (item.yearly and group != TOP):
        return Cell(group, Subject.ITEM, item.code, Status.WITHHELD)
    full = {option.value: counts[option.value] for option in item.options}
    return Cell(group, Subject.ITEM, item.code, Status.SHOWN, base=base, counts=full)


def _band(share: float) -> str:
    return "under_10" if share < 0.1 else "10_24" if share < 0.25 else "25_plus"


def _themes(random: Random, tree: Tree) -> Iterator[Cell]:
    for group, teams in tree.teams.items():
        base = sum(tree.answered[team] for team in teams) * 2 // 5
        for theme in THEMES:
            share = Random(theme).uniform(0.04, 0.4)
            found = Counter(
                random.choices(("negative", "mixed", "positive"), (6, 2, 1))[0]
                for _ in range(base)
                if random.random() < share
            )
            yield _theme_cell(group, theme, base, found)


def _theme_cell(group: str, theme: str, base: int, found: Counter[str]) -> Cell:
    if base < FEWEST or (theme in SENSITIVE_THEMES and base < FEWEST_SENSITIVE):
        return Cell(group, Subject.THEME, theme, Status.WITHHELD)
    if theme in SENSITIVE_THEMES:
        share = found["negative"] / base
        return Cell(group, Subject.THEME, theme, Status.BAND, base=base, band=_band(share))
    counts = {polarity: found[polarity] for polarity in ("negative", "mixed", "positive")}
    return Cell(group, Subject.THEME, theme, Status.SHOWN, base=base, counts=counts)
