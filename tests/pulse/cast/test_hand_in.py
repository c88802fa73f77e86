"""What the door for ballots takes, and what it says of anything else."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from surveys import clock
from surveys.credentials import blind, blinding, keys, links
from surveys.credentials.credential import Credential
from surveys.fieldwork import invitations
from surveys.responses import box, envelope, packing, seal
from surveys.responses.envelope import Envelope
from tests.pulse.respond.open_round import Open, open_round
from tests.surveys.credentials import blind_vectors

NORTH, OTHER = "north", "north-1"


@pytest.fixture
def asked(app: Flask, people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    return open_round(people, ballot, tmp_path / "keys", links_made=4, blocks=2)


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return app.test_client()


def credential(asked: Open, block: str = NORTH, *, key: int = 0, wave: str = "") -> Credential:
    """As somebody gets it by a link of this block; ``key``: which of the tests' keys signs it."""
    signing = blind.load_key(blind_vectors.stored_keys()[key])
    modulus, prepared = blind.public_part(signing), blinding.prepare()
    hidden = blinding.blind_message(modulus, prepared)
    signed = blind.sign(signing, hidden.blinded)
    signature = blinding.finalize(modulus, prepared, signed, hidden.inverse)
    return Credential(wave or asked.wave, block, prepared, signature)


def sealed(ballot: Session, asked: Open, block: str = NORTH) -> bytes:
    key = keys.find(ballot, asked.wave).keys.sealing_key
    made = seal.seal(key, asked.wave, block, packing.pack({"caseload_safe": "agree"}, []))
    ballot.rollback()
    return made


def hand_in(phone: FlaskClient, right: str | Credential, ciphertext: bytes) -> tuple[int, Any]:
    reply = phone.post("/cast", data=envelope.write(Envelope(right, ciphertext)))
    assert {"Set-Cookie", "ETag", "Last-Modified"}.isdisjoint(reply.headers.keys())
    return reply.status_code, reply.get_json()


def count(ballot: Session, asked: Open) -> int:
    counted = box.count(ballot, asked.wave)
    ballot.rollback()
    return counted


def test_a_credential_and_a_code_each_put_one_ballot_in_the_box(
    phone: FlaskClient, ballot: Session, asked: Open
) -> None:
    for right in (credential(asked), asked.codes[0]):
        assert hand_in(phone, right, sealed(ballot, asked)) == (200, {"received": asked.wave})
    assert count(ballot, asked) == 2


def test_the_same_ballot_again_is_received_again_and_counts_once(
    phone: FlaskClient, ballot: Session, asked: Open
) -> None:
    right, ciphertext = credential(asked), sealed(ballot, asked)
    for _ in range(3):
        assert hand_in(phone, right, ciphertext) == (200, {"received": asked.wave})
    assert count(ballot, asked) == 1


def test_a_used_credential_takes_no_other_answers(
    phone: FlaskClient, ballot: Session, asked: Open
) -> None:
    right = credential(asked)
    hand_in(phone, right, sealed(ballot, asked))
    status, said = hand_in(phone, right, sealed(ballot, asked))
    assert (status, said["reason"]) == (422, "UsedLink")
    assert "sent with your link already" in said["refused"]
    assert count(ballot, asked) == 1


def test_a_copied_ballot_is_refused_and_spends_nothing(
    phone: FlaskClient, ballot: Session, asked: Open
) -> None:
    ciphertext, second = sealed(ballot, asked), credential(asked)
    hand_in(phone, credential(asked), ciphertext)
    status, said = hand_in(phone, second, ciphertext)
    assert (status, said["reason"]) == (422, "CopiedBallot")
    assert hand_in(phone, second, sealed(ballot, asked))[0] == 200
    assert count(ballot, asked) == 2


@pytest.mark.parametrize("fault", ["group", "signature", "token", "keys", "wave", "no group"])
def test_a_credential_that_is_none_is_refused_in_words(
    phone: FlaskClient, ballot: Session, asked: Open, fault: str
) -> None:
    good = credential(asked)
    right = {
        "group": replace(good, block=OTHER),
        "signature": replace(good, signature=good.signature[:-1] + b"\0"),
        "token": replace(good, prepared=blinding.prepare()),
        "keys": credential(asked, key=2),
        "wave": replace(good, wave="2026-10"),
        "no group": replace(good, block="nowhere"),
    }[fault]
    status, said = hand_in(phone, right, sealed(ballot, asked))
    assert (status, said["reason"]) == (422, "BadCredential")
    assert "use a paper slip" in said["refused"]
    assert count(ballot, asked) == 0
    assert hand_in(phone, good, sealed(ballot, asked))[0] == 200


def test_after_the_close_only_what_was_cast_before_is_received_again(
    phone: FlaskClient, ballot: Session, asked: Open
) -> None:
    right, ciphertext = credential(asked), sealed(ballot, asked)
    hand_in(phone, right, ciphertext)
    box.close(ballot, asked.wave)
    ballot.commit()
    assert hand_in(phone, right, ciphertext)[0] == 200
    status, said = hand_in(phone, credential(asked), sealed(ballot, asked))
    assert (status, said["reason"]) == (422, "RoundOver")


@pytest.mark.both_databases
@pytest.mark.parametrize("place", [1, 2, 22, 82])
def test_a_zero_within_a_name_or_a_code_is_refused_like_anything_else_that_is_broken(
    phone: FlaskClient, ballot: Session, asked: Open, place: int
) -> None:
    """PostgreSQL takes no text with a zero in it, and would call that a fault of ours."""
    right = asked.codes[0] if place == 82 else credential(asked)
    sent = bytearray(envelope.write(Envelope(right, sealed(ballot, asked))))
    sent[place] = 0
    reply = phone.post("/cast", data=bytes(sent))
    assert (reply.status_code, reply.get_json()["reason"]) == (422, "BadBallot")
    assert count(ballot, asked) == 0


@pytest.mark.parametrize("size", [0, 1, envelope.SIZE - 1, envelope.SIZE + 1, 100_000])
def test_what_is_not_as_long_as_an_envelope_is_not_even_read(
    phone: FlaskClient, asked: Open, size: int
) -> None:
    reply = phone.post("/cast", data=bytes(size))
    assert reply.status_code == 422
    assert "did not arrive whole" in reply.get_json()["refused"]


def test_links_and_their_keys_are_forgotten_when_the_round_closes(
    app: Flask, people: Session, ballot: Session, asked: Open, tmp_path: Path
) -> None:
    from pulse.jobs import close_wave
    from surveys.keyring import Keyring

    keyring = Keyring(tmp_path / "keys")
    with clock.at(date(2026, 11, 28)):
        close_wave.run(people, ballot, keyring, asked.wave)
    assert links.signed(people, asked.wave) == {}
    assert invitations.invited(people, asked.wave) == 0
    assert not keyring.holds(links.key_name(asked.wave, NORTH))
