"""Tabulating: opened answers and tagged comments, counted by block and by who answered.

What is counted here is not for anybody's eyes; ``surveys.disclosure.suppress`` says which of it may be shown.
Blocks are added up to groups in ``surveys.disclosure.arrange``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from surveys.comments.code_frame import Polarity
from surveys.disclosure import sheet
from surveys.disclosure.sheet import Sheet
from surveys.errors import Refusal
from surveys.fieldwork.tree import WaveGroup
from surveys.instruments import answers as given
from surveys.instruments.instrument import Instrument, Item
from surveys.responses import reader
from surveys.responses.reader import OpenedAnswers

#: A block, then the answer to each attribute in the order of ``Instrument.attributes``; "" where there is none.
Cell: TypeAlias = tuple[str, ...]
#: Cell -> people (of comments: comments). Cells with nobody are left out.
Tally: TypeAlias = Mapping[Cell, int]


class UnknownBlock(Refusal):
    """An answer is about a block that the wave's frozen tree does not have."""


@dataclass(frozen=True)
class Table:
    """One measure: the people it rests on, every option -> who took it, and the people exposed."""

    base: Tally
    counts: Mapping[str, Tally]
    exposed: Tally


@dataclass(frozen=True)
class Mention:
    """A comment as far as it is counted: where, on which item, and how it speaks of each theme."""

    block: str
    item: str
    themes: Mapping[str, Polarity]


@dataclass(frozen=True)
class Commenting:
    """Comments by block: cells are ``(block,)``. ``people`` is the least number of people who can have written them
    (the largest item of each block): comments on different items cannot be joined. ``by_item``: item -> comments."""

    people: Tally
    by_item: Mapping[str, Tally]
    themes: Mapping[str, Table]


def respondents(
    tree: Sequence[WaveGroup], instrument: Instrument, opened: Iterable[OpenedAnswers]
) -> Tally:
    """People who answered. Raises UnknownBlock."""
    laid = _sheet(tree, instrument, opened)
    return _tally(laid, np.ones(len(laid.places), dtype=bool))


def items(
    tree: Sequence[WaveGroup], instrument: Instrument, opened: Iterable[OpenedAnswers]
) -> dict[str, Table]:
    """Closed item -> its table. The base is who answered it; of a follow-up, who was asked and answered.

    Each option of a multiple is a yes or no. What the instrument does not offer counts as missing. Raises UnknownBlock.
    """
    laid = _sheet(tree, instrument, opened)
    return {item.code: _table(item, laid) for item in instrument.closed}


def commenting(
    tree: Sequence[WaveGroup], mentions: Sequence[Mention], themes: Iterable[str]
) -> Commenting:
    """Comments and their themes by block. Raises UnknownBlock."""
    _check_blocks(tree, {mention.block for mention in mentions})
    written: defaultdict[str, Counter[Cell]] = defaultdict(Counter)
    for mention in mentions:
        written[mention.item][mention.block,] += 1
    people: Counter[Cell] = Counter()
    for counted in written.values():
        people |= counted  # the larger of the two, block by block
    base: Counter[Cell] = Counter((mention.block,) for mention in mentions)
    tables = {theme: _theme(theme, dict(base), mentions) for theme in themes}
    by_item = {item: dict(counted) for item, counted in written.items()}
    return Commenting(dict(people), by_item, tables)


def _sheet(
    tree: Sequence[WaveGroup], instrument: Instrument, opened: Iterable[OpenedAnswers]
) -> Sheet:
    batches = reader.columned(opened).batches
    _check_blocks(tree, {str(word) for batch in batches for word in batch.blocks.words})
    return sheet.lay_out(instrument, batches)


def _table(item: Item, laid: Sheet) -> Table:
    said = laid.said[item.code]
    return Table(
        base=_tally(laid, said.who([choice != () for choice in said.choices])),
        counts={
            option.value: _tally(
                laid, said.who([option.value in choice for choice in said.choices])
            )
            for option in item.options
        },
        exposed=_tally(laid, said.who([given.is_exposed(item, c) for c in said.choices])),
    )


def _tally(laid: Sheet, who: npt.NDArray[np.bool_]) -> dict[Cell, int]:
    counts = np.bincount(laid.places[who], minlength=len(laid.cells))
    there = np.flatnonzero(counts)
    cells = (laid.cells[place] for place in there.tolist())
    return dict(zip(cells, counts[there].tolist(), strict=True))


def _theme(theme: str, base: Tally, mentions: Sequence[Mention]) -> Table:
    counts: dict[str, dict[Cell, int]] = {polarity.value: {} for polarity in Polarity}
    for mention in mentions:
        if theme in mention.themes:
            tally, cell = counts[mention.themes[theme].value], (mention.block,)
            tally[cell] = tally.get(cell, 0) + 1
    return Table(base, counts, exposed=counts[Polarity.NEGATIVE.value])


def _check_blocks(tree: Sequence[WaveGroup], used: set[str]) -> None:
    if not used <= {group.code for group in tree if group.is_block}:
        raise UnknownBlock(
            "Some answers belong to a group that this round does not have. Nothing was counted: "
            "the ballot database may be another round's."
        )
