"""The sheet: everybody's answers as columns of numbers, as far as the instrument offers them.

Each rule (what is offered, who is asked) is applied once to every different answer, and the outcome looked up for every
person: a million people give a handful of different answers to an item.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from surveys.instruments import answers as given
from surveys.instruments.instrument import Instrument, Item, Kind
from surveys.responses.columns import Batch, Column

Numbers: TypeAlias = npt.NDArray[np.int64]
#: Options that were chosen, in the order of the instrument; () where there is no answer.
Choice: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """Answers to one item: person n gave ``choices[numbers[n]]``; ``choices[0]`` is ()."""

    choices: tuple[Choice, ...]
    numbers: npt.NDArray[np.int32]

    def who(self, truths: Sequence[bool]) -> npt.NDArray[np.bool_]:
        """The people whose choice it holds for; ``truths``: one a choice."""
        return np.array(truths, dtype=bool)[self.numbers]


@dataclass(frozen=True)
class Sheet:
    """Person n is in ``cells[places[n]]``: a block and an answer to each attribute. ``said``: closed item -> answers."""

    cells: tuple[tuple[str, ...], ...]
    places: Numbers
    said: Mapping[str, Said]


def lay_out(instrument: Instrument, batches: Sequence[Batch]) -> Sheet:
    """What was offered and asked, and nothing else."""
    said: dict[str, Said] = {}
    for item in instrument.closed:
        said[item.code] = _asked(item, _offered(item, batches), said)
    cells, places = _blocks(batches)
    for item in instrument.attributes:
        cells, places = _split(cells, places, item, said[item.code])
    return Sheet(cells, places, said)


def _offered(item: Item, batches: Sequence[Batch]) -> Said:
    known: dict[Choice, int] = {(): 0}
    parts = [np.zeros(0, dtype=np.int32)]
    for batch in batches:
        column = batch.answers.get(item.code)
        if column is None:
            parts.append(np.zeros(batch.rows, dtype=np.int32))
            continue
        choices = [(), *(_choice(item, word) for word in column.words)]
        numbers = [known.setdefault(choice, len(known)) for choice in choices]
        parts.append(np.array(numbers, dtype=np.int32)[_codes(column, batch.rows)])
    return Said(tuple(known), np.concatenate(parts))


def _choice(item: Item, answer: str | Sequence[str]) -> Choice:
    """The options that were chosen, each once; nothing when a question for one answer has several."""
    chosen = given.chosen(answer)
    values = tuple(option.value for option in item.options if option.value in chosen)
    return values if item.kind is Kind.MULTIPLE or len(values) == 1 else ()


def _codes(column: Column, rows: int) -> npt.NDArray[np.unsignedinteger]:
    codes = np.frombuffer(column.codes, dtype=f"<u{column.width}")
    if column.places is None:
        return codes
    spread = np.zeros(rows, dtype=codes.dtype)
    spread[np.frombuffer(column.places, dtype="<u2")] = codes
    return spread


def _asked(item: Item, said: Said, before: Mapping[str, Said]) -> Said:
    """The same without the answers of those who were not asked."""
    if item.follows is None:
        return said
    code = item.follows.item
    parent = before.get(code, Said(((),), np.zeros(len(said.numbers), dtype=np.int32)))
    leads = [given.is_asked(item, {code: choice} if choice else {}) for choice in parent.choices]
    return Said(said.choices, np.where(parent.who(leads), said.numbers, np.int32(0)))


def _blocks(batches: Sequence[Batch]) -> tuple[tuple[tuple[str, ...], ...], Numbers]:
    codes = sorted({str(word) for batch in batches for word in batch.blocks.words})
    number = {code: place for place, code in enumerate(codes)}
    parts = [np.zeros(0, dtype=np.int64)]
    for batch in batches:
        numbers = [number[str(word)] for word in batch.blocks.words]
        # Code 0, "no block", does not come: the codes of a batch's blocks begin with 1.
        parts.append(np.array([0, *numbers], dtype=np.int64)[_codes(batch.blocks, batch.rows)])
    return tuple((code,) for code in codes), np.concatenate(parts)


def _split(
    cells: Sequence[tuple[str, ...]], places: Numbers, item: Item, said: Said
) -> tuple[tuple[tuple[str, ...], ...], Numbers]:
    """Each cell by the answers to an attribute. Several answers at once sort nobody."""
    if item.kind is Kind.MULTIPLE:
        return tuple((*cell, "") for cell in cells), places
    answers = [choice[0] if choice else "" for choice in said.choices]
    width = len(answers)
    split, found = pd.factorize(places * width + said.numbers, sort=True)
    pairs = (divmod(int(pair), width) for pair in found)
    return tuple((*cells[cell], answers[answer]) for cell, answer in pairs), split
