import hashlib
from collections.abc import Callable

import pytest
from sqlalchemy import URL, Engine, func, select
from sqlalchemy.orm import Session

from surveys import db
from surveys.comments.readers import Reader
from surveys.credentials import key_document, keys, slips
from surveys.credentials.keys import BoxState
from surveys.credentials.slips import Slip, UnknownCode
from surveys.credentials.spend import Spent
from surveys.keyring import KeyGone, Keyring
from surveys.responses import box, cast, opening, reader, seal, sweep
from surveys.responses.box import SealedBallot
from surveys.responses.opened import Opened
from surveys.responses.opening import Opening, StillOpen, WrongKey
from surveys.responses.reader import NotOpened
from tests.surveys.responses import rounds

pytestmark = pytest.mark.both_databases


@pytest.fixture
def closed(ballot: Session, keyring: Keyring) -> list[tuple[str, str]]:
    """A closed round in which 15 of 20 have answered; its slips."""
    rounds.set_up(ballot, keyring)
    made = rounds.make_slips(ballot)
    rounds.cast_all(ballot, made[:15])
    box.close(ballot, rounds.CODE)
    ballot.commit()
    return made


def left(ballot: Session) -> int:
    counts = (select(func.count()).select_from(table) for table in (SealedBallot, Slip, Spent))
    return sum(ballot.scalar(count) or 0 for count in counts)


def test_everything_that_was_cast_can_be_read_after_the_opening(
    ballot: Session, keyring: Keyring, closed: list[tuple[str, str]]
) -> None:
    assert opening.open_box(ballot, keyring, rounds.CODE) == Opening(15, 15, 0, 15)
    ballot.commit()
    answers = reader.answers(ballot, keyring, rounds.CODE)
    assert sorted(str(row.answers["q1"]) for row in answers) == [f"n{n:05}" for n in range(15)]
    assert {block: sum(row.block == block for row in answers) for block in rounds.BLOCKS} == {
        "north": 12,
        "south": 3,
    }
    comments = reader.comments(ballot, keyring, rounds.CODE)
    assert sorted(row.text for row in comments) == [f"secret words {n:05}" for n in range(15)]
    assert {(row.item, row.reader) for row in comments} == {("why", Reader.UNION)}


def test_the_opening_leaves_no_ballot_slip_or_spend(
    ballot: Session, keyring: Keyring, closed: list[tuple[str, str]]
) -> None:
    opening.open_box(ballot, keyring, rounds.CODE)
    ballot.commit()
    assert left(ballot) == 0
    assert keys.find(ballot, rounds.CODE).state == BoxState.OPENED
    with pytest.raises(UnknownCode):
        slips.find(ballot, closed[0][1])


def test_other_rounds_are_left_alone(
    ballot: Session, keyring: Keyring, closed: list[tuple[str, str]]
) -> None:
    rounds.set_up(ballot, keyring, code="2027-03")
    rounds.cast_all(ballot, rounds.make_slips(ballot, code="2027-03")[:3], code="2027-03")
    opening.open_box(ballot, keyring, rounds.CODE)
    ballot.commit()
    sweep.sweep(ballot, keyring, rounds.CODE)
    assert left(ballot) == 3 + 20 + 3
    assert keyring.holds("2027-03.seal")


def test_a_second_opening_says_what_the_first_one_found(
    ballot: Session, keyring: Keyring, closed: list[tuple[str, str]]
) -> None:
    first = opening.open_box(ballot, keyring, rounds.CODE)
    ballot.commit()
    sweep.sweep(ballot, keyring, rounds.CODE)
    assert opening.open_box(ballot, keyring, rounds.CODE) == first


def test_unreadable_ballots_are_dropped_and_counted(ballot: Session, keyring: Keyring) -> None:
    document = rounds.set_up(ballot, keyring).key_document
    made = rounds.make_slips(ballot)
    other_key = seal.public_part(seal.load_key(seal.new_key()))
    broken = (
        b"\x04" + b"x" * 8272,
        rounds.sealed(document, "south"),  # cast with a slip of the north
        seal.seal(other_key, rounds.CODE, "north", seal.pack({}, [])),
        seal.seal(key_document.public_key(document), rounds.CODE, "north", bytes(8192)),
        rounds.sealed(document, "north", words="kept"),
    )
    for (_, code), ciphertext in zip(made, broken, strict=False):
        cast.cast(ballot, code, ciphertext)
    box.close(ballot, rounds.CODE)
    seen: list[tuple[int, int]] = []
    found = opening.open_box(
        ballot, keyring, rounds.CODE, progress=lambda done, of: seen.append((done, of))
    )
    assert found == Opening(cast=5, opened=1, unreadable=4, comments=1)
    assert seen == [(n, 5) for n in range(1, 6)]
    assert opening.open_box(ballot, keyring, rounds.CODE) == found
    assert box.count(ballot, rounds.CODE) == 5


def test_an_empty_box_can_be_opened(ballot: Session, keyring: Keyring) -> None:
    rounds.set_up(ballot, keyring)
    box.close(ballot, rounds.CODE)
    assert opening.open_box(ballot, keyring, rounds.CODE) == Opening(0, 0, 0, 0)
    assert list(reader.answers(ballot, keyring, rounds.CODE)) == []


def test_an_open_round_stays_shut(ballot: Session, keyring: Keyring) -> None:
    rounds.set_up(ballot, keyring)
    with pytest.raises(StillOpen):
        opening.open_box(ballot, keyring, rounds.CODE)
    with pytest.raises(NotOpened):
        reader.answers(ballot, keyring, rounds.CODE)


def test_nothing_is_destroyed_with_a_wrong_key_or_none(
    ballot: Session, keyring: Keyring, closed: list[tuple[str, str]]
) -> None:
    keyring.shred("2026-12.seal")
    with pytest.raises(KeyGone):
        opening.open_box(ballot, keyring, rounds.CODE)
    keyring.write("2026-12.seal", seal.new_key())
    with pytest.raises(WrongKey):
        opening.open_box(ballot, keyring, rounds.CODE)
    ballot.commit()
    assert box.count(ballot, rounds.CODE) == 15


def test_nothing_is_destroyed_when_nothing_can_be_read(ballot: Session, keyring: Keyring) -> None:
    document = rounds.set_up(ballot, keyring).key_document
    block, code = rounds.make_slips(ballot)[0]
    cast.cast(ballot, code, rounds.sealed(document, "south" if block == "north" else "north"))
    box.close(ballot, rounds.CODE)
    with pytest.raises(WrongKey, match="nothing was"):
        opening.open_box(ballot, keyring, rounds.CODE)
    assert box.count(ballot, rounds.CODE) == 1


def test_a_half_written_reading_key_is_made_anew(
    ballot: Session, keyring: Keyring, closed: list[tuple[str, str]]
) -> None:
    keyring.write("2026-12.reading", b"half")
    opening.open_box(ballot, keyring, rounds.CODE)
    assert len(reader.answers(ballot, keyring, rounds.CODE)) == 15


def test_blobs_do_not_tell_how_much_was_said(
    ballot: Session, keyring: Keyring, closed: list[tuple[str, str]]
) -> None:
    opening.open_box(ballot, keyring, rounds.CODE)
    assert {len(blob) for blob in ballot.scalars(select(Opened.blob))} == {65536 + 12 + 16}


def test_the_sweep_shreds_the_key_and_may_be_repeated(
    ballot: Session, keyring: Keyring, closed: list[tuple[str, str]]
) -> None:
    opening.open_box(ballot, keyring, rounds.CODE)
    ballot.commit()
    for _ in range(2):
        assert sweep.sweep(ballot, keyring, rounds.CODE).trouble is None
        assert not keyring.holds("2026-12.seal")
    assert len(reader.answers(ballot, keyring, rounds.CODE)) == 15


@pytest.mark.parametrize("lock", [db.reading, lambda engine: engine], ids=["reading", "writing"])
def test_a_sweep_that_finds_the_database_in_use_says_so_and_shreds_the_key_all_the_same(
    ballot: Session,
    keyring: Keyring,
    closed: list[tuple[str, str]],
    urls: dict[str, URL],
    monkeypatch: pytest.MonkeyPatch,
    lock: Callable[[Engine], Engine],
) -> None:
    monkeypatch.setattr(sweep, "_PATIENCE", 20)
    opening.open_box(ballot, keyring, rounds.CODE)
    ballot.commit()
    other = db.engine(urls["ballot"].render_as_string(hide_password=False))
    with lock(other).connect() as busy:
        busy.execute(select(SealedBallot.wave)).all()
        trouble = sweep.sweep(ballot, keyring, rounds.CODE).trouble
        assert trouble is not None
        assert "later" in trouble
    other.dispose()
    assert not keyring.holds("2026-12.seal")
    assert sweep.sweep(ballot, keyring, rounds.CODE).trouble is None


def test_the_key_stays_until_the_opening_is_committed(
    ballot: Session, keyring: Keyring, closed: list[tuple[str, str]]
) -> None:
    opening.open_box(ballot, keyring, rounds.CODE)
    with pytest.raises(sweep.NotCommitted):
        sweep.sweep(ballot, keyring, rounds.CODE)
    ballot.rollback()
    with pytest.raises(sweep.NotCommitted):
        sweep.sweep(ballot, keyring, rounds.CODE)
    assert keyring.holds("2026-12.seal")


def test_a_digest_of_the_box_is_a_digest_of_no_slip(
    ballot: Session, keyring: Keyring, closed: list[tuple[str, str]]
) -> None:
    slip_digests = set(ballot.scalars(select(Slip.digest)))
    assert slip_digests.isdisjoint(ballot.scalars(select(SealedBallot.digest)))
    assert set(ballot.scalars(select(Spent.digest))) < slip_digests
    assert all(
        hashlib.sha256(row.ciphertext).digest() == row.digest
        for row in ballot.scalars(select(SealedBallot))
    )
