"""The keyholders' public keys: each is for one round, and a damaged or secret file is not taken."""

import json
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy.orm import Session

from surveys import clock
from surveys.fieldwork import plan, programme, sealing_keys, waves
from surveys.fieldwork.plan import BadPlan
from surveys.fieldwork.pledge import KEYHOLDERS, Pledge, WeakPledge
from surveys.fieldwork.sealing_keys import BadKeyFile, NoKey
from tests.surveys.fieldwork import made_up


def point(number: int) -> bytes:
    key = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def a_file(count: int = 2, **more: object) -> bytes:
    """A file of public keys as the keyholders' page writes it."""
    keys = [{"slot": n, "public_key": point(n).hex(), "words": "x"} for n in range(1, count + 1)]
    told = {"format": "pulse-public-keys/1", "made_on": "2026-10-05", "keys": keys}
    return json.dumps(told | {"tested": ["union", "outsider"]} | more).encode()


def plan_one(people: Session, month: int) -> waves.Wave:
    return plan.plan(
        people,
        code=f"2026-{month}",
        names={"en": "A round"},
        opens_on=date(2026, month, 2),
        closes_on=date(2026, month, 20),
        releases_on=date(2026, month, 28),
        release_hour=9,
        instrument=programme.instrument_for(1),
        pledge=Pledge(custody=KEYHOLDERS),
    )


@pytest.mark.both_databases
def test_every_key_is_for_one_round(people: Session, today: date) -> None:
    assert sealing_keys.take_in(people, sealing_keys.read(a_file())) == 2
    first, second = plan_one(people, 11), plan_one(people, 12)
    used = [sealing_keys.of(people, wave) for wave in (first, second)]
    assert [key.public_key for key in used if key] == [point(1), point(2)]
    assert [code for _, code in sealing_keys.every(people)] == ["2026-11", "2026-12"]
    assert sealing_keys.unused(people) == 0
    with pytest.raises(NoKey):
        sealing_keys.reserve(people, first)


@pytest.mark.both_databases
def test_a_round_of_keyholders_without_a_key_is_not_planned(people: Session, today: date) -> None:
    with pytest.raises(BadPlan, match="no unused key of the keyholders") as refused:
        plan_one(people, 11)
    assert [problem.field for problem in refused.value.problems] == ["custody"]


@pytest.mark.both_databases
def test_the_same_file_again_adds_nothing(people: Session) -> None:
    sealing_keys.take_in(people, sealing_keys.read(a_file(2)))
    assert sealing_keys.take_in(people, sealing_keys.read(a_file(3))) == 1
    assert sealing_keys.take_in(people, sealing_keys.read(a_file(3))) == 0


def test_keys_that_no_two_sheets_were_tried_for_are_marked() -> None:
    assert sealing_keys.read(a_file()).rehearsed
    assert not sealing_keys.read(a_file(tested=[])).rehearsed


def test_a_secret_share_is_not_taken_for_a_file_of_keys() -> None:
    with pytest.raises(BadKeyFile, match="secret share"):
        sealing_keys.read(a_file(format="pulse-shares/1"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b"\xff",
        a_file()[:-9],
        a_file(format="other"),
        a_file(made_on="yesterday"),
        a_file(keys=[]),
        a_file(keys=[{"slot": 1, "public_key": "04" + "00" * 64}]),
        a_file(keys=[{"slot": 1, "public_key": point(1).hex()}] * 2),
        a_file(keys=[{"slot": 13, "public_key": point(1).hex()}]),
        a_file(keys=[{"slot": 1}]),
        a_file(tested=3),
        a_file().replace(b'"public_key": "04', b'"public_key": "05'),
    ],
)
def test_a_damaged_file_is_not_taken(content: bytes) -> None:
    with pytest.raises(BadKeyFile, match="damaged"):
        sealing_keys.read(content)


def test_a_pledge_from_before_there_was_a_choice_is_of_a_key_on_the_server() -> None:
    old = Pledge().document()
    del old["custody"]
    assert not Pledge.from_document(old).by_keyholders
    assert Pledge.from_document(Pledge(custody=KEYHOLDERS).document()).by_keyholders
    with pytest.raises(WeakPledge):
        Pledge(custody=3)


def test_a_box_of_keyholders_waits_for_them_and_is_destroyed_unread_when_nobody_comes(
    people: Session, today: date
) -> None:
    sealing_keys.take_in(people, sealing_keys.read(a_file()))
    wave = plan_one(people, 11)
    wave.move(waves.State.OPEN)
    wave.move(waves.State.CLOSED)

    def due(day: date, kept: waves.Kept) -> list[str]:
        with clock.at(day, 12):
            return [name for name, _ in waves.due(people, kept=lambda _: kept)]

    assert due(date(2026, 11, 21), waves.Kept.BOX) == []
    assert due(date(2026, 11, 21), waves.Kept.RESULT) == ["take_result"]
    before = date.fromordinal(wave.shreds_on.toordinal() - 1)
    assert due(before, waves.Kept.BOX) == []
    assert due(wave.shreds_on, waves.Kept.BOX) == ["discard"]
    assert due(wave.shreds_on, waves.Kept.NOTHING) == []
    wave.move(waves.State.STOPPED)
    assert due(date(2026, 11, 21), waves.Kept.RESULT) == ["discard"]


def test_made_up_rounds_are_of_the_server(people: Session, today: date) -> None:
    assert sealing_keys.of(people, made_up.wave(people)) is None
