"""Columns: many people's answers written item by item, as codes that can be counted without taking them apart.

Rows are shuffled before they come here (``parting``). A batch names its blocks, items and answers in the order of the
alphabet and refers to nothing outside itself, so that no order but that shuffle is in it.
"""

import json
import struct
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final, TypeAlias, cast

from surveys.responses.packing import Answers

#: What a blob of answers begins with. One without it is older: a list of rows as JSON.
MAGIC: Final = b"pulse-answers/2\n"
#: Rows of a batch: few enough for codes and places of two bytes, and for a processor’s cache while they are written.
BATCH: Final = 4_000
#: No round asks as many items. Somebody who makes up thousands must not cost a code a row for each of them: where there
#: are more, one that fewer than one row in ``_SELDOM`` has is written with the places where it is.
_MANY: Final = 250
_SELDOM: Final = 8
_HEAD: Final = struct.Struct("<I")

#: An answer: one text, or several.
Word: TypeAlias = str | tuple[str, ...]
#: A block, and item -> answer.
Row: TypeAlias = tuple[str, dict[str, str | Sequence[str]]]


@dataclass(frozen=True)
class Column:
    """Code n stands for ``words[n - 1]``, 0 for no answer. ``codes`` are little-endian, ``width`` bytes each.

    ``places``: the rows they belong to, two bytes each; None: one code a row.
    """

    words: tuple[Word, ...]
    width: int
    codes: bytes
    places: bytes | None = None

    def said(self) -> Iterator[tuple[int, Word]]:
        """(row, answer) of those who answered."""
        codes = _unpacked(self.codes, self.width)
        places = range(len(codes)) if self.places is None else _unpacked(self.places, 2)
        return (
            (place, self.words[code - 1]) for place, code in zip(places, codes, strict=True) if code
        )


@dataclass(frozen=True)
class Batch:
    """So many people's blocks, and item -> their answers."""

    rows: int
    blocks: Column
    answers: Mapping[str, Column]

    def __iter__(self) -> Iterator[tuple[str, Answers]]:
        answers: list[dict[str, str | list[str]]] = [{} for _ in range(self.rows)]
        for item, column in self.answers.items():
            for place, word in column.said():
                answers[place][item] = word if isinstance(word, str) else list(word)
        return ((str(block), answers[place]) for place, block in self.blocks.said())


def batches(rows: Iterable[Row]) -> Iterator[Batch]:
    """The rows in the order given. What is neither a text nor a list of texts is no answer.

    Raises ValueError for something that is no row.
    """
    left = iter(rows)
    while some := list(islice(left, BATCH)):
        yield _batch(some)


def dumps(rows: Iterable[Row]) -> bytes:
    """The rows in the order given, a batch at a time. Raises ValueError for something that is no row."""
    return MAGIC + b"".join(_framed(zlib.compress(_written(batch))) for batch in batches(rows))


def loads(content: bytes) -> Iterator[Batch]:
    """What ``dumps`` wrote. Raises ValueError, LookupError, TypeError, zlib.error or struct.error for anything else."""
    if not content.startswith(MAGIC):
        raise ValueError("not a blob of answers")
    place = len(MAGIC)
    while place < len(content):
        (size,) = _HEAD.unpack_from(content, place)
        place += _HEAD.size + size
        yield _read(zlib.decompress(content[place - size : place]))


def _batch(rows: Sequence[Row]) -> Batch:
    if not all(map(_is_row, rows)):
        raise ValueError("not a block and its answers")
    items: set[str] = set().union(*(given for _, given in rows))
    often = sorted(items if len(items) <= _MANY else _often(rows))
    # Row by row: a row lies somewhere in memory since the shuffle, and is gone to once.
    table = zip(*(tuple(map(given.get, often)) for _, given in rows), strict=True)
    columns = {item: _column(answers) for item, answers in zip(often, table, strict=True)}
    if len(often) < len(items):
        columns |= _seldom(rows, often)
    blocks = _column([block for block, _ in rows])
    return Batch(len(rows), blocks, {item: columns[item] for item in sorted(items)})


def _often(rows: Sequence[Row]) -> list[str]:
    times = Counter(chain.from_iterable(given for _, given in rows))
    return [item for item, count in times.items() if count * _SELDOM >= len(rows)]


def _is_row(row: object) -> bool:
    match row:
        case [str(), dict()]:
            return True
    return False


def _seldom(rows: Sequence[Row], often: Iterable[str]) -> dict[str, Column]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    answers: defaultdict[str, list[object]] = defaultdict(list)
    for place, (_, given) in enumerate(rows):
        for item in given.keys() - often:
            places[item].append(place)
            answers[item].append(given[item])
    return {item: _column(answers[item], _packed(places[item], 2)) for item in places}


def _column(answers: Sequence[object], places: bytes | None = None) -> Column:
    words = cast("Sequence[Word | None]", answers)
    if not set(map(type, answers)) <= {str, type(None)}:
        words = [_word(answer) for answer in answers]
    known = sorted({word for word in set(words) if word is not None}, key=json.dumps)
    number: dict[Word | None, int] = {word: code for code, word in enumerate(known, start=1)}
    number[None] = 0
    width = 1 if len(known) < 256 else 2
    codes = _packed(list(map(number.__getitem__, words)), width)
    return Column(tuple(known), width, codes, places)


def _word(answer: object) -> Word | None:
    if isinstance(answer, str):
        return answer
    if isinstance(answer, list | tuple) and set(map(type, answer)) <= {str}:
        return tuple(answer)
    return None


def _written(batch: Batch) -> bytes:
    """``u32 length ‖ head ‖ codes and places, column by column``, blocks first."""
    columns = [batch.blocks, *batch.answers.values()]
    head = {
        "rows": batch.rows,
        "items": list(batch.answers),
        "columns": [
            [column.words, column.width, None if column.places is None else len(column.places) // 2]
            for column in columns
        ],
    }
    parts = chain.from_iterable((column.codes, column.places or b"") for column in columns)
    return _framed(json.dumps(head).encode()) + b"".join(parts)


def _read(written: bytes) -> Batch:
    (size,) = _HEAD.unpack_from(written)
    place = _HEAD.size + size
    head = json.loads(written[_HEAD.size : place])
    columns = []
    for words, width, seldom in head["columns"]:
        codes = place + width * (head["rows"] if seldom is None else seldom)
        end = codes + 2 * (seldom or 0)
        places = None if seldom is None else written[codes:end]
        known = tuple(word if isinstance(word, str) else tuple(word) for word in words)
        columns.append(Column(known, width, written[place:codes], places))
        place = end
    return Batch(head["rows"], columns[0], dict(zip(head["items"], columns[1:], strict=True)))


def _framed(content: bytes) -> bytes:
    return _HEAD.pack(len(content)) + content


def _packed(numbers: Sequence[int], width: int) -> bytes:
    return struct.pack(f"<{len(numbers)}{'BH'[width - 1]}", *numbers)


def _unpacked(packed: bytes, width: int) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // width}{'BH'[width - 1]}", packed)
