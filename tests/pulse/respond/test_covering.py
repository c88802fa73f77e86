"""An author covers more words, or asks to show some, on the check page that the server makes."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.comments.kept import Kept
from surveys.responses.packing import Comment
from tests.pulse.respond.box_contents import contents
from tests.pulse.respond.open_round import Open
from tests.pulse.respond.worker import Worker

WRITTEN = "Zebedee crashed, ring 07700 900123. The tall one says it is tall."
CHANGE = "Change what is covered"


@pytest.fixture(params=[True, False], ids=["one page", "steps"])
def author(worker: Worker, request: pytest.FixtureRequest) -> Worker:
    worker.script = request.param
    worker.opens()
    return worker.answers({"not_asked": WRITTEN, "not_asked-reader": "union"})


def sealed(ballot: Session, tmp_path: Path, asked: Open) -> Comment:
    (one,) = contents(ballot, tmp_path / "keys", asked.wave)
    (comment,) = one.comments
    return comment


def shown(author: Worker) -> str:
    found = author.soup.select_one("p.pulse-written")
    assert found is not None
    return found.get_text()


def test_words_are_covered_wherever_they_stand_and_can_be_undone(
    author: Worker, ballot: Session, tmp_path: Path, asked: Open
) -> None:
    author.taps(CHANGE, **{"not_asked-hide": "tall"})
    assert shown(author) == "[name] crashed, ring [phone]. The [hidden] one says it is [hidden]."
    author.taps(CHANGE, **{"not_asked-hide": ["tall", "one says"]})
    assert shown(author) == "[name] crashed, ring [phone]. The [hidden] [hidden] it is [hidden]."
    author.taps(CHANGE, **{"not_asked-hide": ["one says", ""]})
    assert shown(author) == "[name] crashed, ring [phone]. The tall [hidden] it is tall."
    author.taps("Send my answers")
    assert author.page.status_code == 303
    assert sealed(ballot, tmp_path, asked).text == (
        "[name] crashed, ring [phone]. The tall [hidden] it is tall."
    )


def test_a_name_can_be_asked_for_and_a_number_cannot(
    author: Worker, ballot: Session, tmp_path: Path, asked: Open
) -> None:
    assert "“07700 900123” stays covered." in author.text
    asks = author.soup.select("input[name=not_asked-keep]")
    assert [one["value"] for one in asks] == ["Zebedee"]
    forged = {"not_asked-keep": ["Zebedee", "07700 900123"]}
    author.taps(CHANGE, **forged).taps(CHANGE)
    assert shown(author).startswith("[name] crashed, ring [phone].")
    assert author.soup.select_one("input[name=not_asked-keep][checked]")
    author.taps("Send my answers")
    comment = sealed(ballot, tmp_path, asked)
    assert comment.kept == (Kept(0, "Zebedee"),)
    assert "Zebedee" not in comment.text


def test_nothing_is_asked_for_in_a_comment_that_nobody_reads(
    worker: Worker, ballot: Session, tmp_path: Path, asked: Open
) -> None:
    worker.script = True
    worker.opens().answers({"not_asked": WRITTEN})
    assert not worker.soup.select("input[name=not_asked-keep]")
    assert "Nobody reads this comment" in worker.text
    worker.taps(CHANGE, **{"not_asked-keep": "Zebedee"}).taps(CHANGE).taps("Send my answers")
    assert sealed(ballot, tmp_path, asked).kept == ()


def test_words_that_are_not_there_are_refused_beside_their_box_and_kept(author: Worker) -> None:
    author.taps(CHANGE, **{"not_asked-hide": "short"})
    assert author.page.status_code == 422
    assert "These words are not in your comment" in author.error()
    box = author.soup.select_one("input[type=text][name=not_asked-hide]")
    assert box is not None
    assert box["value"] == "short"
    author.taps("Send my answers")  # still not covered: nothing is sent over their head
    assert author.heading == "Check your answers"


def test_send_with_words_just_typed_covers_them_first_and_shows_it(
    author: Worker, ballot: Session, tmp_path: Path, asked: Open
) -> None:
    author.taps("Send my answers", **{"not_asked-hide": "tall"})
    assert author.heading == "Check your answers"
    assert "tall" not in shown(author)
    author.taps("Send my answers")
    assert "tall" not in sealed(ballot, tmp_path, asked).text


def test_what_was_covered_stays_so_when_the_words_are_changed(author: Worker) -> None:
    author.taps(CHANGE, **{"not_asked-hide": "tall", "not_asked-keep": "Zebedee"})
    button = "Change my answers" if author.script else "Change your answers: In your own words"
    author.taps(button)
    author.answers({"not_asked": f"Really. {WRITTEN}", "not_asked-reader": "union"})
    assert shown(author).startswith("Really. [name] crashed")
    assert "tall" not in shown(author)
    assert author.soup.select_one("input[name=not_asked-keep][checked]")


def test_a_comment_that_covering_makes_too_long_is_refused_with_all_kept(worker: Worker) -> None:
    worker.script = True
    worker.opens().answers({"not_asked": "a b " * 249, "not_asked-reader": "union"})
    worker.taps(CHANGE, **{"not_asked-hide": "a"})
    assert "With names covered" in worker.error()
    box = worker.soup.select_one("textarea[name=not_asked]")
    assert box is not None
    assert box.get_text().strip() == ("a b " * 249).strip()
