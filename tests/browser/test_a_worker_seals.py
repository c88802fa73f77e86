"""What a browser that seals by itself sends, and what it says when a right or an answer must be put right."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect
from sqlalchemy.orm import Session

from surveys.credentials import keys
from surveys.responses import cast, envelope, packing, seal
from tests.browser.answering import count, is_clean
from tests.pulse.respond.box_contents import contents
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


def test_a_thousand_emoji_are_counted_as_a_thousand_and_sent(
    page: Page, live: str, asked: Open, ballot: Session, tmp_path: Path
) -> None:
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    box = page.get_by_label("What should we know that we did not ask?")
    box.fill("🙂" * 1001)
    count = page.locator(".govuk-character-count__status", has_text="too many")
    expect(count).to_have_text("You have 1 character too many")
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator(".govuk-error-message")).to_contain_text("about 1 character too long")
    box.fill("🙂" * 1000)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
    is_clean(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")
    (one,) = contents(ballot, tmp_path / "keys", asked.wave)
    assert [comment.text for comment in one.comments] == ["🙂" * 1000]


def test_two_comments_of_emoji_that_do_not_fit_together_are_refused_and_kept(
    page: Page, live: str, asked: Open
) -> None:
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("textarea")).to_have_count(2)
    for question in page.get_by_role("group", name=re.compile("Question ")).all()[:5]:
        question.locator("input").first.check()
    for box in page.locator("textarea").all():
        box.fill("🙂" * 1000)
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator(".govuk-error-message")).to_contain_text("Your two comments together are")
    assert [box.input_value() for box in page.locator("textarea").all()] == ["🙂" * 1000] * 2


@pytest.fixture
def checked(page: Page, live: str, asked: Open) -> Page:
    """A check page with a comment that the union may read."""
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What should we know that we did not ask?").fill(COMMENT)
    page.locator("[name=not_asked-reader][value=union]").check()
    page.get_by_role("button", name="Check your answers").click()
    expect(page.locator("h1")).to_have_text("Check your answers")
    return page


def test_words_are_covered_by_keyboard_alone_and_focus_stays(
    checked: Page, ballot: Session, asked: Open, tmp_path: Path
) -> None:
    choose = checked.get_by_role("button", name="Choose words one by one")
    choose.focus()
    checked.keyboard.press("Enter")
    is_clean(checked)
    word = checked.get_by_role("button", name="money", exact=True)
    word.focus()
    checked.keyboard.press("Space")
    covered = checked.get_by_role("button", name="[hidden] stands for money")
    expect(covered).to_be_focused()
    expect(covered).to_have_attribute("aria-pressed", "true")
    expect(checked.locator("[role=status]", has_text="covered")).to_contain_text(
        "“money” is covered"
    )
    checked.keyboard.press("Space")
    expect(checked.get_by_role("button", name="money", exact=True)).to_be_focused()
    checked.keyboard.press("Space")
    checked.get_by_role("button", name="Stop choosing words").click()
    checked.get_by_role("button", name="Send my answers").click()
    expect(checked.locator("h1")).to_have_text("Thank you. Your answers are in")
    (one,) = contents(ballot, tmp_path / "keys", asked.wave)
    assert [comment.text for comment in one.comments] == [
        "My manager [name] says there is no [hidden]. Ring [phone]."
    ]


def test_what_was_covered_stays_so_when_the_author_changes_the_words(checked: Page) -> None:
    comment = checked.locator(".pulse-written")
    checked.locator(".pulse-word", has_text="money").click()
    checked.locator(".pulse-word", has_text="[name]").click()
    checked.get_by_role("button", name="Change my answers").click()
    checked.get_by_label("What should we know that we did not ask?").fill(f"No money. {COMMENT}")
    checked.get_by_role("button", name="Check your answers").click()
    expect(comment).to_have_text(
        "No [hidden]. My manager [name] says there is no [hidden]. Ring [phone]."
    )
    expect(checked.locator("main")).to_contain_text("You ask to show “Karen Whitfield”")


def test_a_comment_that_nobody_reads_asks_nobody(page: Page, live: str, asked: Open) -> None:
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What should we know that we did not ask?").fill(COMMENT)
    page.get_by_role("button", name="Check your answers").click()
    page.locator(".pulse-word", has_text="[name]").click()
    expect(page.locator("[role=status]", has_text="Nobody")).to_contain_text("cannot be shown")


def test_a_cover_for_which_there_is_no_room_is_refused_and_nothing_changes(
    page: Page, live: str, asked: Open
) -> None:
    page.goto(f"{live}/answer#{asked.codes[0]}")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What should we know that we did not ask?").fill("a b " * 250)
    page.get_by_role("button", name="Check your answers").click()
    page.locator(".pulse-word").first.click()
    expect(page.locator("[role=status]", has_text="room")).to_contain_text("too long")
    expect(page.locator(".pulse-written")).not_to_contain_text("[hidden]")
