"""Dissent: attribute groups that must go because they, or what is left beside them, are of one mind.

What is left beside a group can be derived as well as the group: everybody who gave another answer or none, and, where the group
lies within a group of the tree (all managers are of one team) or the other way round, the one without the other.
"""

from collections.abc import Iterator, Mapping, Sequence

from surveys.disclosure.alike import too_alike
from surveys.disclosure.regions import Cell, Groups

Tally = Mapping[Cell, int]


def without_dissent(
    tree: Groups, groups: Groups, attribute: Mapping[str, str], options: Sequence[Tally]
) -> frozenset[str]:
    """Of the attribute groups ``groups`` (group -> cells), those that must go; to be repeated with the rest.

    ``tree``: shown group of the tree -> cells; ``attribute``: attribute group -> the item asked; ``options``: a tally an answer.
    """
    answered = frozenset(cell for each in options for cell in each)
    cells = {code: answered.intersection(own) for code, own in groups.items()}
    around = [answered.intersection(own) for own in tree.values()]
    said = {code: _said(own, options) for code, own in cells.items()}
    gone = {
        code
        for code, own in cells.items()
        if too_alike(said[code]) or any(map(too_alike, _beside(own, around, options)))
    }
    for item in sorted({attribute[code] for code in cells.keys() - gone}):
        own = sorted(code for code in cells.keys() - gone if attribute[code] == item)
        left = answered.difference(*(cells[code] for code in own))
        if too_alike(_said(left, options)):
            gone.add(min(own, key=lambda code: (sum(said[code]), code)))
    return frozenset(gone)


def _beside(
    own: frozenset[Cell], around: Sequence[frozenset[Cell]], options: Sequence[Tally]
) -> Iterator[list[int]]:
    """By answer, the people of a group of the tree that are not in this one, or the other way round, where one holds the other."""
    for other in around:
        if own < other:
            yield _said(other - own, options)
        elif other < own:
            yield _said(own - other, options)


def _said(cells: frozenset[Cell], options: Sequence[Tally]) -> list[int]:
    """The people of these cells, answer by answer."""
    return [sum(each.get(cell, 0) for cell in cells) for each in options]
