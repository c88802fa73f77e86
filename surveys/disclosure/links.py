"""Links: groups of people who gave one answer to an attribute (their role), for the whole organisation only.

They overlap the groups of the tree, so that only the difference audit can tell which of them may be shown.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.disclosure.audit import second_opinion
from surveys.disclosure.dissent import without_dissent
from surveys.disclosure.linked import link
from surveys.disclosure.regions import Cell, Groups, Tally
from surveys.fieldwork import rest_names
from surveys.instruments.instrument import Item
from surveys.releases.document import Group

REST = "~rest"
#: More attributes than these cut any organisation into single people.
MOST = 8


@dataclass(frozen=True)
class Links:
    """``members``: shown attribute group -> its cells; ``attribute``: the same codes -> the item asked."""

    members: Groups
    attribute: Mapping[str, str]

    def of(self, cell: Cell) -> tuple[str, ...]:
        """The shown groups that a cell counts in."""
        return tuple(code for code, cells in self.members.items() if cell in cells)


@dataclass(frozen=True)
class Chosen:
    """The attribute groups that stay, and how few people what is shown can be made to isolate (None: nobody is counted)."""

    shown: frozenset[str]
    least: int | None


def code_of(attribute: str, value: str) -> str:
    return f"{attribute}={value}"


def members(attributes: Sequence[Item], cells: Collection[Cell]) -> dict[str, frozenset[Cell]]:
    """Every answer of every attribute -> the cells of those who gave it. Cells have attributes in the order of ``attributes``."""
    return {
        code_of(item.code, option.value): frozenset(
            cell for cell in cells if len(cell) > place and cell[place] == option.value
        )
        for place, item in enumerate(attributes, start=1)
        for option in item.options
    }


def choose(
    tree: Groups,
    links: Links,
    start: Collection[str],
    tallies: Sequence[Tally],
    floor: int,
    *,
    options: Sequence[Tally] = (),
) -> Chosen:
    """Of the groups ``start``, those that may be shown beside the groups of ``tree`` for each of ``tallies``.

    ``tree``: group -> cells, safe by itself; without it nothing is shown. ``options``: a tally an answer, where the rule on alike
    answers holds; then ``tallies[0]`` is their sum. Raises NotSolved.
    """
    if not tree:
        return Chosen(frozenset(), None)
    shown = frozenset(start)
    while True:
        kept, least = shown, []
        for tally in tallies:
            found = _audited(tree, links, kept, tally, floor)
            kept = found.shown
            least += [] if found.least is None else [found.least]
        if options:
            own = {code: links.members[code] for code in kept}
            kept -= without_dissent(tree, own, tallies[0], options)
        if kept == shown:
            return Chosen(shown, min(least, default=None))
        shown = kept


def _audited(tree: Groups, links: Links, start: frozenset[str], tally: Tally, floor: int) -> Chosen:
    sizes = {code: _people(tally, links.members[code]) for code in start}
    large = {code: links.members[code] for code, size in sizes.items() if size >= floor}
    dear = sum(tally.values()) + 1
    found = link(
        {**tree, **large},
        tally,
        floor,
        costs={code: dear + sizes[code] for code in large},
        tree=tree.keys(),
    )
    return Chosen(frozenset(large) - found.hidden, found.least)


def arrange(
    tree: Groups, attributes: Sequence[Item], respondents: Tally, floor: int
) -> tuple[Links, int | None]:
    """The attribute groups of a round, those left over counted together; and the least number of people derivable."""
    every = members(attributes, respondents.keys())
    asked = {
        code_of(item.code, option.value): item.code
        for item in attributes
        for option in item.options
    }
    chosen = choose(tree, Links(every, asked), every.keys(), [respondents], floor)
    shown = {code: cells for code, cells in every.items() if code in chosen.shown}
    second_opinion({**tree, **shown}, respondents, floor)
    if tree:
        for item in attributes:
            inside = [shown[code] for code in shown if asked[code] == item.code]
            rest = frozenset(respondents).difference(*inside)
            if inside and rest:
                shown[item.code + "=" + REST] = rest
                asked[item.code + "=" + REST] = item.code
    return Links(shown, {code: asked[code] for code in shown}), chosen.least


def few_left(links: Links, attribute: str, base: Tally, floor: int) -> bool:
    """Whether how many answered an attribute (``base``), minus its shown groups, is a few people: those whose answer is hidden."""
    own = [
        cells
        for code, cells in links.members.items()
        if links.attribute[code] == attribute and code != code_of(attribute, REST)
    ]
    left = sum(people for cell, people in base.items() if not any(cell in cells for cells in own))
    return bool(own) and 0 < left < floor


def groups(attributes: Sequence[Item], links: Links, top: str) -> Iterator[Group]:
    """The groups as a release names them: every answer of every attribute, then those left over."""
    for item in attributes:
        rest = code_of(item.code, REST)
        combined_in = rest if rest in links.members else None
        for option in item.options:
            code = code_of(item.code, option.value)
            shown = code in links.members
            yield _group(item, code, top, option.text, shown, combined_in)
        if combined_in:
            yield _group(item, rest, top, REST_NAMES, True, None)


REST_NAMES = rest_names.ANSWERS


def _group(
    item: Item,
    code: str,
    top: str,
    names: Mapping[str, str],
    shown: bool,
    combined_in: str | None,
) -> Group:
    return Group(
        code=code,
        parent=top,
        names=dict(names),
        kind="combined" if code.endswith(REST) else "attribute",
        teams=0,
        status="shown" if shown else "combined",
        combined_in=None if shown else combined_in,
        depth=0,
        position=0,
        attribute=item.code,
    )


def _people(tally: Tally, cells: Collection[Cell]) -> int:
    return sum(count for cell, count in tally.items() if cell in cells)
