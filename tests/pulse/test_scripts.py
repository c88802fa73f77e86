"""What the worker's script does, tried in a browser on a bare stage."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from flask import Flask, redirect, render_template_string, request
from playwright.sync_api import Page, expect
from werkzeug.wrappers import Response

from tests import chromium, live_server
from tests.pulse import stage

pytestmark = pytest.mark.browser

QUESTIONS = stage.worker_page(
    '{% from "components/question.html" import question %}'
    '{% from "components/buttons.html" import buttons %}'
    '<form action="/answer" method="post" data-keep><input type="hidden" name="script" value="">'
    "{% for item in whole.items %}"
    "{{ question(item, parent=whole.item(item.follows.item) if item.follows) }}"
    '{% endfor %}{{ buttons("Check", [("go", "busy", "Break")], "go", "check") }}</form>',
    title="Questions",
)
CODE = stage.worker_page(
    '{% from "components/code_input.html" import code_input %}'
    '<form action="/answer" method="post">{{ code_input() }}</form>',
    title="Code",
)
CHECK = stage.worker_page(
    '<form action="/send" method="post" data-keep>'
    '{% for name, value in request.form.items() %}<p class="sent">{{ name }}={{ value }}</p>{% endfor %}'
    "<button>Send</button></form>",
    title="Check",
)
DONE = stage.worker_page("<p>Thank you.</p>", title="Done")


class Desk:
    """What the stage's server was sent, and a gate that lets its replies wait."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.gate = Event()
        self.gate.set()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def address(desk: Desk) -> Iterator[str]:
    app = stage.stage()
    _rooms(app, desk)
    with live_server.serve(app) as served:
        yield served
        desk.gate.set()


def _rooms(app: Flask, desk: Desk) -> None:
    @app.get("/answer")
    def questions() -> str:
        return render_template_string(QUESTIONS, whole=stage.instrument())

    @app.get("/code")
    def code() -> str:
        return render_template_string(CODE)

    @app.post("/answer")
    def check() -> str | tuple[str, int]:
        desk.gate.wait(10)
        desk.sent.append(request.form.to_dict())
        if request.form["go"] == "busy":
            return render_template_string('{% extends "errors/503.html" %}'), 503
        return render_template_string(CHECK)

    @app.post("/send")
    def send() -> Response:
        return redirect("/done", 303)

    @app.get("/done")
    def done() -> str:
        return render_template_string(DONE)


@pytest.fixture
def questions(page: Page, address: str) -> Page:
    page.goto(f"{address}/answer")
    return page


def test_a_code_in_the_address_fills_its_field_and_leaves_the_address(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/code#ABCD-EFGH")
    expect(page.locator("#code")).to_have_value("ABCD-EFGH")
    assert page.url == f"{address}/code"
    assert page.evaluate("history.length") == 2  # about:blank and this page


def test_a_follow_up_appears_with_its_answer_and_goes_with_it(questions: Page) -> None:
    follow_up = questions.get_by_role("group", name="I was offered support")
    expect(follow_up).to_be_hidden()
    questions.get_by_label("Online").check()
    expect(follow_up).to_be_visible()
    questions.get_by_label("None of these").check()
    expect(follow_up).to_be_hidden()
    expect(questions.get_by_label("Online")).not_to_be_checked()


def test_without_script_the_follow_up_is_there_and_says_when_to_answer(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(javascript=False)
    page.goto(f"{address}/answer")
    expect(page.get_by_role("group", name="I was offered support")).to_be_visible()
    expect(page.get_by_text("Answer this only if you chose “Phone” or “Online”")).to_be_visible()


def test_the_next_page_is_swapped_in_and_says_where_it_begins(questions: Page, desk: Desk) -> None:
    questions.get_by_label("Agree", exact=True).check()
    questions.get_by_role("button", name="Check").click()
    expect(questions.get_by_role("heading", level=1)).to_be_focused()
    expect(questions).to_have_title("Check – Pulse – Northmoor Council")
    assert desk.sent[0] | {"safe": "a4", "script": "1", "go": "check"} == desk.sent[0]


def test_a_lost_connection_loses_no_answer(questions: Page, desk: Desk) -> None:
    questions.get_by_label("Agree", exact=True).check()
    questions.get_by_label("What should we know?").fill("Too much")
    questions.context.set_offline(True)
    questions.get_by_role("button", name="Check").click()
    expect(questions.get_by_role("alert")).to_contain_text("Your answers are still on this page")
    expect(questions.get_by_label("What should we know?")).to_have_value("Too much")
    questions.context.set_offline(False)
    questions.get_by_role("button", name="Check").click()
    expect(questions.get_by_text("more=Too much")).to_be_visible()
    assert len(desk.sent) == 1


def test_a_server_that_fails_loses_no_answer(questions: Page) -> None:
    questions.get_by_label("Agree", exact=True).check()
    questions.get_by_role("button", name="Break").click()
    expect(questions.get_by_role("alert")).to_contain_text("Something went wrong here")
    expect(questions.get_by_label("Agree", exact=True)).to_be_checked()


def test_a_double_tap_sends_once(questions: Page, desk: Desk) -> None:
    desk.gate.clear()
    button = questions.get_by_role("button", name="Check")
    button.dblclick()
    expect(button).to_have_attribute("aria-disabled", "true")
    desk.gate.set()
    expect(questions.get_by_role("heading", name="Check")).to_be_visible()
    assert len(desk.sent) == 1


def test_back_finds_the_answers_until_they_are_sent_and_not_after(questions: Page) -> None:
    questions.get_by_label("Agree", exact=True).check()
    questions.get_by_role("button", name="Check").click()
    expect(questions.get_by_role("heading", name="Check")).to_be_visible()
    questions.go_back()
    expect(questions.get_by_label("Agree", exact=True)).to_be_checked()
    questions.get_by_role("button", name="Check").click()
    questions.get_by_role("button", name="Send").click()
    expect(questions.get_by_text("Thank you.")).to_be_visible()
    assert questions.url.endswith("/done")
    questions.go_back()
    expect(questions.get_by_role("heading", name="Questions")).to_be_visible()
    expect(questions.locator(":checked")).to_have_count(0)


def test_who_exits_leaves_no_answer_for_whoever_presses_back(questions: Page) -> None:
    questions.get_by_label("What should we know?").fill("Too much")
    questions.evaluate(
        "document.body.classList.add('govuk-exit-this-page-hide-content');"
        "dispatchEvent(new PageTransitionEvent('pagehide'))"
    )
    expect(questions.locator("textarea")).to_have_count(0)


def test_a_link_within_the_page_changes_nothing(questions: Page) -> None:
    questions.get_by_role("button", name="Check").click()
    expect(questions.get_by_role("heading", name="Check")).to_be_visible()
    questions.evaluate("location.hash = 'main-content'")
    questions.go_back()
    expect(questions.get_by_role("heading", name="Check")).to_be_visible()


def test_the_questions_are_accessible_and_fit_a_small_phone(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(width=320)
    page.goto(f"{address}/answer")
    page.get_by_label("Online").check()
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    heights = [
        label.bounding_box()["height"]  # type: ignore[index]
        for label in page.locator(".pulse-options label:visible").all()
    ]
    assert min(heights) >= 44
