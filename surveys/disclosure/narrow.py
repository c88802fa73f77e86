"""Narrowing: the groups of the tree in which one question may be shown, among those of the round.

Nested on purpose: only more can be hidden, so that no question ever cuts people apart in a way that the round does not.
"""

from collections.abc import Mapping, Sequence

from surveys.blocks import Node, TooFew, cut
from surveys.disclosure.alike import alike_blocks
from surveys.disclosure.difference import Family, isolated, left_over, within

#: Group -> people.
Totals = Mapping[str, int]


def narrow(family: Family, totals: Totals, floor: int) -> Family:
    """The family cut again by these totals: a part of it, in which nothing isolates fewer than ``floor`` people."""
    kept = _cut(family, left_over(family, totals), floor)
    if isolated(kept, totals, floor):
        raise AssertionError("The tree programme left a small set of people.")
    return kept


def agree(
    family: Family, bases: Sequence[Totals], floor: int, *, options: Sequence[Totals] = ()
) -> Family:
    """The part of the family that is safe for each of ``bases`` and in which no block's answers are too alike.

    ``options``: of each answer, group -> people, when the rule on alike answers holds; then ``bases[0]`` is their sum. A block whose
    answers are too alike counts as one person too few, so that it is combined upwards; again until nothing changes.
    """
    while True:
        kept = family
        for totals in bases:
            kept = narrow(kept, totals, floor)
        if options and kept:
            alike = alike_blocks(kept, options)
            left = left_over(kept, bases[0])
            kept = _cut(
                kept, {c: min(n, floor - 1) if c in alike else n for c, n in left.items()}, floor
            )
        if kept == family:
            return kept
        family = kept


def _cut(family: Family, left: Totals, floor: int) -> Family:
    """``left``: group -> its people who are in no group of the family inside it."""
    if not family:
        return ()
    nodes = [Node(member.code, member.parent, left[member.code]) for member in family]
    try:
        return within(family, cut(nodes, floor).shown)
    except TooFew:
        return ()
