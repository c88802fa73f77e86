"""A comment from its author's phone to its readers: what is read is what was approved, by whom the author chose."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from pulse.access.permissions import Role
from surveys.comments.readers import Reader
from surveys.responses.packing import Comment
from tests import chromium
from tests.browser import a_round
from tests.browser.a_round import Round
from tests.browser.answering import is_clean
from tests.pulse.stewards.test_files import texts

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WRITTEN = (
    "Karen Whitfield cancels supervision. Ring her on 07700 900123 or write to LS1 4AP. "
    "Zebedee crashed and the tall trainer laughed."
)
READ = (
    "[name] cancels supervision. Ring her on [phone] or write to [postcode]. "
    "Zebedee crashed and the [hidden] trainer laughed."
)
OTHER_BOX = "one_change"
ONLY_THE_UNION = "Too many forms, and nobody reads them."
SECRETS = ("Karen", "Whitfield", "07700", "LS1 4AP", "tall")
#: What others wrote, by whom it may be read
OTHERS = {reader: f"Written for {reader.value.replace('_', ' ')}." for reader in Reader}


@pytest.fixture
def council(app: Flask, today: date) -> Round:
    made = Round(app)
    made.staff(Role.DIRECTOR, Role.UNION, Role.PSW)
    return made


def taps(page: Page, word: str) -> None:
    page.locator(".pulse-word", has_text=word).first.click()


def told(page: Page) -> str:
    return page.locator("dd", has_text="crashed").get_by_role("status").inner_text()


def writes_and_sends(page: Page, live: str, code: str) -> None:
    """A worker on a phone: sees what is covered, covers a word and undoes, asks for a name, sends."""
    page.goto(f"{live}/answer#{code}")
    page.get_by_role("button", name="Continue").click()
    first = page.get_by_label("What should we know that we did not ask?")
    first.fill(WRITTEN)
    page.locator("[name=not_asked-reader][value=directors]").check()
    page.locator(f"textarea[name={OTHER_BOX}]").fill(ONLY_THE_UNION)
    page.locator(f"[name={OTHER_BOX}-reader][value=union]").check()
    page.get_by_role("button", name="Check your answers").click()
    comment = page.locator("dd", has_text="crashed").locator(".pulse-written")
    expect(comment).to_have_text(READ.replace("Zebedee", "[name]").replace("[hidden]", "tall"))
    chromium.picture(page, "check-covered")
    is_clean(page)

    # One more word is hidden, another is hidden and shown again
    taps(page, "tall")
    expect(comment).to_contain_text("the [hidden] trainer")
    assert "“tall” is covered. Tap it again to undo." in told(page)
    taps(page, "laughed")
    expect(comment).to_contain_text("trainer [hidden].")
    page.locator(".pulse-word", has_text="[hidden]").last.click()
    expect(comment).to_contain_text("trainer laughed.")

    # A number stays covered whatever is tapped; a name is asked for and stays covered
    taps(page, "[phone]")
    assert "This stays covered" in told(page)
    page.locator(".pulse-word", has_text="[name]").last.click()
    assert "We will ask a comment reader to show “Zebedee”" in told(page)
    expect(comment).to_have_text(READ.replace("Zebedee", "[name]"))
    # She asks for a person's name too, which no reader will show
    page.locator(".pulse-word", has_text="[name]").first.click()
    assert "We will ask a comment reader to show “Karen Whitfield”" in told(page)
    chromium.picture(page, "check-asked")
    is_clean(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("h1")).to_have_text("Thank you. Your answers are in")


READERS = (
    (Role.UNION, "/stewards/comments", {Reader.UNION, Reader.UNION_AND_PSW, Reader.DIRECTORS}),
    (Role.PSW, "/stewards/comments", {Reader.UNION_AND_PSW, Reader.DIRECTORS}),
    (Role.DIRECTOR, "/director/comments", {Reader.DIRECTORS}),
)


def others(n: int) -> list[Comment]:
    """A dozen people write: enough to be published, few enough for one page."""
    if n >= 12:
        return []
    reader = list(Reader)[n % len(Reader)]
    return [Comment(item, OTHERS[reader], reader) for item in ("not_asked", OTHER_BOX)]


def logged_in(new_page: Callable[..., Page], live: str, role: Role, width: int = 360) -> Page:
    page = new_page(width=width)
    page.goto(f"{live}/staff/log-in")
    page.get_by_label("E-mail address").fill(f"{role.value}@example.org")
    page.get_by_label("Password", exact=True).fill(a_round.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "log-in" not in url)
    return page


def clears(page: Page, live: str) -> None:
    """A union representative shows what the author asked for, and approves all."""
    page.goto(f"{live}/stewards/clear/{a_round.CODE}")
    comment = page.locator("#comment .pulse-written")
    expect(comment).to_have_text(READ.replace("Zebedee", "[name]"))
    expect(page.locator("main")).to_contain_text("Its author asks you to show what we covered")
    chromium.picture(page, "steward-asked")
    is_clean(page)
    page.get_by_role("button", name="Show “Zebedee” for [name]").click()
    expect(comment).to_have_text(READ)
    expect(page.get_by_role("button", name="Show “Karen Whitfield” for [name]")).to_be_visible()
    while page.get_by_role("button", name="Approve").count():
        chromium.press(page, page.get_by_role("button", name="Approve"))
    page.goto(f"{live}/stewards/")
    chromium.press(page, page.get_by_role("button", name="Publish what is cleared"))


def reads(page: Page, *addresses: str) -> Iterator[str]:
    """What stands on these pages, and in the files that the last of them offers."""
    for address in addresses:
        page.goto(address)
        yield page.content()
    for button in page.get_by_role("button", name="Download").all():
        with page.expect_download() as coming:
            button.click()
        yield in_file(coming.value.path().read_bytes(), coming.value.suggested_filename)


def in_file(content: bytes, name: str) -> str:
    """All words in a file, and whatever else stands in its parts."""
    ending = name.rsplit(".", 1)[-1]
    parts = [texts(content, ending)]
    if ending != "zip":
        with ZipFile(BytesIO(content)) as whole:
            parts += [whole.read(part).decode(errors="replace") for part in whole.namelist()]
    return "\n".join(parts)


def plain(text: str) -> str:
    """Without the marks around words that are covered or show a theme."""
    return re.sub(r"</?mark[^>]*>", "", text)


def test_a_comment_is_read_as_it_was_approved_by_whom_its_author_chose(
    council: Round, live: str, new_page: Callable[..., Page], page: Page
) -> None:
    council.plan()
    council.on(a_round.OPENS)
    code = council.answer(others)
    writes_and_sends(page, live, code)
    council.on(a_round.CLOSED)
    council.on(a_round.RELEASES, 9)
    clears(logged_in(new_page, live, Role.UNION), live)
    council.on(a_round.RELEASES, 10)

    for role, address, sees in READERS:
        reader = logged_in(new_page, live, role, width=1280)
        for text in reads(reader, f"{live}{address}"):
            assert READ in plain(text), role
            assert (ONLY_THE_UNION in plain(text)) is (Reader.UNION in sees), role
            assert {one for one, said in OTHERS.items() if said in plain(text)} == sees, role
            assert not any(secret in text for secret in SECRETS), role
        chromium.picture(reader, f"comments-{role.value}")
        is_clean(reader)
    for text in reads(new_page(), f"{live}/", f"{live}/promise", f"{live}/results"):
        for secret in (READ[:30], "Zebedee", ONLY_THE_UNION, *OTHERS.values(), *SECRETS):
            assert secret not in plain(text)
