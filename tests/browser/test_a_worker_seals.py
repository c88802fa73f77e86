"""What a browser that seals by itself sends, and what it says when a right or an answer must be put right."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect
from sqlalchemy.orm import Session

from surveys.credentials import keys
from surveys.responses import cast, envelope, packing, seal
from tests.browser.answering import count, is_clean
from tests.pulse.respond.open_round import BLOCK, Open, open_round

pytestmark = pytest.mark.browser

COMMENT = "My manager Karen Whitfield says there is no money. Ring 07700 900123."


@pytest.fixture
def asked(live: str, people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    return open_round(people, ballot, tmp_path / "keys")


def test_what_leaves_the_phone_is_sealed_and_carries_no_cookie(
    page: Page, live: str, asked: Open, ballot: Session
) -> None:
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What should we know that we did not ask?").fill(COMMENT)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    assert [request.url.removeprefix(live) for request in sent] == ["/answer", "/cast"]
    handed_in = sent[-1].post_data_buffer or b""
    assert len(handed_in) == envelope.SIZE
    assert b"manager" not in handed_in
    assert "cookie" not in sent[-1].headers
    assert sent[-1].headers.get("referer", "") == ""
    kept = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert page.evaluate(kept) == [0, 0, ""]


def test_a_used_code_is_refused_and_the_answers_come_along_to_one_that_works(
    page: Page, live: str, asked: Open, ballot: Session
) -> None:
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("By phone").check()
    page.get_by_role("button", name="Check your answers").click()
    # While she thinks about it somebody uses her code
    wave = keys.find(ballot, asked.wave)
    packed = packing.pack({"caseload_safe": "agree"}, [])
    sealed = seal.seal(wave.keys.sealing_key, asked.wave, BLOCK, packed)
    cast.cast(ballot, asked.codes[0], sealed)
    ballot.commit()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_have_text("Your answers were not sent")
    expect(page.locator(".govuk-error-message")).to_contain_text("This code has been used")
    is_clean(page)
    # A code that is none is told beside the field, too
    page.get_by_label("Your one-time code").fill("nonsense")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".govuk-error-message")).to_contain_text("We do not know this code")
    page.get_by_label("Your one-time code").fill(asked.codes[1])
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
    expect(page.get_by_text("By phone")).to_be_visible()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    assert count(ballot, asked) == 2


def test_what_must_be_put_right_stands_at_the_top_and_beside_the_box(
    page: Page, live: str, asked: Open
) -> None:
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("not answered anything yet")
    box_of_words = page.get_by_label("What should we know that we did not ask?")
    box_of_words.fill("Too many forms. " * 70)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("too long")
    expect(page.locator("#not_asked-error")).to_contain_text("nothing you typed has been lost")
    is_clean(page)
    box_of_words.fill("Too many forms.")
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
    page.get_by_role("button", name="Change my answers").click()
    expect(page.locator(".govuk-error-message")).to_have_count(0)
    expect(box_of_words).to_have_value("Too many forms.")
