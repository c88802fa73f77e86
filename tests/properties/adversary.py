"""An adversary who knows the organisation and reads a release: exact linear algebra, and patience.

It shares nothing with what builds or attacks a release: groups are sets of blocks, figures are equations.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any, TypeVar

Release = Mapping[str, Any]
Blocks = frozenset[str]
#: A block and an answer to the attribute "role" ("" for none).
Cell = tuple[str, str]
T = TypeVar("T", bound=Hashable)


def cells_of(release: Release, cells: Sequence[Cell]) -> dict[str, frozenset[Cell]]:
    """Shown group -> its cells, attribute groups among them: who gave that answer, or none that is shown."""
    blocks = blocks_of(release, sorted({block for block, _ in cells}))
    shown = {code: {c for c in cells if c[0] in own} for code, own in blocks.items()}
    roles = {
        group["code"]: group["code"].removeprefix("role=")
        for group in release["groups"]
        if group.get("attribute") == "role" and group["status"] == "shown"
    }
    for code, role in roles.items():
        rest = role == "~rest"
        shown[code] = {c for c in cells if (c[1] not in roles.values() if rest else c[1] == role)}
    return {code: frozenset(own) for code, own in shown.items()}


def blocks_of(release: Release, blocks: Sequence[str]) -> dict[str, Blocks]:
    """Shown group of the tree -> its blocks. A block counts in every node above it, and in what it is combined in."""
    rows = {g["code"]: g for g in release["groups"] if g.get("attribute") is None}
    inside: dict[str, set[str]] = {code: set() for code in rows}
    for block in blocks:
        above: str | None = block
        while above is not None:
            inside[above].add(block)
            above = rows[above]["parent"]
        combined = rows[block]["combined_in"]
        if combined is not None:
            inside[combined].add(block)
    return {code: frozenset(own) for code, own in inside.items()}


def equations(release: Release) -> dict[tuple[str, str], frozenset[str]]:
    """(subject, measure) -> the groups for which a number is given."""
    found: dict[tuple[str, str], set[str]] = {}
    for cell in release["cells"]:
        if cell["base"] is not None:
            found.setdefault((cell["subject"], cell["measure"]), set()).add(cell["group_code"])
    return {measure: frozenset(groups) for measure, groups in found.items()}


def derivable(known: Sequence[frozenset[T]], blocks: Sequence[T]) -> Iterator[frozenset[T]]:
    """Every set of blocks (or cells) whose total follows from the totals of the known sets."""
    basis = _basis([[Fraction(block in one) for block in blocks] for one in known])
    for size in range(1, len(blocks) + 1):
        for some in combinations(blocks, size):
            if not any(_reduce([Fraction(block in some) for block in blocks], basis)):
                yield frozenset(some)


def _basis(rows: list[list[Fraction]]) -> list[tuple[int, list[Fraction]]]:
    basis: list[tuple[int, list[Fraction]]] = []
    for row in rows:
        rest = _reduce(row, basis)
        place = next((n for n, value in enumerate(rest) if value), None)
        if place is not None:
            basis.append((place, [value / rest[place] for value in rest]))
    return basis


def _reduce(row: list[Fraction], basis: list[tuple[int, list[Fraction]]]) -> list[Fraction]:
    for place, one in basis:
        if row[place]:
            row = [value - row[place] * other for value, other in zip(row, one, strict=True)]
    return row
