import hashlib
import json
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys import canonical
from surveys.credentials import key_document, keys
from surveys.credentials.keys import BoxState, NoSuchBox
from surveys.keyring import Keyring
from tests.surveys.responses import rounds

PUBLIC = b"\x04" + bytes(64)
WORDS = Path(keys.__file__).with_name("words.txt").read_text().split()


def a_document() -> bytes:
    return canonical.dumps(key_document.document(rounds.make_wave(), rounds.make_blocks(), PUBLIC))


def test_the_list_has_2048_different_short_words() -> None:
    assert len(set(WORDS)) == len(WORDS) == 2048
    assert sorted(WORDS) == WORDS
    assert all(word.isascii() and word.isalpha() and 3 <= len(word) <= 7 for word in WORDS)


def test_four_words_are_the_first_44_bits_of_the_digest() -> None:
    digest = int(hashlib.sha256(b"a document").hexdigest()[:11], 16)
    number = 0
    for word in key_document.four_words(b"a document").split(" "):
        number = number * 2048 + WORDS.index(word)
    assert number == digest


def test_another_document_has_other_words() -> None:
    assert key_document.four_words(a_document()) == key_document.four_words(a_document())
    assert key_document.four_words(a_document()) != key_document.four_words(a_document() + b" ")


def test_a_key_document_reads_back_as_it_was_written() -> None:
    read = key_document.read(a_document())
    assert (read.wave, read.sealing_key, read.release_hour) == ("2026-12", PUBLIC, 9)
    assert read.closes_on == rounds.make_wave().closes_on
    assert [(block.code, block.headcount) for block in read.blocks] == list(rounds.BLOCKS.items())
    assert read.pledge == {"threshold": 5}
    assert read.instrument == canonical.fingerprint(rounds.make_wave().instrument_document)
    assert key_document.public_key(a_document()) == PUBLIC


def test_another_format_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="format"):
        key_document.read(json.dumps({"format": "pulse-keys/9"}).encode())


def test_a_round_that_has_not_opened_has_no_box(ballot: Session) -> None:
    with pytest.raises(NoSuchBox, match="not opened"):
        keys.find(ballot, "2030-01")
    with pytest.raises(NoSuchBox):
        keys.hold(ballot, "2030-01")


@pytest.mark.both_databases
def test_rounds_that_take_answers_come_before_closed_ones(
    ballot: Session, keyring: Keyring
) -> None:
    for code, state in (
        ("2026-06", BoxState.OPENED),
        ("2026-09", BoxState.CLOSED),
        ("2026-12", BoxState.OPEN),
    ):
        rounds.set_up(ballot, keyring, code=code).state = state
    ballot.commit()
    assert [wave.wave for wave in keys.unopened(ballot)] == ["2026-12", "2026-09"]
    assert keys.hold(ballot, "2026-12").is_open
