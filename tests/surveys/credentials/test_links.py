"""A personal link gives one right to answer, and nothing that is kept says whose."""

import hashlib
from secrets import token_bytes
from threading import Barrier, Thread

import pytest
from sqlalchemy import URL, select
from sqlalchemy.orm import Session

from surveys import db
from surveys.credentials import blind, blinding, links
from surveys.credentials.blind import NotBlinded
from surveys.credentials.links import Link, OnPaper, SpentLink, UnknownLink
from surveys.errors import Refusal
from surveys.keyring import KeyGone, Keyring
from tests.surveys.credentials import blind_vectors

WAVE = "2026-11"
NORTH, SOUTH = token_bytes(16), token_bytes(16)


@pytest.fixture
def moduli(people: Session, keyring: Keyring) -> dict[str, bytes]:
    """Two links, one in each block, committed; block -> modulus."""
    for block, stored in zip(("north", "south"), blind_vectors.stored_keys(), strict=False):
        keyring.write(links.key_name(WAVE, block), stored)
    links.add(people, WAVE, {NORTH: "north", SOUTH: "south"})
    people.commit()
    return dict(links.make_keys(keyring, WAVE, ["north", "south"]))


def blinded(modulus: bytes) -> tuple[bytes, blinding.Blinded]:
    prepared = blinding.prepare()
    return prepared, blinding.blind_message(modulus, prepared)


@pytest.mark.both_databases
def test_a_link_gives_a_credential_of_its_own_block(
    people: Session, keyring: Keyring, moduli: dict[str, bytes]
) -> None:
    prepared, hidden = blinded(moduli["north"])
    signed = links.sign(people, keyring, WAVE, NORTH, hidden.blinded)
    signature = blinding.finalize(moduli["north"], prepared, signed, hidden.inverse)
    assert blind.verify(moduli["north"], prepared, signature)
    assert not blind.verify(moduli["south"], prepared, signature)


@pytest.mark.both_databases
def test_the_same_message_is_signed_again_and_another_is_not(
    people: Session, keyring: Keyring, moduli: dict[str, bytes]
) -> None:
    _, hidden = blinded(moduli["north"])
    _, other = blinded(moduli["north"])
    first = links.sign(people, keyring, WAVE, NORTH, hidden.blinded)
    people.commit()
    assert links.sign(people, keyring, WAVE, NORTH, hidden.blinded) == first
    with pytest.raises(SpentLink):
        links.sign(people, keyring, WAVE, NORTH, other.blinded)


@pytest.mark.both_databases
def test_what_cannot_be_signed_uses_nothing_up(
    people: Session, keyring: Keyring, moduli: dict[str, bytes]
) -> None:
    for nonsense in (b"", b"\0" * 384, b"\xff" * 384, (1).to_bytes(384, "big")):
        with pytest.raises(NotBlinded):
            links.sign(people, keyring, WAVE, NORTH, nonsense)
    _, hidden = blinded(moduli["north"])
    assert links.sign(people, keyring, WAVE, NORTH, hidden.blinded)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "secret",
    [b"", bytes(16), NORTH + b"\0", NORTH[:15]],
    ids=["none", "unknown", "longer", "shorter"],
)
def test_a_secret_that_was_sent_to_nobody_opens_nothing(
    people: Session, keyring: Keyring, moduli: dict[str, bytes], secret: bytes
) -> None:
    for use in (
        lambda: links.find(people, WAVE, secret),
        lambda: links.sign(people, keyring, WAVE, secret, b"x" * 384),
        lambda: links.give_up(people, WAVE, secret),
        lambda: links.find(people, "2026-12", NORTH),
    ):
        with pytest.raises(UnknownLink):
            use()


@pytest.mark.both_databases
def test_a_link_given_up_for_paper_signs_nothing_and_a_used_one_cannot_be_given_up(
    people: Session, keyring: Keyring, moduli: dict[str, bytes]
) -> None:
    links.give_up(people, WAVE, NORTH)
    links.give_up(people, WAVE, NORTH)
    with pytest.raises(OnPaper):
        links.sign(people, keyring, WAVE, NORTH, blinded(moduli["north"])[1].blinded)
    links.sign(people, keyring, WAVE, SOUTH, blinded(moduli["south"])[1].blinded)
    with pytest.raises(SpentLink):
        links.give_up(people, WAVE, SOUTH)
    assert links.on_paper(people, WAVE) == {"north": 1}
    assert links.signed(people, WAVE) == {"south": 1}


@pytest.mark.both_databases
def test_of_two_browsers_at_once_one_gets_the_right(
    people: Session, keyring: Keyring, moduli: dict[str, bytes], urls: dict[str, URL]
) -> None:
    engine = db.engine(urls["people"].render_as_string(hide_password=False))
    both, said = Barrier(2), []

    def ask() -> None:
        message = blinded(moduli["north"])[1].blinded
        both.wait()
        with Session(engine) as line:
            try:
                links.sign(line, keyring, WAVE, NORTH, message)
                line.commit()
                said.append("signed")
            except Refusal as refusal:
                said.append(type(refusal).__name__)

    threads = [Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert sorted(said) == ["SpentLink", "signed"]


@pytest.mark.both_databases
def test_what_is_kept_holds_no_secret_and_nothing_of_the_credential(
    people: Session, keyring: Keyring, moduli: dict[str, bytes]
) -> None:
    prepared, hidden = blinded(moduli["north"])
    signed = links.sign(people, keyring, WAVE, NORTH, hidden.blinded)
    signature = blinding.finalize(moduli["north"], prepared, signed, hidden.inverse)
    people.commit()
    for row in people.execute(select(Link.__table__)).all():
        kept = b"".join(part for part in row if isinstance(part, bytes))
        for known in (NORTH, prepared[32:], signature, hidden.blinded, signed):
            assert known not in kept
    assert people.get_one(Link, (WAVE, hashlib.sha256(NORTH).digest())).signed


@pytest.mark.both_databases
def test_at_the_close_links_and_their_keys_are_gone(
    people: Session, keyring: Keyring, moduli: dict[str, bytes]
) -> None:
    links.clear(people, WAVE)
    links.forget_keys(keyring, WAVE, ["north", "south"])
    links.forget_keys(keyring, WAVE, ["north", "south"])
    with pytest.raises(UnknownLink):
        links.find(people, WAVE, NORTH)
    with pytest.raises(KeyGone):
        keyring.read(links.key_name(WAVE, "north"))


def test_a_half_written_key_is_made_anew_and_a_whole_one_is_kept(keyring: Keyring) -> None:
    keyring.write(links.key_name(WAVE, "north~rest"), b"half")
    made = links.make_keys(keyring, WAVE, ["north~rest"])
    assert links.make_keys(keyring, WAVE, ["north~rest"]) == made
    assert len(made["north~rest"]) == 384
