"""Dissent: attribute groups that must go because they, or what can be derived with them, are of one mind.

A set of people is too alike when fewer than H of them are outside one answer. So for each answer the difference audit is done once more, and
counts, of every set that can be derived, not the people but those who gave another answer.
"""

from collections.abc import Sequence

from surveys.disclosure.alike import H
from surveys.disclosure.linked import link
from surveys.disclosure.regions import Groups, Tally


def without_dissent(
    tree: Groups, groups: Groups, base: Tally, options: Sequence[Tally]
) -> frozenset[str]:
    """Of the attribute groups ``groups`` (group -> cells), the cheapest that must go.

    ``tree``: shown group of the tree -> cells, no block of it too alike; ``base``: who answered; ``options``: a tally an answer. Raises NotSolved.
    """
    others = [{cell: n - said.get(cell, 0) for cell, n in base.items()} for said in options]
    # whatever can be derived holds whole cells: nothing to audit where each has dissent enough
    doubtful = [part for part in others if min(part.values(), default=H) < H]
    if not doubtful:
        return frozenset()
    dear = sum(base.values()) + 1
    sizes = {code: sum(base.get(cell, 0) for cell in cells) for code, cells in groups.items()}
    return link(
        {**tree, **groups},
        base,
        H,
        costs={code: dear + size for code, size in sizes.items()},
        tree=tree.keys(),
        of_these=doubtful,
    ).hidden
