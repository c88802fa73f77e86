"""Custody level 2 on the server: a box goes out sealed, a result comes back, and nothing else opens it."""

import hashlib
import json
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.credentials import keys
from surveys.credentials.slips import Slip
from surveys.credentials.spend import Spent
from surveys.fieldwork.waves import Kept
from surveys.keyring import KeyGone, Keyring
from surveys.responses import (
    box,
    box_file,
    discard,
    opening,
    reader,
    result_file,
    seal,
    shred,
    sweep,
    taking,
)
from surveys.responses.box import SealedBallot
from surveys.responses.box_file import NotForKeyholders
from surveys.responses.opening import HeldByKeyholders, Opening, StillOpen, WrongKey
from surveys.responses.result_file import BadResult, SealedResult
from surveys.responses.taking import NoResult
from tests.surveys.responses import keyholders, rounds
from tests.surveys.responses.keyholders import exported, opened, result
from tests.surveys.responses.rounds import CODE


@pytest.fixture
def closed(ballot: Session, keyring: Keyring) -> bytes:
    """A closed round in which 15 of 20 have answered; its box file."""
    keyholders.closed(ballot, keyring)
    return exported(ballot)


def left(ballot: Session) -> int:
    tables = (SealedBallot, Slip, Spent, SealedResult)
    return sum(ballot.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def test_the_server_never_has_the_key(ballot: Session, keyring: Keyring, closed: bytes) -> None:
    assert not keyring.holds(seal.key_name(CODE))
    document = keys.find(ballot, CODE).keys
    assert document.sealing_key == seal.public_part(keyholders.KEY)
    own = seal.load_key(keyring.read(seal.handover_key_name(CODE)))
    assert document.reading_key == seal.public_part(own)
    with pytest.raises(HeldByKeyholders):
        opening.open_box(ballot, keyring, CODE)


@pytest.mark.both_databases
def test_the_box_file_holds_every_ballot_in_an_order_that_tells_nothing(
    ballot: Session, closed: bytes
) -> None:
    head, *rows, end = [json.loads(line) for line in closed.splitlines()]
    assert (head["format"], head["wave"], head["cast"]) == ("pulse-box/1", CODE, 15)
    assert head["key_document"].encode() == keys.find(ballot, CODE).key_document
    digests = [row["digest"] for row in rows]
    assert digests == sorted(digests)
    assert len(set(digests)) == 15
    above = closed[: closed.rindex(b'{"sha256"')]
    assert end == {"sha256": hashlib.sha256(above).hexdigest()}
    assert exported(ballot) == closed
    assert box_file.digest(ballot, CODE) == hashlib.sha256(closed).hexdigest()


@pytest.mark.both_databases
def test_a_result_takes_the_place_of_the_box(
    ballot: Session, keyring: Keyring, closed: bytes
) -> None:
    assert discard.kept(ballot, keyring, CODE) is Kept.BOX
    result_file.keep(ballot, CODE, result(closed))
    ballot.commit()
    assert discard.kept(ballot, keyring, CODE) is Kept.RESULT
    assert taking.take(ballot, keyring, CODE) == Opening(15, 15, 0, 15)
    ballot.commit()
    assert discard.kept(ballot, keyring, CODE) is Kept.RESULT  # until it is swept
    ballot.commit()
    assert sweep.sweep(ballot, keyring, CODE).trouble is None
    assert discard.kept(ballot, keyring, CODE) is Kept.ANSWERS
    assert left(ballot) == 0
    assert not keyring.holds(seal.handover_key_name(CODE))
    answers = reader.answers(ballot, keyring, CODE)
    assert sorted(str(row.answers["q1"]) for row in answers) == [f"n{n:05}" for n in range(15)]
    comments = reader.comments(ballot, keyring, CODE)
    assert sorted(row.text for row in comments) == [f"secret words {n:05}" for n in range(15)]


@pytest.mark.both_databases
def test_the_same_result_again_is_harmless(
    ballot: Session, keyring: Keyring, closed: bytes
) -> None:
    sent = result(closed)
    for _ in range(2):
        result_file.keep(ballot, CODE, sent)
        assert taking.take(ballot, keyring, CODE) == Opening(15, 15, 0, 15)
        ballot.commit()
        sweep.sweep(ballot, keyring, CODE)
    assert left(ballot) == 0
    with pytest.raises(NotForKeyholders, match="opened already"):
        exported(ballot)


@pytest.mark.both_databases
def test_unreadable_ballots_are_counted(ballot: Session, keyring: Keyring, closed: bytes) -> None:
    said = opened(closed)
    said["answers"].pop()
    said["comments"].pop()
    said["answers"][0] = ["north", {"q1": 7}]  # nothing that a page of ours lets through
    result_file.keep(ballot, CODE, result(closed, said, unreadable=1))
    assert taking.take(ballot, keyring, CODE) == Opening(15, 13, 2, 14)
    assert box.count(ballot, CODE) == 15


def test_half_a_character_is_dropped_as_an_opening_drops_it(
    ballot: Session, keyring: Keyring, closed: bytes
) -> None:
    said = opened(closed)
    said["answers"][0] = ["north", {"q1": "\ud83d"}]
    said["comments"][0] = ["north", "why", "\ud83d", "union"]
    result_file.keep(ballot, CODE, result(closed, said))
    assert taking.take(ballot, keyring, CODE) == Opening(15, 14, 1, 14)
    assert len(reader.answers(ballot, keyring, CODE)) == 14


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda sent: sent[:-10], "its end is missing"),
        (lambda sent: sent.replace(b'"sealed": "B', b'"sealed": "C'), "changed on its way"),
        (lambda sent: b'{"format": "pulse-shares/1"}', "secret share"),
        (lambda sent: b'{"format": "pulse-box/1"}', "the box file"),
        (lambda sent: b'{"format": "other"}', "not a result file"),
        (lambda sent: sent.replace(CODE.encode(), b"2026-11"), "result of round 2026-11"),
        (lambda sent: sent.replace(b'"cast": 15', b'"cast": 14'), "not what was cast"),
        (lambda sent: sent.replace(b'"cast": 15', b'"cast": Infinity'), "changed on its way"),
        (lambda sent: b'{"format": []}', "not a result file"),
        (lambda sent: b"[" * 100_000, "not a result file"),
        (lambda sent: b"[]", "not a result file"),
    ],
)
def test_what_is_no_result_of_this_box_is_refused_when_it_comes(
    ballot: Session, closed: bytes, spoil: Callable[[bytes], bytes], why: str
) -> None:
    with pytest.raises(BadResult, match=why):
        result_file.keep(ballot, CODE, spoil(result(closed)))
    assert ballot.get(SealedResult, CODE) is None
    assert exported(ballot) == closed


def test_a_result_of_an_older_box_is_refused(ballot: Session, closed: bytes) -> None:
    lines = closed.splitlines(keepends=True)
    older = b"".join([lines[0].replace(b'"cast":15', b'"cast":14'), *lines[2:]])
    with pytest.raises(BadResult, match="another box file"):
        result_file.keep(ballot, CODE, result(older))


@pytest.mark.both_databases
def test_a_result_that_does_not_add_up_destroys_nothing(
    ballot: Session, keyring: Keyring, closed: bytes
) -> None:
    honest = opened(closed)
    fewer = {**honest, "answers": honest["answers"][1:]}
    moved = {**honest, "answers": [["south", row[1]] for row in honest["answers"]]}
    louder = {**honest, "comments": honest["comments"] * 3}
    elsewhere = {**honest, "answers": [["east", row[1]] for row in honest["answers"]]}
    for said in (fewer, moved, louder, elsewhere, {}, {"answers": 1, "comments": []}):
        result_file.keep(ballot, CODE, result(closed, said))
        with pytest.raises(BadResult, match="nothing was destroyed"):
            taking.take(ballot, keyring, CODE)
        ballot.rollback()
    nothing = {"answers": [], "comments": []}
    result_file.keep(ballot, CODE, result(closed, nothing, unreadable=15))
    with pytest.raises(WrongKey):
        taking.take(ballot, keyring, CODE)
    ballot.rollback()
    assert exported(ballot) == closed


@pytest.mark.both_databases
def test_a_later_result_replaces_one_that_was_not_taken(
    ballot: Session, keyring: Keyring, closed: bytes
) -> None:
    result_file.keep(ballot, CODE, result(closed, {"answers": [], "comments": []}))
    result_file.keep(ballot, CODE, result(closed))
    assert taking.take(ballot, keyring, CODE).opened == 15


def test_nothing_goes_out_or_comes_in_before_the_close(ballot: Session, keyring: Keyring) -> None:
    key = seal.public_part(keyholders.KEY)
    box.set_up(ballot, keyring, rounds.make_wave(), rounds.make_blocks(), public_key=key)
    with pytest.raises(NotForKeyholders, match="until it closes"):
        exported(ballot)
    with pytest.raises(StillOpen):
        taking.take(ballot, keyring, CODE)
    box.close(ballot, CODE)
    with pytest.raises(NoResult):
        taking.take(ballot, keyring, CODE)


def test_a_round_whose_key_the_server_holds_goes_out_to_nobody(
    ballot: Session, keyring: Keyring
) -> None:
    rounds.set_up(ballot, keyring)
    box.close(ballot, CODE)
    assert keys.find(ballot, CODE).keys.reading_key is None
    with pytest.raises(NotForKeyholders, match="on the server"):
        exported(ballot)


def test_without_the_handover_key_nothing_is_destroyed(
    ballot: Session, keyring: Keyring, closed: bytes
) -> None:
    result_file.keep(ballot, CODE, result(closed))
    name = seal.handover_key_name(CODE)
    keyring.shred(name)
    with pytest.raises(KeyGone):
        taking.take(ballot, keyring, CODE)
    keyring.write(name, seal.new_key())
    with pytest.raises(BadResult, match="nothing was destroyed"):
        taking.take(ballot, keyring, CODE)
    assert exported(ballot) == closed


@pytest.mark.both_databases
def test_a_stopped_round_keeps_no_box_no_result_and_no_key(
    ballot: Session, keyring: Keyring, closed: bytes
) -> None:
    result_file.keep(ballot, CODE, result(closed))
    discard.discard(ballot, CODE)
    discard.forget(keyring, CODE)
    assert left(ballot) == 0
    assert discard.kept(ballot, keyring, CODE) is Kept.NOTHING


def test_on_the_stated_day_the_handover_key_goes_too(ballot: Session, keyring: Keyring) -> None:
    keyring.write(seal.handover_key_name(CODE), seal.new_key())
    shred.shred(keyring, CODE)
    assert not keyring.holds(seal.handover_key_name(CODE))
