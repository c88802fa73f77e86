"""Attack 9, by sums: a set of people that can be derived and of whom all, or all but one, answered alike.

For each answer, people are weighed: who gave another one weighs more than everybody else together. A cheapest set below
the weight of two of them has at most one in it. Only who knows the true cells (the build) can try it.
"""

from collections.abc import Hashable, Mapping

from surveys.disclosure.attacks import linear, placing, totals
from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import ANSWERED, Cell, Known
from surveys.disclosure.attacks.reading import Reading, Row, rows, text

#: people who must be outside any one answer to an opinion item
OUTSIDE = 2


def stage(known: Known, trial: Trial) -> None:
    """Every opinion item that is shown with counts, every answer."""
    if known.people is None:
        return
    for code, item in known.release.items.items():
        if item.get("opinion") is True and not item.get("sensitive"):
            for option in rows(item, "options"):
                value = text(option, "value")
                said = known.people.get(f"{code}{ANSWERED}{value}")
                if said is not None:
                    _try(known.release, code, known.people.get(code, {}), said, trial)


def _try(
    release: Reading, code: str, base: Mapping[Cell, int], said: Mapping[Cell, int], trial: Trial
) -> None:
    trial.tried += 1
    if all(people - said.get(cell, 0) >= OUTSIDE for cell, people in base.items()):
        return  # every set holds whole cells
    heavy = sum(base.values()) + 1
    held: Mapping[str, Row] = release.measures.get(("item", code), {})
    weights: dict[Hashable, int] = {
        cell: (people - said.get(cell, 0)) * heavy + people for cell, people in base.items()
    }
    groups = placing.groups(release, held, base.keys())
    names = {group: release.name(group) for group in groups}
    for found in linear.derivable(groups, weights, OUTSIDE * heavy):
        sum_ = totals.spoken(found.combination, names)
        outside, people = divmod(found.size, heavy)
        trial.find(
            f"{code} (item), {names[found.combination[0][0]]} with others",
            f"{code}: of {sum_}, {people:g} people, all but {outside:g} answered alike.",
        )
