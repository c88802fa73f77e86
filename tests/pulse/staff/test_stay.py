"""Each page of staff says until when the log-in lasts, and how to stay."""

from flask import Flask
from sqlalchemy.orm import Session

from tests.house_client import HouseClient
from tests.pulse.logged_in import begin_session
from tests.pulse.staff.conftest import Wait
from tests.pulse.staff.forms import make, words


def test_a_page_says_until_when_and_opening_it_moves_that_on(
    app: Flask, client: HouseClient, people: Session, wait: Wait
) -> None:
    begin_session(people, client, make(app, people))
    assert "You are logged in until 12:30" in words(client.get("/office/"))
    assert "until 20:00 at most" in words(client.get("/office/"))
    wait(29)
    assert "Your log-in now ends at 12:59" in words(client.get("/staff/stay"))
    for _ in range(15):
        wait(29)
        client.get("/staff/stay")
    wait(1)  # 19:45: no page moves the end of the whole log-in
    said = words(client.get("/office/"))
    assert "You are logged in until 20:00" in said
    assert 'data-ends-in="15"' in client.get("/office/").text


def test_the_time_is_londons(app: Flask, client: HouseClient, people: Session, wait: Wait) -> None:
    wait(60 * 24 * 180)  # May
    begin_session(people, client, make(app, people))
    assert "You are logged in until 13:30" in words(client.get("/office/"))


def test_who_is_not_logged_in_stays_out(client: HouseClient) -> None:
    assert client.get("/staff/stay").location == "/staff/log-in?next=/staff/stay"
    assert "data-stay" not in client.get("/staff/log-in").text
