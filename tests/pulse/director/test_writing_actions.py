"""How an action is written: names, mistakes, two at once, and what the log says."""

import re

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from surveys.reports import actions
from surveys.reports.intent import State
from tests.house_client import HouseClient
from tests.pulse.director.action_form import HOSTILE, PAGE, TYPED, new
from tests.pulse.director.conftest import PASSWORD, LogIn, Publish
from tests.pulse.director.test_figures import words
from tests.surveys.reports import said
from tests.surveys.reports.said import intent

pytestmark = pytest.mark.usefixtures("today")


def test_a_director_drafts_publishes_and_changes_and_the_log_says_so(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    client = log_in()
    at = new(client).location
    assert "Draft Planned" in words(client, at)
    assert "Two more administrators" not in words(client, "/results")
    assert client.send(client.get(at), {}, action=at + "/publish").status_code == 302
    assert "Two more administrators" in words(client, "/results")
    edit = client.get(at + "/edit")
    assert client.send(edit, {"state": "done"}, action=at + "/edit").status_code == 302
    assert "How it stands: Planned → Done" in words(client, at)
    assert "How it stands: Planned → Done" in words(client, "/results")
    entries = people.scalars(
        select(AuditEntry).where(AuditEntry.act != "logged in").order_by(AuditEntry.id)
    ).all()
    assert [one.act for one in entries] == [
        f"action {act}" for act in ("drafted", "published", "changed")
    ]
    assert {one.about for one in entries} == {"action 1: topic caseload, group S1, round 2026-04"}
    assert {one.actor for one in entries} == {"a@example.org"}


def test_a_name_is_refused_and_everything_typed_is_kept(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    refused = new(log_in(), what="Sarah Jones visits every team", because=HOSTILE)
    assert refused.status_code == 422
    assert "“Sarah Jones” may say who somebody is. Put a role instead" in refused.text
    kept = {value for value in TYPED.values() if value != TYPED["what"]}
    for value in kept:
        assert re.search(rf'value="{value}"[^>]*(selected|checked|>)|>\s*{value}', refused.text), (
            value
        )
    assert "Sarah Jones visits every team</textarea>" in refused.text
    assert actions.every(people) == ()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"about": ""}, "Choose a topic or a theme"),
        ({"about": "weather:rain"}, "Choose a topic or a theme"),
        ({"about": "topic:weather"}, "There is no such topic or theme"),
        ({"round": "2031-01"}, "Nothing is published of a round with that name"),
        ({"group": ""}, "Choose for whom it is"),
        ({"group": "S1T02"}, "Choose a group of your part"),
        ({"state": None}, "Choose how it stands"),
        ({"due-month": "13"}, "The day must be a real date"),
        ({"due-year": "two"}, "The day must be a real date"),
        ({"due-day": "", "due-month": "", "due-year": ""}, "Enter the day by which"),
        ({"post": ""}, "Enter the role of whoever does it"),
        ({"what": ""}, "Enter what will be done"),
        ({"state": "declined"}, "Enter why it cannot be done"),
    ],
    ids=str,
)
def test_what_is_wrong_stands_beside_its_field(
    log_in: LogIn, publish: Publish, fields: dict[str, str | None], message: str
) -> None:
    publish()
    refused = new(log_in(), **fields)
    assert refused.status_code == 422
    assert refused.text.count(message) == 2  # at the top, and beside the field


def test_of_two_directors_the_second_reads_what_the_first_wrote_and_keeps_what_they_typed(
    app: Flask, log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    made = said.published(people)
    with app.app_context():
        account.create(
            people, email="b@example.org", name="B", role=Role.DIRECTOR, password=PASSWORD
        )
    people.commit()
    first, at = log_in(), f"{PAGE}/{made.number}"
    second = HouseClient(app, app.response_class)
    second.send(second.get("/staff/log-in"), {"email": "b@example.org", "password": PASSWORD})
    pages = [client.get(at + "/edit") for client in (first, second)]
    first.send(pages[0], {"state": "done"}, action=at + "/edit")
    late = second.send(pages[1], {"what": "What the second typed."}, action=at + "/edit")
    assert late.status_code == 409
    said_now = " ".join(late.text.split())
    assert "Somebody else changed this action" in said_now
    assert "How it stands: Planned → Done" in said_now
    assert "What the second typed.</textarea>" in said_now
    assert second.send(late, {}, action=at + "/edit").status_code == 302
    assert [e.by for e in actions.find(people, made.number).entries][-2:] == [
        "a@example.org",
        "b@example.org",
    ]


def test_publishing_what_another_has_changed_is_refused(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    made = said.draft(people)
    people.commit()
    client, at = log_in(), f"{PAGE}/{made.number}"
    page = client.get(at)
    said.then(people, made, intent(State.DONE), on=said.DUE)
    people.commit()
    refused = client.send(page, {}, action=at + "/publish")
    assert refused.status_code == 409
    assert "Somebody else changed this action" in refused.text
    assert actions.published(people) == ()


def test_a_draft_is_put_away_and_a_published_one_is_not(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    client = log_in()
    at = new(client).location
    done = client.send(client.get(at), {}, action=at + "/discard")
    assert done.location == PAGE
    assert client.get(at).status_code == 404
    assert "No actions yet" in words(client, PAGE)
    at = new(client).location
    page = client.get(at)
    client.send(page, {}, action=at + "/publish")
    assert "discard" not in client.get(at).text
    assert client.send(page, {}, action=at + "/discard").status_code == 409


def test_before_the_first_release_nothing_can_be_recorded(log_in: LogIn) -> None:
    client = log_in()
    for path in (PAGE, PAGE + "/new"):
        assert "Nothing to show yet" in words(client, path)


def test_everything_that_is_wrong_is_told_at_once(log_in: LogIn, publish: Publish) -> None:
    publish()
    refused = new(log_in(), about="", what="Sarah Jones", post="")
    for message in ("Choose a topic", "“Sarah Jones” may say", "Enter the role"):
        assert message in refused.text


def test_a_change_that_is_refused_keeps_what_was_typed(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    at = f"{PAGE}/{said.published(people).number}/edit"
    people.commit()
    client = log_in()
    refused = client.send(client.get(at), {"note": "Sarah Jones is on leave."}, action=at)
    assert refused.status_code == 422
    assert "“Sarah Jones” may say" in refused.text
    assert "Sarah Jones is on leave.</textarea>" in refused.text
    nothing = client.send(client.get(at), {}, action=at)
    assert "Nothing is changed. Change something, or add a note" in nothing.text
