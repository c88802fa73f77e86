"""Who is invited by link: everybody with an address, in the block they answer in; and it is all forgotten at the close."""

import hashlib
from base64 import urlsafe_b64decode
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.fieldwork import freeze, invitations, waves
from surveys.fieldwork.invitations import Invitation
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import Wave
from surveys.keyring import KeyGone, Keyring
from tests.surveys.fieldwork import made_up

DOCUMENT = b"the key document"


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys")


def asked(people: Session) -> Wave:
    known = waves.every(people)
    return known[0] if known else made_up.wave(people)


def invited(people: Session, keyring: Keyring) -> dict[bytes, str]:
    wave = asked(people)
    blocks = [group for group in freeze.freeze(people, wave) if group.is_block]
    return dict(invitations.make(people, keyring, wave.code, blocks))


def give_addresses(people: Session, *, but: str = "") -> None:
    for worker in people.scalars(select(Worker)):
        if worker.group_code != but:
            worker.email = f"{worker.staff_number}@westerby.example"
    people.flush()


@pytest.mark.both_databases
def test_everybody_with_an_address_is_invited_in_their_block(
    people: Session, keyring: Keyring, today: date
) -> None:
    made_up.staffed(people)
    give_addresses(people, but="A1")
    made = invited(people, keyring)
    blocks = {
        group.code: group.headcount
        for group in freeze.freeze(people, asked(people))
        if group.is_block
    }
    per_block = dict(invitations.per_block(people, asked(people).code))
    assert "A1" not in per_block
    assert per_block == {block: heads for block, heads in blocks.items() if block != "A1"}
    assert len(made) == sum(per_block.values())


def test_who_has_left_is_not_invited(people: Session, keyring: Keyring, today: date) -> None:
    made_up.staffed(people)
    give_addresses(people)
    left = people.scalars(select(Worker).where(Worker.group_code == "A1")).first()
    assert left
    left.active = False
    people.flush()
    invited(people, keyring)
    assert left.id not in people.scalars(select(Invitation.worker_id)).all()


def test_inviting_again_gives_the_same_secrets(
    people: Session, keyring: Keyring, today: date
) -> None:
    made_up.staffed(people)
    give_addresses(people)
    assert invited(people, keyring) == invited(people, keyring)


def test_a_letter_holds_the_secret_and_half_the_hash_of_the_key_document(
    people: Session, keyring: Keyring, today: date
) -> None:
    made_up.staffed(people)
    give_addresses(people)
    secrets = set(invited(people, keyring))
    code = asked(people).code
    letters = list(invitations.unsent(people, keyring, code, DOCUMENT))
    opened = [urlsafe_b64decode(letter.fragment + "=") for letter in letters]
    assert {content[:16] for content in opened} == secrets
    assert {content[16:] for content in opened} == {hashlib.sha256(DOCUMENT).digest()[:16]}
    assert {len(letter.fragment) for letter in letters} == {43}
    invitations.sent(people, letters[0].invitation)
    assert len(list(invitations.unsent(people, keyring, code, DOCUMENT))) == len(letters) - 1
    assert invitations.counts(people, code) == (len(letters), 1)


def test_secrets_are_stored_nowhere(people: Session, keyring: Keyring, today: date) -> None:
    made_up.staffed(people)
    give_addresses(people)
    secrets = invited(people, keyring)
    people.commit()
    file = people.get_bind().engine.url.database
    assert file
    kept = b"".join(part.read_bytes() for part in Path(file).parent.glob(f"{Path(file).name}*"))
    assert not any(secret in kept for secret in secrets)


def test_at_the_close_who_was_invited_is_forgotten_and_no_link_can_be_made_again(
    people: Session, keyring: Keyring, today: date
) -> None:
    made_up.staffed(people)
    give_addresses(people)
    invited(people, keyring)
    code = asked(people).code
    invitations.clear(people, code)
    invitations.forget_key(keyring, code)
    invitations.forget_key(keyring, code)
    assert people.scalars(select(Invitation)).all() == []
    with pytest.raises(KeyGone):
        list(invitations.unsent(people, keyring, code, DOCUMENT))
