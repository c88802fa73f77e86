"""What the page behind a link may ask: the key document, its group, one signature, paper instead. Never more."""

import gzip
import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import clock
from surveys.credentials import blinding, keys
from surveys.credentials.links import Link
from surveys.keyring import Keyring
from tests.pulse.respond.open_round import Open, open_round


@pytest.fixture
def asked(app: Flask, people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    return open_round(people, ballot, tmp_path / "keys", links_made=3, blocks=2)


@pytest.fixture
def phone(app: Flask) -> FlaskClient:
    return app.test_client()


def text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def secret(asked: Open, block: str = "north", number: int = 0) -> str:
    return text(urlsafe_b64decode(asked.links[block][number] + "=")[:16])


def ask(phone: FlaskClient, address: str, **sent: object) -> tuple[int, Any]:
    reply = phone.post(address, json=sent)
    assert {"Set-Cookie", "ETag", "Last-Modified"}.isdisjoint(reply.headers.keys())
    assert reply.headers["Cache-Control"] == "no-store"
    return reply.status_code, reply.get_json()


def blinded(ballot: Session, asked: Open, block: str = "north") -> str:
    modulus = keys.find(ballot, asked.wave).keys.block(block).credential_key
    ballot.rollback()
    assert modulus
    return text(blinding.blind_message(modulus, blinding.prepare()).blinded)


def signed(people: Session) -> int:
    people.rollback()
    found = people.scalars(select(Link).where(Link.signed.is_not(None))).all()
    people.rollback()
    return len(found)


def test_the_key_document_is_the_same_bytes_for_everybody(
    phone: FlaskClient, ballot: Session, asked: Open
) -> None:
    document = keys.find(ballot, asked.wave).key_document
    half = hashlib.sha256(document).hexdigest()[:32]
    assert phone.get(f"/i/keys/{half}").data == document
    packed = phone.get(f"/i/keys/{half}", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == document
    for other in ("0" * 32, half[:-1], half + "0", "nonsense"):
        assert phone.get(f"/i/keys/{other}").status_code == 404


def test_the_pages_of_a_link_are_the_same_bytes_for_everybody(
    phone: FlaskClient, asked: Open
) -> None:
    first, second = (phone.get("/i").data for _ in range(2))
    assert first == second
    broken = phone.get(f"/i%23{asked.links['north'][0]}").data
    assert broken == first
    questions = [phone.get(f"/i/questions/{asked.wave}").data for _ in range(2)]
    assert questions[0] == questions[1]
    assert phone.get("/i/questions/2020-01").status_code == 404


def test_no_page_of_a_link_holds_the_secret(phone: FlaskClient, asked: Open) -> None:
    """Also where a mail program put it into the address."""
    for address in ("/i", f"/i%23{asked.links['north'][0]}", f"/i/questions/{asked.wave}"):
        assert asked.links["north"][0].encode() not in phone.get(address).data


def test_a_get_signs_nothing(
    phone: FlaskClient, people: Session, ballot: Session, asked: Open
) -> None:
    for address in ("/i", "/i/sign", "/i/group", "/i/paper", f"/i/questions/{asked.wave}"):
        phone.get(address, query_string={"wave": asked.wave, "secret": secret(asked)})
    assert signed(people) == 0


def test_asking_for_the_group_records_nothing(
    phone: FlaskClient, people: Session, asked: Open
) -> None:
    for block in ("north", "north-1"):
        said = ask(phone, "/i/group", wave=asked.wave, secret=secret(asked, block))
        assert said == (200, {"block": block})
    assert signed(people) == 0


def test_a_signature_is_given_once_and_again_for_the_same_message(
    phone: FlaskClient, people: Session, ballot: Session, asked: Open
) -> None:
    sent = {"wave": asked.wave, "secret": secret(asked), "blinded": blinded(ballot, asked)}
    status, first = ask(phone, "/i/sign", **sent)
    assert (status, len(urlsafe_b64decode(first["signature"] + "=="))) == (200, 384)
    assert ask(phone, "/i/sign", **sent) == (200, first)
    status, said = ask(phone, "/i/sign", **(sent | {"blinded": blinded(ballot, asked)}))
    assert (status, said["reason"]) == (422, "SpentLink")
    assert signed(people) == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"secret": text(bytes(16))}, "UnknownLink"),
        ({"secret": "%%%"}, "UnknownLink"),
        ({"secret": 5}, "UnknownLink"),
        ({"secret": ["a"]}, "UnknownLink"),
        ({"wave": "2026-10"}, "RoundOver"),
        ({"wave": None}, "UnknownLink"),
        ({"blinded": "AAAA"}, "NotBlinded"),
        ({"blinded": text(bytes(384))}, "NotBlinded"),
    ],
)
def test_what_is_no_link_or_no_message_is_refused_in_words_and_uses_nothing_up(
    phone: FlaskClient,
    people: Session,
    ballot: Session,
    asked: Open,
    change: dict[str, object],
    reason: str,
) -> None:
    sent = {"wave": asked.wave, "secret": secret(asked), "blinded": blinded(ballot, asked)}
    status, said = ask(phone, "/i/sign", **(sent | change))
    assert (status, said["reason"]) == (422, reason)
    assert said["refused"].endswith(".")
    assert signed(people) == 0
    assert ask(phone, "/i/sign", **sent)[0] == 200


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b'"text"', b"\xff", b"[" * 100_000, b'{"":' * 100_000]
)
def test_what_is_no_json_object_is_refused_too(
    phone: FlaskClient, asked: Open, body: bytes
) -> None:
    for address in ("/i/group", "/i/sign", "/i/paper"):
        reply = phone.post(address, data=body, content_type="application/json")
        assert (reply.status_code, reply.get_json()["reason"]) == (422, "UnknownLink")


def test_a_link_given_up_for_paper_makes_room_for_one_slip(
    phone: FlaskClient, people: Session, ballot: Session, asked: Open
) -> None:
    from surveys.credentials import links, slips

    before = slips.room(ballot, asked.wave, links.on_paper(people, asked.wave))
    people.rollback()
    ballot.rollback()
    said = ask(phone, "/i/paper", wave=asked.wave, secret=secret(asked))
    assert said == (200, {"given_up": asked.wave})
    after = slips.room(ballot, asked.wave, links.on_paper(people, asked.wave))
    people.rollback()
    ballot.rollback()
    assert after["north"] == before["north"] + 1
    for address in ("/i/group", "/i/sign"):
        status, refused = ask(
            phone, address, wave=asked.wave, secret=secret(asked), blinded=blinded(ballot, asked)
        )
        assert (status, refused["reason"]) == (422, "OnPaper")


def test_when_the_round_is_over_no_link_opens_anything(
    app: Flask, phone: FlaskClient, people: Session, ballot: Session, asked: Open, tmp_path: Path
) -> None:
    from pulse.jobs import close_wave

    sent = {"wave": asked.wave, "secret": secret(asked), "blinded": blinded(ballot, asked)}
    with clock.at(date(2026, 11, 28)):
        close_wave.run(people, ballot, Keyring(tmp_path / "keys"), asked.wave)
    app.extensions.pop("pulse_open_round", None)  # what a process believes for two seconds
    for address in ("/i/group", "/i/sign", "/i/paper"):
        status, said = ask(phone, address, **sent)
        assert (status, said["reason"]) == (422, "RoundOver")
    assert b"No round is open now" in phone.get("/i").data
