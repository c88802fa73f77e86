"""Four corners: a quick proof that a region is safe, without a linear programme.

Cut the groups into two kinds, here those of the tree and all others. A region is then a pair (P, Q) of what is known of it by each kind, and
``u(P, Q) = a(P) + b(Q)``. So for any (P', Q') the four corners balance: ``u(P, Q) + u(P', Q') = u(P, Q') + u(P', Q)``. When all four
hold people, ``u(P, Q) = 1`` and ``u ≥ 0`` force the two corners beside it to at least 1 together, which costs the smaller of the two.
Pairs that share no region add up. Beside them stand the people of the region itself. What comes out is at most the
optimum of the programme in ``audit``, and mostly enough.
"""

from collections.abc import Collection, Iterable, Sequence

from surveys.disclosure.regions import Regions

_Known = tuple[int, ...]


class Corners:
    """Regions by what the two kinds of groups know of them. ``tree``: the groups of one kind."""

    def __init__(self, found: Regions, tree: Collection[str]) -> None:
        nested = {number for number, code in enumerate(found.groups) if code in tree}
        self.places = [_cut(known, nested) for known in found.known]
        self.rows: dict[_Known, list[_Known]] = {}
        self.columns: dict[_Known, list[_Known]] = {}
        for tree_side, other_side in self.places:
            self.rows.setdefault(tree_side, []).append(other_side)
            self.columns.setdefault(other_side, []).append(tree_side)

    def bounds(
        self, people: Sequence[int], regions: Iterable[int], *, enough: int
    ) -> dict[int, int]:
        """Region -> people (``people``: those of every region) in each derivable set around it: at least so many.

        No search goes on beyond ``enough``: a region that holds as many itself is not looked at.
        """
        held = dict(zip(self.places, people, strict=True))
        return {
            region: people[region]
            if people[region] >= enough
            else _bound(self.places[region], held, self.rows, self.columns, enough)
            for region in regions
        }


def bounds(found: Regions, tree: Collection[str], *, enough: int) -> tuple[int, ...]:
    """The same for every region."""
    every = range(len(found.people))
    return tuple(Corners(found, tree).bounds(found.people, every, enough=enough).values())


def _cut(known: _Known, nested: Collection[int]) -> tuple[_Known, _Known]:
    return tuple(n for n in known if n in nested), tuple(n for n in known if n not in nested)


def _bound(
    place: tuple[_Known, _Known],
    people: dict[tuple[_Known, _Known], int],
    rows: dict[_Known, list[_Known]],
    columns: dict[_Known, list[_Known]],
    enough: int,
) -> int:
    """Greedy: every person of a corner is counted once."""
    here, kind = place
    total = people[place]
    left_here = {other: people[here, other] for other in rows[here] if other != kind}
    for there in columns[kind]:
        if total >= enough or not left_here:
            break
        if there == here:
            continue
        left_there = people[there, kind]
        for other in [other for other in left_here if (there, other) in people]:
            taken = min(left_here[other], left_there)
            left_here[other] -= taken
            left_there -= taken
            total += taken
            if not left_here[other]:
                del left_here[other]
            if not left_there:
                break
    return total
