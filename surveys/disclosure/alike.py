"""Answers too alike: where (nearly) everybody in a block says the same, the figure says what each of them said.

Keeps docs/promise.md#small-numbers. A block of twelve who all "strongly disagree" is shown to nobody, however many they are. (Homogeneity,
the p%-rule's cousin for counts: Hundepool et al., Statistical Disclosure Control, Wiley 2012, ch. 5.)
"""

from collections.abc import Mapping, Sequence
from typing import Final

from surveys.disclosure.difference import Family, left_over
from surveys.instruments.instrument import Item, Kind

#: So many people, at least, must have given another answer than the most frequent one.
H: Final = 2


def is_judged(item: Item) -> bool:
    """Whether the rule holds for this item: for views, not for facts, and not for what is shown as a band.

    A fact ("did it go ahead?") is often the same for all, and hiding it where it is would show it only where it is not.
    """
    return item.opinion and not item.sensitive and item.kind in (Kind.SCALE, Kind.SINGLE)


def too_alike(counts: Sequence[int]) -> bool:
    """Whether these people, by answer, are too much of one mind. Nobody at all is not."""
    return sum(counts) > 0 and sum(counts) - max(counts) < H


def alike_blocks(family: Family, options: Sequence[Mapping[str, int]]) -> frozenset[str]:
    """Of a family, the groups whose left-over people are too alike. ``options``: of each answer, group -> people."""
    left = [left_over(family, counts) for counts in options]
    return frozenset(
        member.code for member in family if too_alike([each[member.code] for each in left])
    )
