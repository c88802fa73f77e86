"""Tabulating: opened answers and tagged comments, counted by block and by who answered.

What is counted here is not for anybody's eyes; ``surveys.disclosure.suppress`` says which of it may be shown.
Blocks are added up to groups in ``surveys.disclosure.arrange``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from surveys.comments.code_frame import Polarity
from surveys.errors import Refusal
from surveys.fieldwork.tree import WaveGroup
from surveys.instruments import answers as given
from surveys.instruments.instrument import Instrument, Item, Kind
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


#: What one person said, as far as the instrument offers it: item -> options, in the order of the instrument.
_Kept: TypeAlias = dict[str, Sequence[str]]


def respondents(
    tree: Sequence[WaveGroup], instrument: Instrument, opened: Sequence[OpenedAnswers]
) -> Tally:
    """People who answered. Raises UnknownBlock."""
    _check_blocks(tree, {one.block for one in opened})
    return Counter(cell for cell, _ in _people(instrument, opened))


def items(
    tree: Sequence[WaveGroup], instrument: Instrument, opened: Sequence[OpenedAnswers]
) -> dict[str, Table]:
    """Closed item -> its table. The base is who answered it; of a follow-up, who was asked and answered.

    Each option of a multiple is a yes or no. What the instrument does not offer counts as missing. Raises UnknownBlock.
    """
    _check_blocks(tree, {one.block for one in opened})
    people = list(_people(instrument, opened))
    return {item.code: _table(item, people) for item in instrument.closed}


def commenting(
    tree: Sequence[WaveGroup], mentions: Sequence[Mention], themes: Iterable[str]
) -> Commenting:
    """Comments and their themes by block. Raises UnknownBlock."""
    _check_blocks(tree, {mention.block for mention in mentions})
    by_item: defaultdict[str, Counter[Cell]] = defaultdict(Counter)
    for mention in mentions:
        by_item[mention.item][mention.block,] += 1
    people: Counter[Cell] = Counter()
    for counted in by_item.values():
        people |= counted  # the larger of the two, block by block
    base: Counter[Cell] = Counter((mention.block,) for mention in mentions)
    return Commenting(
        people, dict(by_item), {theme: _theme(theme, base, mentions) for theme in themes}
    )


def _people(
    instrument: Instrument, opened: Sequence[OpenedAnswers]
) -> Iterator[tuple[Cell, _Kept]]:
    for one in opened:
        kept: _Kept = {}
        for item in instrument.closed:
            values = _offered(item, one.answers.get(item.code, ()))
            if values and given.is_asked(item, kept):
                kept[item.code] = values
        yield (one.block, *(_attribute(item, kept) for item in instrument.attributes)), kept


def _attribute(item: Item, kept: _Kept) -> str:
    """The answer that sorts a person: of several at once none does."""
    return "" if item.kind is Kind.MULTIPLE else next(iter(kept.get(item.code, ())), "")


def _offered(item: Item, answer: str | Sequence[str]) -> list[str]:
    """The options that were chosen, each once; nothing when a question for one answer has several."""
    chosen = given.chosen(answer)
    values = [option.value for option in item.options if option.value in chosen]
    return values if item.kind is Kind.MULTIPLE or len(values) == 1 else []


def _table(item: Item, people: Sequence[tuple[Cell, _Kept]]) -> Table:
    answered = [(cell, kept[item.code]) for cell, kept in people if item.code in kept]
    return Table(
        base=Counter(cell for cell, _ in answered),
        counts={
            option.value: Counter(cell for cell, values in answered if option.value in values)
            for option in item.options
        },
        exposed=Counter(cell for cell, values in answered if given.is_exposed(item, values)),
    )


def _theme(theme: str, base: Tally, mentions: Sequence[Mention]) -> Table:
    counts: dict[str, Counter[Cell]] = {polarity.value: Counter() for polarity in Polarity}
    for mention in mentions:
        if theme in mention.themes:
            counts[mention.themes[theme].value][mention.block,] += 1
    return Table(base, counts, exposed=counts[Polarity.NEGATIVE.value])


def _check_blocks(tree: Sequence[WaveGroup], used: set[str]) -> None:
    if not used <= {group.code for group in tree if group.is_block}:
        raise UnknownBlock(
            "Some answers belong to a group that this round does not have. Nothing was counted: "
            "the ballot database may be another round's."
        )
