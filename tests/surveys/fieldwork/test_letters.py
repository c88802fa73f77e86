"""Everybody gets the same letters on the same days; a letter goes out once; what came back is put right and sent again."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import clock
from surveys.fieldwork import (
    address,
    freeze,
    handing,
    invitations,
    letters,
    reached,
    stopping,
    waves,
)
from surveys.fieldwork.address import BadEmail, BadMobile, NoSuchWorker, UnknownAddress
from surveys.fieldwork.correspondence import Fate, Kind
from surveys.fieldwork.letter import Letter, LetterRow
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import Wave
from surveys.keyring import Keyring
from tests.surveys.fieldwork import made_up

pytestmark = pytest.mark.both_databases
OPENS = date(2026, 11, 16)
CODE = "2026-11"


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys")


@pytest.fixture
def wave(people: Session, keyring: Keyring, today: date) -> Wave:
    """An open round with reminders; everybody of A1 has an address, nobody else."""
    made_up.staffed(people)
    for worker in people.scalars(select(Worker).where(Worker.group_code == "A1")):
        worker.email = f"{worker.staff_number}@westerby.example".lower()
    made = made_up.wave(people)
    made.invites, made.reminders = True, [5, 10]
    blocks = [group for group in freeze.freeze(people, made) if group.is_block]
    made.move(waves.State.OPEN)
    invitations.make(people, keyring, CODE, blocks)
    return made


def on(people: Session, keyring: Keyring, wave: Wave, after: int) -> Sequence[Letter]:
    """What goes out on a day after the first, all of it handed over."""
    with clock.at(OPENS + timedelta(days=after)):
        letters.make_due(people, wave)
        sent = list(letters.waiting(people, keyring, CODE, b"document"))
        for letter in sent:
            assert handing.begin(people, letter.reference)
            handing.handed(people, letter.reference)
        assert not letters.are_due(people, wave)
    return sent


def one_of_them(people: Session) -> Worker:
    return people.scalars(select(Worker).where(Worker.email.is_not(None))).first()  # type: ignore[return-value]


def test_everybody_is_invited_once_and_reminded_twice_on_the_planned_days(
    people: Session, keyring: Keyring, wave: Wave
) -> None:
    sent = {after: on(people, keyring, wave, after) for after in range(14)}
    assert {after: len(several) for after, several in sent.items() if several} == {
        0: 12,
        5: 12,
        10: 12,
    }
    kinds = [{letter.kind for letter in sent[after]} for after in (0, 5, 10)]
    assert kinds == [{Kind.INVITATION}, {Kind.FIRST_REMINDER}, {Kind.SECOND_REMINDER}]
    assert {x.fragment for x in sent[0]} == {x.fragment for x in sent[5]}
    assert reached.in_all(people, CODE) == {
        "invited": 12,
        "reminded": 24,
        "came back": 0,
        "perhaps twice": 0,
    }


def test_after_days_without_a_runner_one_reminder_goes_out_and_none_on_the_heels_of_an_invitation(
    people: Session, keyring: Keyring, wave: Wave
) -> None:
    assert len(on(people, keyring, wave, 11)) == 12
    assert on(people, keyring, wave, 12) == []
    assert {letter.kind for letter in on(people, keyring, wave, 13)} == {Kind.SECOND_REMINDER}
    assert on(people, keyring, wave, 13) == []


def test_a_letter_is_in_one_pair_of_hands(people: Session, keyring: Keyring, wave: Wave) -> None:
    letters.make_due(people, wave)
    first = next(letters.waiting(people, keyring, CODE, b"document"))
    assert handing.begin(people, first.reference)
    assert not handing.begin(people, first.reference)
    assert first.reference not in {
        one.reference for one in letters.waiting(people, keyring, CODE, b"document")
    }
    assert [reference for reference, _ in handing.under_way(people, CODE)] == [first.reference]
    handing.put_back(people, first.reference, perhaps_twice=True)
    assert reached.in_all(people, CODE)["perhaps twice"] == 1
    assert handing.under_way(people, CODE) == []


def test_an_address_that_takes_nothing_is_tried_for_a_while_and_then_given_up(
    people: Session, keyring: Keyring, wave: Wave
) -> None:
    letters.make_due(people, wave)
    letter = next(letters.waiting(people, keyring, CODE, b"document"))
    for _ in range(handing.PATIENCE):
        assert handing.begin(people, letter.reference)
        handing.not_now(people, letter.reference, "The mailbox is full.")
    assert not handing.begin(people, letter.reference)
    (given_up,) = reached.unreachable(people)
    assert given_up.came_back == "The mailbox is full."


def test_who_wants_no_letters_gets_none_from_then_on_and_takes_it_back(
    people: Session, keyring: Keyring, wave: Wave
) -> None:
    on(people, keyring, wave, 0)
    who = one_of_them(people)
    assert stopping.choose(people, who.stop_code, no_letters=True)
    assert stopping.has_stopped(people, who.stop_code)
    people.expire_all()
    assert len(on(people, keyring, wave, 5)) == 11
    assert reached.without_letters(people) == 1
    assert reached.unreachable(people) == []
    assert stopping.choose(people, who.stop_code, no_letters=False)
    people.expire_all()
    assert len(on(people, keyring, wave, 10)) == 12
    assert not stopping.choose(people, "nobody's", no_letters=True)
    assert stopping.has_stopped(people, "nobody's") is None


def test_a_letter_that_came_back_is_sent_again_to_the_address_that_was_put_right(
    people: Session, keyring: Keyring, wave: Wave
) -> None:
    sent = on(people, keyring, wave, 0)
    who = one_of_them(people)
    address.mark(people, f" {who.email.upper()} ")  # type: ignore[union-attr]
    assert len(on(people, keyring, wave, 5)) == 11
    with pytest.raises(BadEmail, match="Somebody else"):
        address.put_right(
            people,
            CODE,
            who,
            email=sent[0].to if sent[0].to != who.email else sent[1].to,
            mobile="",
        )
    with pytest.raises(BadEmail, match="is no e-mail address"):
        address.put_right(people, CODE, who, email="nowhere", mobile="")
    with pytest.raises(BadMobile, match="is no telephone number"):
        address.put_right(people, CODE, who, email="", mobile="ask reception")
    assert address.put_right(people, CODE, who, email="Own@Home.example", mobile="")
    (again,) = on(people, keyring, wave, 6)
    assert (again.to, again.kind) == ("own@home.example", Kind.INVITATION)
    assert again.fragment in {letter.fragment for letter in sent}
    assert not address.put_right(people, CODE, who, email="own@home.example", mobile="")


def test_nobody_is_marked_or_found_who_is_not_on_the_roster(people: Session, wave: Wave) -> None:
    with pytest.raises(UnknownAddress):
        address.mark(people, "nobody@westerby.example")
    who = one_of_them(people)
    who.active = False
    people.flush()
    for number in (who.id, 9999):
        with pytest.raises(NoSuchWorker):
            address.find(people, number)


def test_at_the_close_every_letter_is_forgotten_with_its_invitation(
    people: Session, keyring: Keyring, wave: Wave
) -> None:
    on(people, keyring, wave, 0)
    assert people.scalars(select(LetterRow.fate)).all() == [Fate.HANDED] * 12
    invitations.clear(people, CODE)
    people.expire_all()
    assert people.scalars(select(LetterRow)).all() == []
