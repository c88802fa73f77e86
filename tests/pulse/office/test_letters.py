"""The office reads every letter before it goes, sees how far they are, and puts addresses right."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.fieldwork import freeze, handing, invitations, letters, waves
from surveys.fieldwork.correspondence import Kind
from surveys.fieldwork.roster import Worker
from surveys.keyring import Keyring
from surveys.responses import box
from tests.house_client import HouseClient
from tests.surveys.fieldwork import made_up

CODE = "2026-11"
PAGE = f"/office/rounds/{CODE}/letters"
FORM = f"{PAGE}/came-back"


@pytest.fixture
def who(people: Session, ballot: Session, tmp_path: Path, today: object) -> int:
    """Somebody of a round whose letters have been handed over; their number on the roster."""
    made_up.staffed(people)
    for worker in people.scalars(select(Worker).where(Worker.group_code == "A1")):
        worker.email = f"{worker.staff_number}@westerby.example".lower()
    wave = made_up.wave(people)
    wave.invites, wave.texts, wave.reminders = True, True, [5, 10]
    blocks = [group for group in freeze.freeze(people, wave) if group.is_block]
    keyring = Keyring(tmp_path / "keys")
    wave.move(waves.State.OPEN)
    box.set_up(ballot, keyring, wave, blocks)
    ballot.commit()
    invitations.make(people, keyring, CODE, blocks)
    letters.make_due(people, wave)
    for letter in list(letters.waiting(people, keyring, CODE, b"document")):
        handing.begin(people, letter.reference)
        handing.handed(people, letter.reference)
    found = people.scalars(select(Worker.id).where(Worker.email.is_not(None))).first()
    people.commit()
    people.rollback()
    assert found
    return found


def worker(people: Session, number: int) -> tuple[str | None, str | None]:
    row = people.execute(select(Worker.email, Worker.came_back).where(Worker.id == number)).one()
    people.rollback()
    return row.email, row.came_back


def test_every_letter_can_be_read_with_its_days_and_counts(office: HouseClient, who: int) -> None:
    page = " ".join(office.get(PAGE).text.split())
    for words in (
        "Invitation: 16 November 2026",
        "First reminder: 21 November 2026",
        "Second reminder: 26 November 2026",
        "Invitation by e-mail",
        "Reminder by text message",
        "If you have answered, ignore this.",
        "None that we know of.",
        "Nothing is set that could send a letter",
    ):
        assert words in page
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">12</td>' in page


def test_an_address_that_came_back_is_marked_put_right_and_written_to_again(
    office: HouseClient, people: Session, who: int
) -> None:
    email, _ = worker(people, who)
    assert office.send(office.get(PAGE), {"came_back": email}, action=FORM).status_code == 302
    assert worker(people, who)[1]
    page = office.get(f"{PAGE}/{who}")
    action = f"{PAGE}/{who}"
    wrong = office.send(page, {"email": "nowhere", "mobile": "ask"}, action=action)
    assert wrong.status_code == 422
    assert "is no e-mail address" in wrong.text
    assert 'value="nowhere"' in wrong.text
    assert worker(people, who)[1]
    office.send(page, {"email": "own@home.example", "mobile": ""}, action=action)
    assert "Their letter is sent again." in office.get(PAGE).text
    assert worker(people, who) == ("own@home.example", None)


def test_an_address_that_is_nobodys_is_told_beside_the_field(office: HouseClient, who: int) -> None:
    for typed, said in (("", "Enter the e-mail address"), ("x@y.example", "Nobody on the roster")):
        refused = office.send(office.get(PAGE), {"came_back": typed}, action=FORM)
        assert refused.status_code == 422
        assert said in refused.text


def test_somebody_who_is_not_on_the_roster_has_no_page(office: HouseClient, who: int) -> None:
    assert office.get(f"{PAGE}/9999").status_code == 404


def test_who_wants_no_letters_is_a_number_and_never_a_name(
    office: HouseClient, people: Session, who: int
) -> None:
    named = people.get_one(Worker, who)
    named.no_letters, name = True, named.name
    people.commit()
    people.rollback()
    page = office.get(PAGE).text
    assert "1 person has asked for no letters" in " ".join(page.split())
    assert name not in page


def test_a_round_of_slips_says_that_no_letter_is_sent(
    office: HouseClient, people: Session, who: int
) -> None:
    waves.find(people, CODE).invites = False
    people.commit()
    people.rollback()
    assert "No letter is sent" in office.get(PAGE).text


def test_all_kinds_have_a_name_on_the_page() -> None:
    from pulse.office.letters import KINDS

    assert list(KINDS) == list(Kind)
