from contextlib import nullcontext
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.credentials import keys
from surveys.credentials.keys import NoSuchBox
from surveys.keyring import Keyring
from surveys.responses import box, opening, seal
from tests.surveys.responses import rounds

KEY, OTHER = (seal.public_part(seal.load_key(seal.new_key())) for _ in range(2))


@pytest.mark.both_databases
def test_setting_up_makes_a_key_and_promises_its_public_part(
    ballot: Session, keyring: Keyring
) -> None:
    made = rounds.set_up(ballot, keyring)
    assert made.is_open
    assert made.keys.sealing_key == seal.public_part(seal.load_key(keyring.read("2026-12.seal")))
    assert made.keys.block("south").headcount == 8
    assert len(made.salt) == 16


@pytest.mark.both_databases
def test_setting_up_twice_finds_the_first_ones_work(ballot: Session, keyring: Keyring) -> None:
    first = rounds.set_up(ballot, keyring).key_document
    assert rounds.set_up(ballot, keyring).key_document == first


@pytest.mark.parametrize("heads", [{"north": 12, "south": 9}, {"north": 20}, {"n": 12, "south": 8}])
def test_a_box_that_was_made_for_other_groups_is_not_taken_for_this_round(
    ballot: Session, keyring: Keyring, heads: dict[str, int]
) -> None:
    first = rounds.set_up(ballot, keyring).key_document
    with pytest.raises(box.OtherBox, match="the staff list has changed since"):
        rounds.set_up(ballot, keyring, heads=heads)
    assert keys.find(ballot, rounds.CODE).key_document == first


def test_a_box_that_was_made_for_other_keyholders_is_not_taken_for_this_round(
    ballot: Session, keyring: Keyring
) -> None:
    wave, blocks = rounds.make_wave(), rounds.make_blocks()
    for key, refused in ((KEY, False), (KEY, False), (OTHER, True)):
        with pytest.raises(box.OtherBox) if refused else nullcontext():
            box.set_up(ballot, keyring, wave, blocks, public_key=key)


def test_a_killed_set_up_leaves_a_key_that_is_used(ballot: Session, keyring: Keyring) -> None:
    rounds.box.set_up(ballot, keyring, rounds.make_wave(), rounds.make_blocks())
    key = keyring.read("2026-12.seal")
    ballot.rollback()
    rounds.set_up(ballot, keyring)
    assert keyring.read("2026-12.seal") == key


def test_a_half_written_key_is_made_anew(ballot: Session, keyring: Keyring, tmp_path: Path) -> None:
    keyring.write("2026-12.seal", seal.new_key()[:20])
    public = rounds.set_up(ballot, keyring).keys.sealing_key
    assert seal.public_part(seal.load_key(keyring.read("2026-12.seal"))) == public


@pytest.mark.both_databases
def test_closing_twice_is_closing_once(ballot: Session, keyring: Keyring) -> None:
    rounds.set_up(ballot, keyring)
    box.close(ballot, rounds.CODE)
    box.close(ballot, rounds.CODE)
    assert not keys.find(ballot, rounds.CODE).is_open
    with pytest.raises(NoSuchBox):
        box.close(ballot, "2030-01")


@pytest.mark.both_databases
def test_the_count_is_the_same_before_and_after_the_opening(
    ballot: Session, keyring: Keyring
) -> None:
    rounds.set_up(ballot, keyring)
    assert box.count(ballot, rounds.CODE) == 0
    rounds.cast_all(ballot, rounds.make_slips(ballot)[:7])
    assert box.count(ballot, rounds.CODE) == 7
    box.close(ballot, rounds.CODE)
    opening.open_box(ballot, keyring, rounds.CODE)
    assert box.count(ballot, rounds.CODE) == 7
