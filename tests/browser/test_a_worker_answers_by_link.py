"""A worker answers by a personal link in a real browser: one right a link, and nobody can tell whose answers are whose."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, Request, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.credentials.links import Link
from surveys.credentials.spend import Spent
from surveys.responses import box, envelope
from tests.browser.answering import answers_and_sends, count, is_clean, starts
from tests.pulse.respond.open_round import Open, open_round

pytestmark = pytest.mark.browser

STORED = "JSON.stringify(Object.entries(localStorage))"


@pytest.fixture
def asked(live: str, people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    return open_round(people, ballot, tmp_path / "keys", links_made=6, blocks=3)


def signed(people: Session) -> int:
    people.rollback()
    done = len(people.scalars(select(Link).where(Link.signed.is_not(None))).all())
    people.rollback()
    return done


def test_a_link_is_opened_answered_and_sent(
    page: Page, live: str, asked: Open, ballot: Session, people: Session
) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.goto(f"{live}/i#{asked.links['north'][0]}")
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    is_clean(page)
    assert sent == []
    page.get_by_role("button", name="Start").click()
    expect(page.locator("h1")).to_have_text("How work is going")
    expect(page.get_by_text("Your answers will be counted in: North (26 people)")).to_be_visible()
    expect(page).to_have_url(f"{live}/i")
    is_clean(page)
    answers_and_sends(page)
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    expect(page.get_by_text("Your link is used")).to_be_visible()
    is_clean(page)
    assert [r.url.removeprefix(live) for r in sent] == ["/i/group", "/i/sign", "/cast"]
    assert all("cookie" not in r.headers and not r.headers.get("referer") for r in sent)
    assert len(sent[-1].post_data_buffer or b"") == envelope.SIZE
    assert (count(ballot, asked), signed(people)) == (1, 1)
    (spent,) = ballot.scalars(select(Spent))
    assert spent.block == "north"
    # Nothing of it stays on the phone
    assert page.evaluate(STORED) == "[]"
    assert page.evaluate("document.cookie") == ""


def test_a_tab_that_was_thrown_away_goes_on_where_it_was(
    page: Page, live: str, asked: Open, ballot: Session, people: Session
) -> None:
    link = asked.links["north"][0]
    starts(page, live, link)
    page.get_by_label("By phone").check()
    # Only the right to answer is kept, no answer
    assert "phone" not in page.evaluate(STORED)
    # Opened again by the message, or from the browser's own list
    for address in (f"{live}/i#{link}", f"{live}/i"):
        page.goto("about:blank")
        page.goto(address)
        page.get_by_role("button", name="Start").click()
        expect(page.locator("h1")).to_have_text("How work is going")
    assert signed(people) == 1
    answers_and_sends(page)
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    assert count(ballot, asked) == 1


def test_a_lost_signature_is_asked_for_again_and_is_the_same(
    page: Page, live: str, asked: Open, people: Session
) -> None:
    page.route("**/i/sign", lambda route: (route.fetch(), route.abort())[0])
    page.goto(f"{live}/i#{asked.links['north'][0]}")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_contain_text("You are not connected")
    assert signed(people) == 1
    page.unroute("**/i/sign")
    page.reload()
    page.get_by_role("button", name="Start").click()
    expect(page.locator("h1")).to_have_text("How work is going")


def test_a_link_opened_by_somebody_else_says_so(
    new_page: Callable[..., Page], live: str, asked: Open
) -> None:
    starts(new_page(), live, asked.links["north"][0])
    page = new_page()
    page.goto(f"{live}/i#{asked.links['north'][0]}")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_contain_text("has been opened before")
    is_clean(page)


def test_two_people_with_one_phone_keep_their_rights_apart(
    page: Page, live: str, asked: Open, ballot: Session, people: Session
) -> None:
    starts(page, live, asked.links["north"][0])
    page.goto("about:blank")
    starts(page, live, asked.links["north-1"][0])
    expect(page.get_by_text("North-1 (26 people)")).to_be_visible()
    answers_and_sends(page)
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    page.goto("about:blank")
    starts(page, live, asked.links["north"][0])
    expect(page.get_by_text("North (26 people)")).to_be_visible()
    answers_and_sends(page)
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    assert (count(ballot, asked), signed(people)) == (2, 2)


def test_another_set_of_keys_is_refused(
    page: Page, live: str, asked: Open, people: Session
) -> None:
    """Whoever shows each person keys of their own could tell people apart."""

    def other_keys(route: object) -> None:
        reply = route.fetch()  # type: ignore[attr-defined]
        document = reply.json()
        document["blocks"][0]["headcount"] += 1
        route.fulfill(response=reply, body=json.dumps(document))  # type: ignore[attr-defined]

    page.route("**/i/keys/*", other_keys)
    page.goto(f"{live}/i#{asked.links['north'][0]}")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_contain_text("not the ones your link was made for")
    assert signed(people) == 0


def test_a_signature_that_is_none_is_thrown_away(page: Page, live: str, asked: Open) -> None:
    page.route("**/i/sign", lambda route: route.fulfill(json={"signature": "A" * 512}, status=200))
    page.goto(f"{live}/i#{asked.links['north'][0]}")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_contain_text("not a right to answer")
    assert page.evaluate(STORED) == "[]"


def test_a_link_is_given_up_for_paper(page: Page, live: str, asked: Open, people: Session) -> None:
    page.goto(f"{live}/i#{asked.links['north'][0]}")
    page.get_by_role("button", name="I would rather use paper").click()
    is_clean(page)
    page.get_by_role("button", name="Give up my link and use paper").click()
    expect(page.get_by_text("Your link is given up")).to_be_visible()
    is_clean(page)
    people.rollback()
    assert [link.block for link in people.scalars(select(Link).where(Link.on_paper))] == ["north"]
    people.rollback()
    page.reload()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert")).to_contain_text("given up for a paper slip")


def test_a_link_that_was_started_here_is_not_given_up(
    page: Page, live: str, asked: Open, people: Session
) -> None:
    starts(page, live, asked.links["north"][0])
    page.goto("about:blank")
    page.goto(f"{live}/i#{asked.links['north'][0]}")
    page.get_by_role("button", name="I would rather use paper").click()
    page.get_by_role("button", name="Give up my link and use paper").click()
    expect(page.get_by_role("alert")).to_contain_text("You have started with your link already")


def test_answers_of_a_spent_right_come_along_to_a_slip(
    page: Page, live: str, asked: Open, ballot: Session
) -> None:
    starts(page, live, asked.links["north"][0])
    page.get_by_label("By phone").check()
    kept = page.evaluate("Object.entries(localStorage)[0]")
    answers_and_sends(page)
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    # Somebody puts the used right back, and tries other answers
    page.evaluate("([name, value]) => localStorage.setItem(name, value)", kept)
    page.goto("about:blank")
    page.goto(f"{live}/i")
    page.get_by_role("button", name="Start").click()
    page.get_by_label("Online").check()
    page.get_by_role("button", name="Check your answers").click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_have_text("Your answers were not sent")
    expect(page.locator(".govuk-error-message")).to_contain_text("with your link already")
    assert count(ballot, asked) == 1
    page.get_by_label("Your one-time code").fill(asked.codes[0])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Online")).to_be_visible()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    assert count(ballot, asked) == 2


def test_when_the_round_is_over_the_right_is_wiped_from_the_phone(
    page: Page, live: str, app: Flask, asked: Open, ballot: Session
) -> None:
    starts(page, live, asked.links["north"][0])
    assert page.evaluate(STORED) != "[]"
    box.close(ballot, asked.wave)
    ballot.commit()
    app.extensions.pop("pulse_open_round")  # what a process believes for two seconds
    page.goto("about:blank")
    page.goto(f"{live}/i#{asked.links['north'][0]}")
    expect(page.locator("h1")).to_have_text("No round is open now")
    page.wait_for_function(f"{STORED} === '[]'")


def test_a_right_that_comes_too_late_does_not_stay_on_the_phone(
    page: Page, live: str, asked: Open, ballot: Session
) -> None:
    starts(page, live, asked.links["north"][0])
    box.close(ballot, asked.wave)
    ballot.commit()
    answers_and_sends(page)
    expect(page.locator("h1")).to_have_text("Your answers were not sent")
    expect(page.locator(".govuk-error-message")).to_contain_text("This round is over")
    assert page.evaluate(STORED) == "[]"
    assert count(ballot, asked) == 0
