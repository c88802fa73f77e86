"""A director makes a key on a phone and on a desk, reads figures with it, and revokes it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from surveys.fieldwork import organisation
from tests import chromium
from tests.surveys.reports.council import Council, publish_rounds

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"


@pytest.fixture
def director(app: Flask, people: Session, tmp_path: Path, today: date) -> str:
    """The director's address; two rounds are published."""
    email = "dee@w.example"
    organisation.name(people, {"en": "Northmoor Council"})
    publish_rounds(people, tmp_path, Council(teams=3), 2, share=1.0)
    with app.app_context():
        account.create(people, email=email, name="Dee", role=Role.DIRECTOR, password=PASSWORD)
    people.commit()
    return email


def is_clean(page: Page, name: str) -> None:
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    chromium.picture(page, name)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_key_is_made_used_and_revoked(
    new_page: Callable[..., Page], live: str, director: str, width: int
) -> None:
    page = new_page(width=width)
    page.goto(f"{live}/staff/log-in?next=/director/")
    page.get_by_label("E-mail address").fill(director)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    chromium.press(page, page.get_by_role("link", name="Keys for programs"))
    is_clean(page, f"keys-none-{width}")
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter what the key is for")
    is_clean(page, f"keys-wrong-{width}")

    page.get_by_label("What the key is for").fill("Power BI, monthly report")
    page.get_by_label("Which figures it may read").select_option("S1")
    page.get_by_role("button", name="Make a key").click()
    expect(page.locator("h1")).to_have_text("Your new key")
    is_clean(page, f"key-made-{width}")
    own = {"Authorization": f"Bearer {page.get_by_label('The key').input_value()}"}
    read = page.request.get(f"{live}/api/v1/releases/2026-02/groups", headers=own)
    assert {row["group"][:2] for row in read.json()["rows"]} == {"S1"}

    page.get_by_role("link", name="Your keys").click()
    expect(page.get_by_text("16 November 2026").first).to_be_visible()
    is_clean(page, f"keys-{width}")
    page.get_by_role("button", name="Revoke the key Power BI, monthly report").click()
    expect(page.get_by_role("status")).to_have_text(
        "The key “Power BI, monthly report” is revoked."
    )
    is_clean(page, f"keys-revoked-{width}")
    assert page.request.get(f"{live}/api/v1/releases", headers=own).status == 401
