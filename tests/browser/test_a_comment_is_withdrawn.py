"""A union representative asks on a phone, a principal social worker agrees on a desk, and everybody reads that something is gone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from pulse.jobs import runner
from surveys.fieldwork import organisation
from tests import chromium
from tests.browser.test_an_account import PASSWORD, Visitor
from tests.surveys.reports.council import Council, publish_rounds

pytestmark = pytest.mark.browser
WORDS = "Twenty-six children and every one of them in court."


@pytest.fixture
def address(app: Flask, people: Session, tmp_path: Path, today: date, live: str) -> str:
    """A demonstration with one round and its comments: there no second factor is asked for."""
    organisation.name(people, {"en": "Northmoor Council"}, demonstration=True)
    sizes = {"S1T01": 40, "S1T02": 14, "S2T01": 40}
    publish_rounds(
        people, tmp_path / "keys", Council(("North", "South"), 0, sizes=sizes), 1, share=1.0
    )
    with app.app_context():
        for role in (Role.UNION, Role.PSW):
            account.create(
                people, email=f"{role}@w.example", name=role, role=role, password=PASSWORD
            )
    people.commit()
    return live


def test_a_comment_is_withdrawn_by_two(
    app: Flask, new_page: Callable[..., Page], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    union, psw = (enter(new_page(), address, role) for role in (Role.UNION, Role.PSW))

    # When one of the union asks for the first of these comments, and first forgets the reason
    union.go("/stewards/comments?words=every+one+of+them")
    union.is_told(WORDS)
    link = union.page.get_by_role("link", name="Ask to withdraw it").first
    chromium.press(union.page, link)
    union.is_told("Files that were taken are out of reach")
    union.look()
    union.press("Ask to withdraw this comment")
    union.is_told("Choose a reason from the list")
    union.page.get_by_label("It points at its author").check()
    union.press("Ask to withdraw this comment")
    union.is_told("It waits until 30 November 2026 for a principal social worker.")

    # And a principal social worker finds the request on their first page and agrees
    psw.go("/stewards/")
    chromium.press(psw.page, psw.page.get_by_role("link", name="Look at request 1"))
    psw.is_told(WORDS)
    psw.look()
    psw.press("Agree: withdraw it")
    psw.is_told("The comment is withdrawn within a few minutes.")
    monkeypatch.setattr(runner.kept_files, "waiting", lambda _: [])  # files to download take longer
    with app.app_context():
        list(runner.tick(app.extensions["pulse"]))

    # Then it is gone, both read so, and everybody reads that it is
    psw.go("/stewards/comments/withdrawals")
    psw.is_told("Request 1: May 2026. It points at its author. Withdrawn.")
    union.go("/stewards/comments/withdrawals/1")
    union.is_told("Both sides agreed. The comment is withdrawn.")
    union.go("/director/comments")
    union.is_told("because comment readers of two sides agreed: 1 (it points at its author)")
    worker = Visitor(new_page(), address)
    worker.go("/results#withdrawn")
    worker.is_told("May 2026: 1 of 40 (it points at its author: 1)")


def enter(page: Page, address: str, role: Role) -> Visitor:
    visitor = Visitor(page, address)
    visitor.log_in(f"{role}@w.example", PASSWORD)
    return visitor
