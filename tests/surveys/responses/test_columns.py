import json
import random
import struct
import zlib
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.responses import columns

ANSWERS = st.dictionaries(st.text(), st.text() | st.lists(st.text()))
ROWS = st.lists(st.tuples(st.text(), ANSWERS), max_size=9)


def read(content: bytes) -> list[Any]:
    return list(chain.from_iterable(columns.loads(content)))


@given(rows=ROWS, batch=st.integers(1, 5), many=st.integers(0, 5))
def test_what_was_written_is_read_in_the_same_order(
    rows: list[columns.Row], batch: int, many: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(columns, "BATCH", batch)
        patched.setattr(columns, "_MANY", many)
        assert read(columns.dumps(rows)) == rows


def test_nobody_gives_no_batch() -> None:
    assert columns.dumps([]) == columns.MAGIC
    assert read(columns.MAGIC) == []


def test_hundreds_of_different_answers_are_kept_apart() -> None:
    rows: list[columns.Row] = [("T1", {"q": f"answer {n}"}) for n in range(700)]
    assert read(columns.dumps(rows)) == rows


def test_half_a_character_can_be_written() -> None:
    rows: list[columns.Row] = [("T1", {"q\ud83d": ["\ud800"]})]
    assert read(columns.dumps(rows)) == rows


def test_no_order_is_in_a_batch_but_that_of_its_rows() -> None:
    chance = random.Random(1)
    rows: list[columns.Row] = [
        (f"T{n % 7}", {f"q{item}": f"{(n * item) % 5}" for item in range(9)}) for n in range(100)
    ]
    turned: list[columns.Row] = [
        (block, dict(chance.sample(list(said.items()), len(said)))) for block, said in rows
    ]
    assert columns.dumps(turned) == columns.dumps(rows)
    (batch,) = columns.loads(columns.dumps(rows))
    for column in (batch.blocks, *batch.answers.values()):
        assert list(column.words) == sorted(column.words)
    assert list(batch.answers) == sorted(batch.answers)


def test_thousands_of_made_up_items_cost_what_they_say() -> None:
    rows: list[columns.Row] = [
        ("T1", {"asked": "yes"} | {f"made up {n} {m}": "x" for m in range(20)}) for n in range(1000)
    ]
    (batch,) = columns.batches(rows)
    assert list(batch) == rows
    written = [len(column.codes) + len(column.places or b"") for column in batch.answers.values()]
    assert len(written) == 20_001
    assert sum(written) == 1000 + 20_000 * 3


def test_what_is_no_answer_is_left_out() -> None:
    odd: list[Any] = [("T1", {"a": 5, "b": None, "c": ["x", 5], "d": {"x": "y"}, "e": "kept"})]
    assert list(chain.from_iterable(columns.batches(odd))) == [("T1", {"e": "kept"})]


@pytest.mark.parametrize("row", ["T1", ["T1"], [5, {}], ["T1", "x"], ["T1", {}, {}], None, 7])
def test_what_is_no_row_is_refused_without_repeating_it(row: Any) -> None:
    with pytest.raises(ValueError, match=r"^not a block and its answers$"):
        columns.dumps([("T1", {"a": "b"}), row])


def framed(head: object) -> bytes:
    inner = json.dumps(head).encode()
    packed = zlib.compress(struct.pack("<I", len(inner)) + inner)
    return columns.MAGIC + struct.pack("<I", len(packed)) + packed


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x" * 40,
        columns.MAGIC + b"abc",
        columns.dumps([("T1", {"a": "b"})])[:-3],
        framed({"rows": 1}),
        framed({"rows": 1, "items": ["a"], "columns": [[["T1"], 1, None]]}),
        framed([]),
    ],
)
def test_what_was_not_written_here_is_an_error(content: bytes) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, zlib.error, struct.error)):
        read(content)
