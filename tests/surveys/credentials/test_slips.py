from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import URL, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from surveys import db
from surveys.credentials import slips, spend
from surveys.credentials.right import RoundOver, UsedCode
from surveys.credentials.slips import (
    ALPHABET,
    NoSuchBlock,
    Slip,
    SlipsInUse,
    TooManySlips,
    UnknownCode,
)
from surveys.keyring import Keyring
from surveys.responses import box
from tests.surveys.responses import rounds

CODES = st.text(ALPHABET, min_size=16, max_size=16)


@given(CODES, st.sampled_from(["", " ", "-", " - ", "\u2013", "\u00a0"]), st.booleans())
def test_a_code_is_known_however_it_is_typed(code: str, between: str, shout: bool) -> None:
    typed = between.join(code[start : start + 4] for start in range(0, 16, 4))
    typed = typed.replace("0", "o").replace("1", "l")
    assert slips.normalise(typed.upper() if shout else typed.lower()) == code


@given(CODES)
def test_the_whole_link_may_be_pasted(code: str) -> None:
    for mark in ("#", "%23"):
        assert slips.normalise(f" https://pulse.example.org:8000/answer{mark}{code}\n") == code
    assert slips.normalise(slips.printed(code)) == code


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_an_unknown_code(typed: str) -> None:
    with suppress(UnknownCode):
        assert set(slips.normalise(typed)) <= set(ALPHABET)


def test_a_u_or_a_missing_letter_is_an_unknown_code() -> None:
    for typed in ("", "U" * 16, "A" * 15, "A" * 17, "https://pulse.example.org/answer"):
        with pytest.raises(UnknownCode):
            slips.normalise(typed)


@pytest.mark.both_databases
def test_a_printed_code_is_found_in_its_block(ballot: Session, keyring: Keyring) -> None:
    rounds.set_up(ballot, keyring)
    for block, code in rounds.make_slips(ballot):
        found = slips.find(ballot, code.lower())
        assert (found.wave.wave, found.block) == ("2026-12", block)


@pytest.mark.both_databases
def test_codes_of_two_rounds_are_found_in_any_order(ballot: Session, keyring: Keyring) -> None:
    codes = []
    for wave in ("2026-09", "2026-12"):
        rounds.set_up(ballot, keyring, code=wave)
        codes += [(wave, code) for _, code in rounds.make_slips(ballot, code=wave)[:3]]
    for wave, code in [*codes[::2], *codes[1::2], *reversed(codes)]:
        assert slips.find(ballot, code).wave.wave == wave
        assert slips.hold(ballot, code).wave.wave == wave


@pytest.mark.both_databases
def test_codes_are_looked_up_on_a_line_that_cannot_write(
    ballot: Session, keyring: Keyring, urls: dict[str, URL]
) -> None:
    rounds.set_up(ballot, keyring)
    block, code = rounds.make_slips(ballot)[0]
    engine = db.asking(urls["ballot"].render_as_string(hide_password=False))
    with engine.connect() as line:
        found = slips.find(line, code)
        assert found.block == block
        with pytest.raises(DBAPIError, match=r"read.?only"):
            spend.spend(line, found)
    engine.dispose()
    assert not spend.is_spent(ballot, rounds.CODE, found.digest)


def test_codes_are_all_different_and_only_digests_are_kept(
    ballot: Session, keyring: Keyring
) -> None:
    rounds.set_up(ballot, keyring)
    codes = [code for _, code in rounds.make_slips(ballot)]
    assert len(set(codes)) == 20
    assert all(len(code) == 19 and code.count("-") == 3 for code in codes)
    kept = b"".join(ballot.scalars(select(Slip.digest)))
    assert not any(code.encode() in kept or code[:4].encode() * 2 in kept for code in codes)


def test_two_rounds_keep_different_digests_of_the_same_code(
    ballot: Session, keyring: Keyring
) -> None:
    first, second = (rounds.set_up(ballot, keyring, code=code) for code in ("2026-11", "2026-12"))
    assert slips.digest_of(first.salt, "A" * 16) != slips.digest_of(second.salt, "A" * 16)


@pytest.mark.both_databases
def test_a_block_never_has_more_codes_than_people(ballot: Session, keyring: Keyring) -> None:
    rounds.set_up(ballot, keyring)
    slips.make(ballot, rounds.CODE, {"north": 7})
    slips.make(ballot, rounds.CODE, {"north": 5})
    with pytest.raises(TooManySlips, match="12 people"):
        slips.make(ballot, rounds.CODE, {"north": 1})
    with pytest.raises(NoSuchBlock):
        slips.make(ballot, rounds.CODE, {"west": 1})


@pytest.mark.both_databases
def test_a_replaced_sheet_no_longer_works(ballot: Session, keyring: Keyring) -> None:
    rounds.set_up(ballot, keyring)
    lost = slips.make(ballot, rounds.CODE, {"north": 12, "south": 8})
    new = slips.replace(ballot, rounds.CODE, ["north"])
    assert len(new["north"]) == 12
    assert slips.find(ballot, new["north"][0]).block == "north"
    assert slips.find(ballot, lost["south"][0]).block == "south"
    for code in lost["north"]:
        with pytest.raises(UnknownCode):
            slips.find(ballot, code)


@pytest.mark.both_databases
def test_slips_are_not_replaced_once_one_was_used(ballot: Session, keyring: Keyring) -> None:
    rounds.set_up(ballot, keyring)
    made = slips.make(ballot, rounds.CODE, rounds.BLOCKS)
    spend.spend(ballot, slips.find(ballot, made["north"][0]))
    with pytest.raises(SlipsInUse):
        slips.replace(ballot, rounds.CODE, ["north"])
    assert slips.find(ballot, made["north"][1]).block == "north"
    assert len(slips.replace(ballot, rounds.CODE, ["south"])["south"]) == 8
    with pytest.raises(NoSuchBlock):
        slips.replace(ballot, rounds.CODE, ["west"])


@pytest.mark.both_databases
def test_a_used_code_an_unknown_one_and_a_late_one_are_told_apart(
    ballot: Session, keyring: Keyring
) -> None:
    rounds.set_up(ballot, keyring)
    (_, used), (_, fresh) = rounds.make_slips(ballot)[:2]
    spend.spend(ballot, slips.find(ballot, used))
    with pytest.raises(UsedCode):
        slips.find(ballot, used)
    with pytest.raises(UnknownCode):
        slips.find(ballot, "0000-0000-0000-0000")
    box.close(ballot, rounds.CODE)
    for code in (used, fresh):
        with pytest.raises(RoundOver):
            slips.find(ballot, code)
    with pytest.raises(RoundOver):
        slips.make(ballot, rounds.CODE, {"north": 0})


def test_making_no_slips_makes_none(ballot: Session, keyring: Keyring) -> None:
    rounds.set_up(ballot, keyring)
    assert slips.make(ballot, rounds.CODE, {"north": 0}) == {"north": ()}
