"""Whoever wants no letters taps once; a mail filter that opens the link changes nothing; nothing else can be done here."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.fieldwork.roster import Worker
from tests.house_client import HouseClient
from tests.surveys.fieldwork import made_up


@pytest.fixture
def code(people: Session) -> str:
    made_up.staffed(people)
    people.commit()
    found = people.scalars(select(Worker.stop_code)).first()
    people.rollback()
    assert found
    return found


def stopped(people: Session) -> int:
    found = people.scalars(select(Worker.no_letters)).all()
    people.rollback()
    return sum(found)


def test_opening_the_link_changes_nothing_and_one_tap_does(
    client: HouseClient, people: Session, code: str
) -> None:
    page = client.get(f"/stop/{code}")
    assert "Send me no more letters" in page.text
    assert stopped(people) == 0
    done = client.send(page, {})
    assert "You get no more letters about the survey." in done.text
    assert stopped(people) == 1
    again = client.send(done, {})
    assert "You get letters about the survey again." in again.text
    assert stopped(people) == 0
    assert "Set-Cookie" not in done.headers


def test_the_mail_programs_own_button_stops_letters_too(
    client: HouseClient, people: Session, code: str
) -> None:
    client.post(f"/stop/{code}", data={"List-Unsubscribe": "One-Click"})
    client.post(f"/stop/{code}", data={"List-Unsubscribe": "One-Click"})
    assert stopped(people) == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_code_that_is_nobodys_is_told_what_to_do(
    client: HouseClient, people: Session, code: str, method: str
) -> None:
    refused = getattr(client, method)(f"/stop/{code[:-1]}")
    assert refused.status_code == 404
    assert "Copy all of it from your newest letter" in refused.text
    assert stopped(people) == 0


def test_the_page_says_nothing_of_the_person(
    client: HouseClient, people: Session, code: str
) -> None:
    who = people.scalars(select(Worker).where(Worker.stop_code == code)).one()
    secrets = (who.name, who.staff_number)
    people.rollback()
    page = client.get(f"/stop/{code}").text
    assert not any(secret in page for secret in secrets)
