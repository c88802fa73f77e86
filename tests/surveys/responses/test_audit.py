"""The audit of a real wave: made once when nothing can be cast any more, true to the box, and never changed."""

from base64 import urlsafe_b64decode
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from surveys.credentials import blinding, key_document, keys, links, recount
from surveys.credentials.credential import Credential
from surveys.credentials.keys import NoSuchBox
from surveys.credentials.recount import Recount
from surveys.keyring import Keyring
from surveys.responses import audit, box, cast, opening, packing, seal
from surveys.responses.audit import NoAudit
from surveys.responses.parting import StillOpen
from tests.pulse.respond.open_round import Open, open_round

WAVE = "2026-11"
#: A right that was used in one block, put in for the other as well.
FORGED = """INSERT INTO sealed_spent SELECT '2026-11', digest, 'north',
    (SELECT proof FROM sealed_spent WHERE block = 'north-1')
    FROM sealed_slip WHERE digest NOT IN (SELECT digest FROM sealed_spent) LIMIT 1"""


@pytest.fixture
def asked(people: Session, ballot: Session, keyring: Keyring, tmp_path: Path, today: date) -> Open:
    """Three answers by link and two by slip; of eight links in two blocks one was given up, and one only signed."""
    made = open_round(people, ballot, tmp_path / "keys", links_made=4, slips_made=6, blocks=2)
    for block, number in (("north", 0), ("north", 1), ("north-1", 0)):
        cast.cast(
            ballot, signed(people, ballot, keyring, made, block, number), ballot_of(ballot, block)
        )
    for code in made.codes[:2]:
        cast.cast(ballot, code, ballot_of(ballot, "north"))
    signed(people, ballot, keyring, made, "north", 2)
    links.give_up(people, WAVE, secret(made, "north-1", 3))
    people.commit()
    ballot.commit()
    return made


def secret(made: Open, block: str, number: int) -> bytes:
    return urlsafe_b64decode(made.links[block][number] + "=")[: links.SECRET]


def ballot_of(ballot: Session, block: str) -> bytes:
    document = keys.find(ballot, WAVE).key_document
    return seal.seal(key_document.public_key(document), WAVE, block, packing.pack({}, []))


def signed(
    people: Session, ballot: Session, keyring: Keyring, made: Open, block: str, number: int
) -> Credential:
    modulus = keys.find(ballot, WAVE).keys.block(block).credential_key
    assert modulus is not None
    prepared = blinding.prepare()
    hidden = blinding.blind_message(modulus, prepared)
    blind = links.sign(people, keyring, WAVE, secret(made, block, number), hidden.blinded)
    return Credential(
        WAVE, block, prepared, blinding.finalize(modulus, prepared, blind, hidden.inverse)
    )


def closed(people: Session, ballot: Session) -> Recount:
    box.close(ballot, WAVE)
    ballot.commit()
    made = audit.make(people, ballot, WAVE)
    return recount.recount(made.content, made.key_document)


@pytest.mark.both_databases
def test_the_audit_of_an_honest_round_adds_up(
    people: Session, ballot: Session, asked: Open
) -> None:
    found = closed(people, ballot)
    assert found.faults == ()
    north, second = (line.count for line in found.lines)
    assert [line.by_link for line in found.lines] == [2, 1]
    assert (north.headcount, north.links, north.signed, north.given_up) == (10, 4, 3, 0)
    assert (north.slips_printed, north.slips_used, north.cast) == (6, 2, 4)
    assert (second.links, second.signed, second.given_up, second.cast) == (4, 1, 1, 1)
    assert found.cast == 5


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("forgery", "named"),
    [
        (
            FORGED,
            "north: response",
        ),
        ("DELETE FROM sealed_spent WHERE block = 'north-1'", "1 answers in the box, but 0 by link"),
        ("DELETE FROM sealed_box WHERE block = 'north-1'", "0 answers in the box, but 1 by link"),
        ("UPDATE sealed_box SET block = 'south' WHERE block = 'north-1'", "5 answers in the box"),
        ("DELETE FROM sealed_slip", "4 answers in the box, but 2 by link and 0 by slip"),
    ],
)
def test_a_box_that_was_tampered_with_does_not_add_up(
    people: Session, ballot: Session, asked: Open, forgery: str, named: str
) -> None:
    ballot.execute(text(forgery))
    ballot.commit()
    assert any(named in fault for fault in closed(people, ballot).faults)


@pytest.mark.both_databases
def test_an_audit_is_made_once_and_cannot_be_changed(
    people: Session, ballot: Session, keyring: Keyring, asked: Open
) -> None:
    closed(people, ballot)
    people.commit()
    before = audit.find(people, WAVE).content
    links.clear(people, WAVE)
    opening.open_box(ballot, keyring, WAVE)
    ballot.commit()
    assert audit.make(people, ballot, WAVE).content == before
    assert audit.every(people) == (WAVE,)
    people.commit()
    for change in ("UPDATE wave_audit SET content = key_document", "DELETE FROM wave_audit"):
        with pytest.raises(DBAPIError, match="an audit cannot be changed"):
            people.execute(text(change))
        people.rollback()


def test_no_audit_is_made_while_people_can_answer(
    people: Session, ballot: Session, asked: Open
) -> None:
    with pytest.raises(StillOpen):
        audit.make(people, ballot, WAVE)
    with pytest.raises(NoAudit):
        audit.find(people, WAVE)
    with pytest.raises(NoSuchBox):
        audit.make(people, ballot, "2027-11")


def test_the_audit_holds_no_trace_of_an_answer_or_of_a_slip(
    people: Session, ballot: Session, asked: Open
) -> None:
    rows = ballot.execute(
        text("SELECT digest FROM sealed_box UNION SELECT digest FROM sealed_slip")
    )
    digests = [digest.hex() for (digest,) in rows]
    closed(people, ballot)
    content = audit.find(people, WAVE).content.decode()
    assert len(digests) == 11
    assert not any(digest in content for digest in digests)
