"""Placing: which people are counted in which groups of a release, for an attacker who knows everybody's team and answers."""

from collections.abc import Collection, Hashable, Iterator, Mapping

from surveys.disclosure.attacks.known import Cell
from surveys.disclosure.attacks.reading import REST, Reading


def groups(
    release: Reading, held: Collection[str], cells: Collection[Cell]
) -> dict[str, set[Hashable]]:
    """Each of the groups ``held`` -> its cells."""
    found: dict[str, set[Hashable]] = {group: set() for group in held}
    attributes = [code for code, item in release.items.items() if item.get("attribute")]
    blocks = {block: tuple(_around(release, block)) for block in {cell[0] for cell in cells}}
    shown = {
        code: group.get("status") == "shown"
        for code, group in release.groups.items()
        if release.attribute(code) is not None
    }
    for cell in cells:
        for group in (*blocks[cell[0]], *_by_answers(attributes, cell[1:], shown)):
            if group in found:
                found[group].add(cell)
    return found


def _around(release: Reading, block: str) -> Iterator[str]:
    yield block
    yield from release.above(block)
    yield str(release.groups.get(block, {}).get("combined_in"))


def _by_answers(
    attributes: list[str], answers: tuple[str, ...], shown: Mapping[str, bool]
) -> Iterator[str]:
    for attribute, answer in zip(attributes, answers, strict=False):
        own = f"{attribute}={answer}"
        yield own if shown.get(own) else f"{attribute}={REST}"
