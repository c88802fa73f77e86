"""Linked groups: hide the cheapest of them until nothing small can be derived from those that stay.

Audit, cover, audit again: two to ten rounds. Each round knows more attacks; the first cover that leaves none is optimal.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from surveys.disclosure.audit import audit
from surveys.disclosure.cover import cover
from surveys.disclosure.regions import Groups, Tally


@dataclass(frozen=True)
class Linked:
    """``hidden``: of the groups that may be hidden, those that must be. ``least``: people, a lower bound of every set that
    the others let derive; None when they hold nobody."""

    hidden: frozenset[str]
    least: int | None
    rounds: int


def link(
    groups: Groups,
    people: Tally,
    floor: int,
    *,
    costs: Mapping[str, int],
    tree: Collection[str] = (),
    of_these: Sequence[Tally] = (),
) -> Linked:
    """``groups``: those large enough to be shown; ``costs``: what hiding one costs, for those that may be hidden.

    ``tree``, ``of_these``: as in ``audit``.
    Raises ValueError when the others alone give a few people away; NotSolved.
    """
    attacks: dict[frozenset[str], None] = {}
    hidden: frozenset[str] = frozenset()
    rounds = 0
    while True:
        rounds += 1
        shown = {code: cells for code, cells in groups.items() if code not in hidden}
        found = audit(shown, people, floor, tree=tree, of_these=of_these)
        if not found.attacks:
            return Linked(hidden, found.least, rounds)
        attacks.update(dict.fromkeys(found.attacks))
        hidden = cover(list(attacks), costs)
