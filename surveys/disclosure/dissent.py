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
    gone: frozenset[str] = frozenset()
    dear = sum(base.values()) + 1
    sizes = {code: sum(base.get(cell, 0) for cell in cells) for code, cells in groups.items()}
    for said in options:
        if all(people - said.get(cell, 0) >= H for cell, people in base.items()):
            continue  # whatever can be derived holds whole cells
        kept = {code: cells for code, cells in groups.items() if code not in gone}
        gone |= link(
            {**tree, **kept},
            base,
            H,
            costs={code: dear + sizes[code] for code in kept},
            tree=tree.keys(),
            of_these={cell: people - said.get(cell, 0) for cell, people in base.items()},
        ).hidden
    return gone
