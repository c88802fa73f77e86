"""Who is invited by link: everybody with an address, in the block they answer in; and it is all forgotten at the close."""

import hashlib
from base64 import urlsafe_b64decode
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.fieldwork import freeze, invitations, letters, waves
from surveys.fieldwork.correspondence import Channel
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
    wave = asked(people)
    assert letters.make_due(people, wave) == len(secrets) == invitations.invited(people, wave.code)
    written = list(letters.waiting(people, keyring, wave.code, DOCUMENT))
    opened = [urlsafe_b64decode(letter.fragment + "=") for letter in written]
    assert {content[:16] for content in opened} == secrets
    assert {content[16:] for content in opened} == {hashlib.sha256(DOCUMENT).digest()[:16]}
    assert {len(letter.fragment) for letter in written} == {43}


def test_without_an_address_that_works_and_for_whoever_wants_no_letters_there_is_a_slip(
    people: Session, keyring: Keyring, today: date
) -> None:
    made_up.staffed(people)
    give_addresses(people)
    first, second, third = people.scalars(select(Worker).limit(3)).all()
    first.no_letters, second.came_back, third.email = True, "No such mailbox.", None
    people.flush()
    invited(people, keyring)
    assert not {first.id, second.id, third.id} & set(people.scalars(select(Invitation.worker_id)))


@pytest.mark.parametrize("texts", [True, False])
def test_a_text_goes_to_a_number_of_ones_own_and_only_where_there_is_no_email(
    people: Session, keyring: Keyring, today: date, texts: bool
) -> None:
    made_up.staffed(people)
    own, both, one, other, *_ = people.scalars(select(Worker).order_by(Worker.id)).all()
    own.mobile, both.mobile, both.email = "07700 900101", "07700 900102", "b@westerby.example"
    one.mobile, other.mobile = "07700 900103", "+44 7700 900103"
    people.flush()
    blocks = [group for group in freeze.freeze(people, asked(people)) if group.is_block]
    invitations.make(people, keyring, asked(people).code, blocks, texts=texts)
    rows = people.execute(select(Invitation.worker_id, Invitation.channel)).all()
    expected = {both.id: Channel.EMAIL} | ({own.id: Channel.TEXT} if texts else {})
    assert {row.worker_id: row.channel for row in rows} == expected


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
        list(letters.waiting(people, keyring, code, DOCUMENT))
