import json
import secrets
import zlib
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Session

from surveys.comments.kept import Kept
from surveys.comments.readers import Reader
from surveys.keyring import Keyring
from surveys.responses import opened, packing, reader
from surveys.responses.opened import Kind, Opened
from surveys.responses.reader import Damaged, OpenedAnswers, OpenedComment

WAVE = "2026-12"
SECRET = "my manager shouts"
ROWS: list[Any] = [
    ["north", {"q1": "agree", "q2": ["a", "b"]}],
    ["south", {}],
    ["north", {"q1": SECRET}],
]


@pytest.fixture
def key(keyring: Keyring) -> bytes:
    made = secrets.token_bytes(opened.KEY_BYTES)
    keyring.write(opened.key_name(WAVE), made)
    return made


def store(ballot: Session, key: bytes, content: bytes, kind: Kind = Kind.ANSWERS) -> None:
    """A blob with this in it, encrypted as all are."""
    nonce = secrets.token_bytes(12)
    padded = packing.pad(content, 65536)
    blob = nonce + AESGCM(key).encrypt(nonce, padded, f"pulse/1|{WAVE}|{kind}".encode())
    ballot.add(Opened(wave=WAVE, kind=kind, blob=blob, rows=3))
    ballot.flush()


def test_answers_can_be_counted_and_gone_through(
    ballot: Session, keyring: Keyring, key: bytes
) -> None:
    ballot.add(opened.encrypt(key, WAVE, Kind.ANSWERS, ROWS))
    found = reader.answers(ballot, keyring, WAVE)
    assert len(found) == 3
    assert [[one.block, one.answers] for one in found] == ROWS
    assert reader.columned(found) is found
    assert reader.columned(list(found)) == found


def test_a_list_of_rows_from_an_earlier_version_is_read(
    ballot: Session, keyring: Keyring, key: bytes
) -> None:
    store(ballot, key, zlib.compress(json.dumps(ROWS, ensure_ascii=False).encode()))
    assert [[one.block, one.answers] for one in reader.answers(ballot, keyring, WAVE)] == ROWS


def test_comments_are_read(ballot: Session, keyring: Keyring, key: bytes) -> None:
    rows: list[Any] = [
        ["north", "why", SECRET, "union"],  # from an earlier version
        ["north", "why", "[name]", "union", [[0, "Mosaic Plus"]]],
    ]
    ballot.add(opened.encrypt(key, WAVE, Kind.COMMENTS, rows))
    assert reader.comments(ballot, keyring, WAVE) == (
        OpenedComment("north", "why", SECRET, Reader.UNION),
        OpenedComment("north", "why", "[name]", Reader.UNION, (Kept(0, "Mosaic Plus"),)),
    )


@pytest.mark.parametrize(
    "rows",
    [
        {"a": SECRET},
        [SECRET],
        [["north", SECRET]],
        [["north"]],
        [[1, {}]],
        7,
        [["n", "w", SECRET, "union", [SECRET]]],
    ],
)
def test_rows_of_another_shape_are_refused_without_repeating_them(
    ballot: Session, keyring: Keyring, key: bytes, rows: object
) -> None:
    store(ballot, key, zlib.compress(json.dumps(rows).encode()))
    store(ballot, key, zlib.compress(json.dumps(rows).encode()), Kind.COMMENTS)
    for read in (reader.answers, reader.comments):
        with pytest.raises(Damaged) as refused:
            read(ballot, keyring, WAVE)
        assert SECRET not in str(refused.value)
        assert refused.value.__suppress_context__


def test_columns_of_another_shape_are_refused(
    ballot: Session, keyring: Keyring, key: bytes
) -> None:
    store(ballot, key, b"pulse-answers/2\n" + b"nonsense")
    with pytest.raises(Damaged):
        reader.answers(ballot, keyring, WAVE)


@pytest.mark.parametrize("other", [b"o" * 32, b"short"])
def test_another_key_is_refused(
    ballot: Session, keyring: Keyring, key: bytes, other: bytes
) -> None:
    ballot.add(opened.encrypt(key, WAVE, Kind.ANSWERS, ROWS))
    keyring.shred(opened.key_name(WAVE))
    keyring.write(opened.key_name(WAVE), other)
    with pytest.raises(Damaged, match="Restore"):
        reader.answers(ballot, keyring, WAVE)


def test_one_person_is_enough() -> None:
    alone = OpenedAnswers("north", {"q1": "agree"})
    assert list(reader.columned([alone])) == [alone]
