"""Attack 9, by sums: a set of people that can be derived and of whom all, or all but one, answered alike.

For each answer, people are weighed: who gave another one weighs more than everybody else together. A cheapest set below
the weight of two of them has at most one in it. Only who knows the true cells (the build) can try it.
"""

from collections.abc import Hashable, Mapping, Sequence

from surveys.disclosure.attacks import linear, placing, totals
from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import ANSWERED, Cell, Known
from surveys.disclosure.attacks.reading import Reading, rows, text

#: people who must be outside any one answer to an opinion item
OUTSIDE = 2


def stage(known: Known, trial: Trial) -> None:
    """Every opinion item that is shown with counts, every answer."""
    if known.people is None:
        return
    for code, item in known.release.items.items():
        if item.get("opinion") is True and not item.get("sensitive"):
            values = [text(option, "value") for option in rows(item, "options")]
            keys = [key for value in values if (key := f"{code}{ANSWERED}{value}") in known.people]
            said = [known.people[key] for key in keys]
            trial.tried += len(said)
            _try(known.release, code, known.people.get(code, {}), said, trial)


def _try(
    release: Reading,
    code: str,
    base: Mapping[Cell, int],
    answers: Sequence[Mapping[Cell, int]],
    trial: Trial,
) -> None:
    """First with the least weight of each cell over all answers: what that does not find no single answer does."""
    heavy = sum(base.values()) + 1
    weights = [_weighed(base, said, heavy) for said in answers]
    least: dict[Hashable, int] = {
        cell: min((each[cell] for each in weights), default=heavy) for cell in base
    }
    groups = placing.groups(release, release.measures.get(("item", code), {}), base.keys())
    if not answers or not linear.derivable(groups, least, OUTSIDE * heavy):
        return
    names = {group: release.name(group) for group in groups}
    for each in weights:
        for found in linear.derivable(groups, each, OUTSIDE * heavy):
            sum_ = totals.spoken(found.combination, names)
            outside, people = divmod(found.size, heavy)
            trial.find(
                f"{code} (item), {names[found.combination[0][0]]} with others",
                f"{code}: of {sum_}, {people:g} people, all but {outside:g} answered alike.",
            )


def _weighed(base: Mapping[Cell, int], said: Mapping[Cell, int], heavy: int) -> dict[Hashable, int]:
    return {cell: (n - said.get(cell, 0)) * heavy + n for cell, n in base.items()}
