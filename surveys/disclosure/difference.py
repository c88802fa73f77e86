"""What can be derived: a group minus the shown groups inside it, and whether that is a few people.

Keeps docs/promise.md#small-numbers. Shown groups nest, so every sum and difference of their figures is made of these
left-over sets: when none of them is small, nothing small can be derived.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Member:
    """A shown group: the nearest shown group above it, and its depth in the organisation's tree."""

    code: str
    parent: str | None
    depth: int


#: Shown groups in reading order, the whole organisation first; empty when nothing may be shown.
Family: TypeAlias = tuple[Member, ...]


def left_over(family: Family, totals: Mapping[str, int]) -> dict[str, int]:
    """Group -> its people who are in no shown group inside it. ``totals``: group -> people."""
    left = {member.code: totals[member.code] for member in family}
    for member in family:
        if member.parent is not None:
            left[member.parent] -= totals[member.code]
    return left


def isolated(family: Family, totals: Mapping[str, int], floor: int) -> tuple[str, ...]:
    """Groups that would give a few people away: too small themselves, or by what is left over in them."""
    left = left_over(family, totals)
    return tuple(
        member.code
        for member in family
        if totals[member.code] < floor or not (left[member.code] == 0 or left[member.code] >= floor)
    )


def within(family: Family, codes: Collection[str]) -> Family:
    """Those of the family with these codes, each below the nearest of them. The first member must stay."""
    nearest: dict[str | None, str | None] = {None: None}
    kept = []
    for member in family:
        above = nearest[member.parent]
        nearest[member.code] = above
        if member.code in codes:
            nearest[member.code] = member.code
            kept.append(Member(member.code, above, member.depth))
    return tuple(kept)


def down_to(family: Family, depth: int) -> Family:
    """Those of the family that are not deeper: 0 for the whole organisation, 1 with its services."""
    return within(family, {member.code for member in family if member.depth <= depth})
