"""A worker reads and answers in Welsh on a phone: from a slip, from a letter's link, without script; the switch keeps all."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.fieldwork.roster import Worker
from tests import chromium
from tests.browser.answering import count, is_clean
from tests.chromium import press
from tests.pulse.languages import spoken
from tests.pulse.respond.open_round import Open, open_round
from tests.surveys.fieldwork import made_up

pytestmark = pytest.mark.browser

PAGES = ("/", "/promise", "/results", "/help", "/whistleblowing", "/accessibility", "/nowhere")
COMMENT = "Mae fy rheolwr Karen Whitfield yn dweud nad oes arian."


@pytest.fixture
def asked(
    app: Flask, live: str, people: Session, ballot: Session, tmp_path: Path, today: date
) -> Open:
    made_up.staffed(people)
    made = open_round(people, ballot, tmp_path / "keys", links_made=1)
    spoken.sign(app, people)
    return made


def shows(page: Page, heading: str, language: str = "cy") -> None:
    """It is that page, in that language, and everybody can use it."""
    stands(page, heading, language)
    is_clean(page)


def stands(page: Page, heading: str, language: str = "cy") -> None:
    """The same where axe-core cannot run, because nothing does."""
    expect(page.locator("h1")).to_have_text(heading)
    expect(page.locator("html")).to_have_attribute("lang", language)


def by_slip(page: Page, live: str, code: str) -> None:
    page.goto(f"{live}/answer#{code}")
    press(page, page.get_by_role("link", name="Cymraeg"))
    shows(page, "Ateb y rownd hon")
    expect(page.locator("#code")).to_have_value(code)
    page.get_by_role("button", name="Parhau").click()
    shows(page, "Sut mae’r gwaith yn mynd")
    page.get_by_label("Dros y ffôn").check()
    page.locator("textarea").first.fill(COMMENT)
    page.get_by_role("link", name="English").or_(page.get_by_role("button", name="English")).click()
    shows(page, "How work is going", "en")
    expect(page.get_by_label("By phone")).to_be_checked()
    expect(page.locator("textarea").first).to_have_value(COMMENT)
    page.locator("[data-language]").click()
    expect(page.get_by_label("Dros y ffôn")).to_be_checked()
    sends(page)


def by_link(page: Page, live: str, link: str) -> None:
    page.goto(f"{live}/i?lang=cy#{link}")
    expect(page.get_by_role("button", name="Dechrau")).to_be_visible()
    shows(page, "Ateb y rownd hon")
    page.get_by_role("button", name="Dechrau").click()
    expect(page.get_by_text("Caiff eich atebion eu cyfrif yn")).to_be_visible()
    page.locator("textarea").first.fill(COMMENT)
    sends(page)


def sends(page: Page) -> None:
    page.get_by_role("button", name="Gwirio’ch atebion").click()
    expect(page.locator("mark.pulse-mask").first).to_have_text("[name]")
    shows(page, "Gwirio’ch atebion")
    page.get_by_role("button", name="Anfon fy atebion").click()
    shows(page, "Diolch. Mae’ch atebion wedi cyrraedd")


def without_script(page: Page, live: str, code: str) -> None:
    page.goto(f"{live}/answer?lang=cy")
    page.locator("#code").fill("AAAA")
    press(page, page.get_by_role("button", name="Parhau"))
    expect(page.locator(".govuk-error-message")).to_contain_text("16 o lythrennau")
    page.locator("#code").fill(code)
    press(page, page.get_by_role("button", name="Parhau"))
    page.get_by_label("Cytuno", exact=True).first.check()
    for language in ("en", "cy"):
        press(page, page.locator("[data-language]"))
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("main input:checked")).to_have_count(1)
    while not page.locator(".pulse-answers").count():
        press(page, page.locator("main form button[type=submit]").first)
    stands(page, "Gwirio’ch atebion")
    press(page, page.get_by_role("button", name="Anfon fy atebion"))
    stands(page, "Diolch. Mae’ch atebion wedi cyrraedd")


def test_a_worker_answers_in_welsh_in_every_way_and_nothing_is_lost_by_the_switch(
    new_page: Callable[..., Page], live: str, asked: Open, people: Session, ballot: Session
) -> None:
    page = new_page()
    stop = people.scalars(select(Worker.stop_code)).first()
    people.rollback()
    for path in (*PAGES, f"/stop/{stop}"):
        page.goto(f"{live}{path}?lang=cy")
        expect(page.locator("html")).to_have_attribute("lang", "cy")
        chromium.unfold(page)
        is_clean(page)
    by_slip(page, live, asked.codes[0])
    by_link(new_page(), live, asked.links["north"][0])
    without_script(new_page(javascript=False), live, asked.codes[1])
    assert count(ballot, asked) == 3
