"""Tabulating: opened answers and tagged comments, counted for every node of the wave's frozen tree.

What is counted here is not for anybody's eyes; ``surveys.disclosure.suppress`` says which of it may be shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from surveys.comments.code_frame import Polarity
from surveys.errors import Refusal
from surveys.fieldwork.tree import WaveGroup
from surveys.instruments import answers as given
from surveys.instruments.instrument import Instrument, Item, Kind
from surveys.responses.reader import OpenedAnswers


class UnknownBlock(Refusal):
    """An answer is about a block that the wave's frozen tree does not have."""


@dataclass(frozen=True)
class Table:
    """One measure: node -> people it rests on, option -> node -> people, node -> people exposed."""

    base: Mapping[str, int]
    counts: Mapping[str, Mapping[str, int]]
    exposed: Mapping[str, int]


@dataclass(frozen=True)
class Mention:
    """A comment as far as it is counted: where, on which item, and how it speaks of each theme."""

    block: str
    item: str
    themes: Mapping[str, Polarity]


@dataclass(frozen=True)
class Commenting:
    """Comments by node. ``people`` is the least number of people who can have written them (the largest item of
    each block, added up): comments on different items cannot be joined. ``by_item``: item -> node -> comments."""

    people: Mapping[str, int]
    by_item: Mapping[str, Mapping[str, int]]
    themes: Mapping[str, Table]


_BASE, _EXPOSED, _OPTION = "base", "exposed", "option"
#: block, measure, sort (one of the three above), option
_Mark = tuple[str, str, str, str]


def respondents(tree: Sequence[WaveGroup], opened: Sequence[OpenedAnswers]) -> dict[str, int]:
    """Node -> people who answered in it. Raises UnknownBlock."""
    _check_blocks(tree, {one.block for one in opened})
    marks = ((one.block, "", _BASE, "") for one in opened)
    return dict(_rolled_up(tree, marks).get(("", _BASE, ""), _nobody(tree)))


def items(
    tree: Sequence[WaveGroup], instrument: Instrument, opened: Sequence[OpenedAnswers]
) -> dict[str, Table]:
    """Closed item -> its table. The base is who answered it; of a follow-up, who was asked and answered.

    Each option of a multiple is a yes or no. What the instrument does not offer counts as missing.
    """
    _check_blocks(tree, {one.block for one in opened})
    marks = (mark for one in opened for mark in _marks(instrument, one))
    found = _rolled_up(tree, marks)
    return {
        item.code: _table(tree, found, item.code, [option.value for option in item.options])
        for item in instrument.closed
    }


def commenting(
    tree: Sequence[WaveGroup], mentions: Sequence[Mention], themes: Iterable[str]
) -> Commenting:
    """Comments and their themes by node. Raises UnknownBlock."""
    _check_blocks(tree, {mention.block for mention in mentions})
    written = _rolled_up(tree, ((m.block, m.item, _BASE, "") for m in mentions))
    spoken = _rolled_up(tree, (mark for m in mentions for mark in _theme_marks(m)))
    comments = _rolled_up(tree, ((m.block, "", _BASE, "") for m in mentions))
    base = comments.get(("", _BASE, ""), _nobody(tree))
    tables = {}
    for theme in themes:
        table = _table(tree, spoken, theme, [polarity.value for polarity in Polarity])
        tables[theme] = Table(base, table.counts, table.exposed)
    by_item = {measure: counts for (measure, _, _), counts in written.items()}
    return Commenting(_least_people(tree, by_item), by_item, tables)


def _marks(instrument: Instrument, one: OpenedAnswers) -> Iterator[_Mark]:
    kept: dict[str, str | Sequence[str]] = {}
    for item in instrument.closed:
        values = _offered(item, one.answers.get(item.code, ()))
        if not values or not given.is_asked(item, kept):
            continue
        kept[item.code] = values
        yield one.block, item.code, _BASE, ""
        yield from ((one.block, item.code, _OPTION, value) for value in values)
        if given.is_exposed(item, values):
            yield one.block, item.code, _EXPOSED, ""


def _offered(item: Item, answer: str | Sequence[str]) -> list[str]:
    """The options that were chosen, each once; nothing when a question for one answer has several."""
    chosen = given.chosen(answer)
    values = [option.value for option in item.options if option.value in chosen]
    return values if item.kind is Kind.MULTIPLE or len(values) == 1 else []


def _theme_marks(mention: Mention) -> Iterator[_Mark]:
    for theme, polarity in mention.themes.items():
        yield mention.block, theme, _OPTION, polarity.value
        if polarity is Polarity.NEGATIVE:
            yield mention.block, theme, _EXPOSED, ""


def _rolled_up(
    tree: Sequence[WaveGroup], marks: Iterable[_Mark]
) -> dict[tuple[str, str, str], dict[str, int]]:
    """(measure, sort, option) -> node -> how many marks lie in the node or below it."""
    frame = pd.DataFrame(list(marks), columns=["block", "measure", "sort", "option"])
    if frame.empty:
        return {}
    columns = ["measure", "sort", "option"]
    blocks = frame.groupby(["block", *columns]).size().unstack(columns, fill_value=0)
    lines = _lines(tree)
    lines = lines[lines["block"].isin(blocks.index)]
    rolled = blocks.loc[lines["block"]].set_axis(lines["node"]).groupby(level=0).sum()
    rolled = rolled.reindex([group.code for group in tree], fill_value=0)
    keys = [(str(key[0]), str(key[1]), str(key[2])) for key in rolled.columns]
    return {
        key: {str(node): int(count) for node, count in zip(rolled.index, column, strict=True)}
        for key, column in zip(keys, rolled.to_numpy().T, strict=True)
    }


def _lines(tree: Sequence[WaveGroup]) -> pd.DataFrame:
    """A line for each block and each node that it lies in."""
    parents = {group.code: group.parent_code for group in tree}
    lines = []
    for group in tree:
        node: str | None = group.code
        while group.is_block and node is not None:
            lines.append((group.code, node))
            node = parents[node]
    return pd.DataFrame(lines, columns=["block", "node"])


def _table(
    tree: Sequence[WaveGroup],
    found: Mapping[tuple[str, str, str], dict[str, int]],
    measure: str,
    options: Sequence[str],
) -> Table:
    nobody = _nobody(tree)
    return Table(
        base=found.get((measure, _BASE, ""), nobody),
        counts={value: found.get((measure, _OPTION, value), nobody) for value in options},
        exposed=found.get((measure, _EXPOSED, ""), nobody),
    )


def _least_people(
    tree: Sequence[WaveGroup], by_item: Mapping[str, Mapping[str, int]]
) -> dict[str, int]:
    parents = {group.code: group.parent_code for group in tree}
    least = _nobody(tree)
    for group in tree:
        node: str | None = group.code
        own = max((counts[group.code] for counts in by_item.values()), default=0)
        while group.is_block and node is not None:
            least[node] += own
            node = parents[node]
    return least


def _nobody(tree: Sequence[WaveGroup]) -> dict[str, int]:
    return {group.code: 0 for group in tree}


def _check_blocks(tree: Sequence[WaveGroup], used: set[str]) -> None:
    if not used <= {group.code for group in tree if group.is_block}:
        raise UnknownBlock(
            "Some answers belong to a group that this round does not have. Nothing was counted: "
            "the ballot database may be another round's."
        )
