"""A worker answers: code, questions, check, send, thanks; with script on one page, without it in short steps."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.comments.readers import Reader
from surveys.responses.packing import Comment
from tests.house_client import HouseClient
from tests.pulse.respond.box_contents import contents
from tests.pulse.respond.open_round import Open
from tests.pulse.respond.worker import Worker

ANSWERS = {
    "caseload_safe": "disagree",
    "hours_over": "8_to_14",
    "supervision_amount": "prefer_not",
    "threats": ["by_phone", "online"],
    "incident_support": "yes",
    "not_asked": "The duty system is broken.",
    "not_asked-reader": "union",
    "role": "senior",
}


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def anybody(request: pytest.FixtureRequest, worker: Worker) -> Worker:
    worker.script = request.param
    return worker


def test_what_was_answered_is_in_the_box(
    anybody: Worker, ballot: Session, asked: Open, tmp_path: Path
) -> None:
    anybody.opens().answers(ANSWERS).sends()
    assert anybody.heading == "Thank you. Your answers are in"
    (one,) = contents(ballot, tmp_path / "keys", asked.wave)
    assert one.answers == {
        "caseload_safe": "disagree",
        "hours_over": "8_to_14",
        "threats": ["by_phone", "online"],
        "incident_support": "yes",
        "role": "senior",
    }
    assert one.comments == (Comment("not_asked", "The duty system is broken.", Reader.UNION),)


def test_the_check_page_says_the_answers_in_words(anybody: Worker) -> None:
    anybody.opens().answers(ANSWERS)
    assert anybody.heading == "Check your answers"
    assert "My caseload is safe for the people I work with Disagree" in anybody.text
    assert "four weeks Prefer not to say" in anybody.text
    assert "By phone; Online" in anybody.text
    assert "I can be honest in supervision Not answered" in anybody.text
    assert "You cannot take your answers back after sending: nobody can find them." in anybody.text


def test_nothing_is_kept_before_it_is_sent(
    anybody: Worker, ballot: Session, asked: Open, tmp_path: Path
) -> None:
    anybody.opens().answers(ANSWERS)
    assert contents(ballot, tmp_path / "keys", asked.wave) == []


def test_changed_answers_are_the_ones_that_count(
    anybody: Worker, ballot: Session, asked: Open, tmp_path: Path
) -> None:
    anybody.opens().answers(ANSWERS).taps("Change").answers({"caseload_safe": "agree"})
    assert "My caseload is safe for the people I work with Agree" in anybody.text
    anybody.sends()
    (one,) = contents(ballot, tmp_path / "keys", asked.wave)
    assert one.answers == {
        "caseload_safe": "agree",
        "hours_over": "8_to_14",
        "threats": ["by_phone", "online"],
        "incident_support": "yes",
        "role": "senior",
    }


def test_a_follow_up_whose_answer_was_taken_back_is_dropped(
    anybody: Worker, ballot: Session, asked: Open, tmp_path: Path
) -> None:
    answers = {**ANSWERS, "threats": ["none"]}
    anybody.opens().answers(answers)
    assert "After the last incident" not in anybody.text
    anybody.sends()
    (one,) = contents(ballot, tmp_path / "keys", asked.wave)
    assert "incident_support" not in one.answers


def test_a_single_prefer_not_to_say_can_be_sent(anybody: Worker) -> None:
    anybody.opens().answers({"caseload_safe": "prefer_not"}).sends()
    assert anybody.heading == "Thank you. Your answers are in"


def test_a_blank_form_is_not_sent_by_a_slip_of_the_thumb(anybody: Worker) -> None:
    anybody.opens().answers({})
    assert "You have not answered anything yet." in anybody.text
    anybody.answers({"role": "manager"})
    assert anybody.heading == "Check your answers"


def test_sending_twice_is_sending_once(
    anybody: Worker, ballot: Session, asked: Open, tmp_path: Path
) -> None:
    check = anybody.opens().answers(ANSWERS).page
    anybody.sends()
    anybody.page = check
    anybody.sends()
    assert anybody.heading == "Thank you. Your answers are in"
    assert len(contents(ballot, tmp_path / "keys", asked.wave)) == 1


def test_a_spent_code_is_refused(anybody: Worker) -> None:
    anybody.opens().answers(ANSWERS).sends().opens()
    assert "This code has been used" in anybody.error()


def test_other_answers_with_a_spent_code_are_refused_and_not_lost(anybody: Worker) -> None:
    first = anybody.opens().answers(ANSWERS).page
    second = anybody.taps("Change").answers({"caseload_safe": "agree"}).page
    anybody.page = first
    anybody.sends()
    anybody.page = second
    anybody.sends()
    assert anybody.heading == "Your answers were not sent"
    assert "This code has been used" in anybody.error()
    assert "The duty system is broken." in anybody.text


def test_refused_answers_come_along_to_a_code_that_works(
    anybody: Worker, asked: Open, ballot: Session, tmp_path: Path
) -> None:
    first = anybody.opens().answers(ANSWERS).page
    second = anybody.taps("Change").answers({"caseload_safe": "agree"}).page
    anybody.page = first
    anybody.sends()
    anybody.page = second
    anybody.sends().taps(code=asked.codes[1]).answers({}).sends()
    both = contents(ballot, tmp_path / "keys", asked.wave)
    assert {one.answers["caseload_safe"] for one in both} == {"disagree", "agree"}


def test_a_phone_that_reloads_a_later_page_begins_again(client: HouseClient, asked: Open) -> None:
    for address in ("/answer/check", "/answer/send"):
        response = client.get(address, follow_redirects=True)
        assert response.request.path == "/answer"


def test_the_thanks_page_says_when_results_come(worker: Worker) -> None:
    worker.opens().answers(ANSWERS).sends()
    assert "Friday 4 December 2026 at 9am" in worker.text
    assert "Thursday 25 February 2027" in worker.text


def test_there_are_no_thanks_for_a_round_that_never_was(client: HouseClient, asked: Open) -> None:
    assert client.get("/answer/thanks/1999-01").status_code == 404
