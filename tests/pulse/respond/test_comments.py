"""Comments: help above the box, redaction before sending, and who may read them."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pulse.respond.review import COVERED, DESCRIBING, READ_BY
from surveys.comments.readers import Reader
from surveys.comments.redact import redact
from tests.house_client import HouseClient
from tests.pulse.respond.box_contents import contents
from tests.pulse.respond.open_round import Open
from tests.pulse.respond.worker import Worker

NAMED = "My manager Karen Whitfield rang me on 07700 900123."


@pytest.fixture
def reader(worker: Worker) -> Worker:
    worker.script = True
    return worker.opens()


def test_help_stands_above_every_box(reader: Worker) -> None:
    page = reader.page.get_data(as_text=True)
    boxes = page.split("<textarea")[:-1]
    assert len(boxes) == 2
    for before in boxes:
        above = before[before.rindex("pulse-comment") :]
        assert "Nobody reads this for weeks" in above
        assert "Samaritans" in above
        assert "describe yourself" in above


def test_no_reader_is_chosen_beforehand(reader: Worker) -> None:
    assert not reader.soup.select("input[checked]")
    assert len(reader.soup.select("input[name=not_asked-reader]")) == len(Reader)


def test_the_check_page_names_readers_as_the_question_does(reader: Worker) -> None:
    offered = {
        str(one["value"]): reader.soup.select_one(f"label[for='{one['id']}']")
        for one in reader.soup.select("input[name=not_asked-reader]")
    }
    assert {value: label.get_text(strip=True) for value, label in offered.items() if label} == dict(
        READ_BY
    )


def test_a_comment_is_sealed_as_it_was_shown(
    reader: Worker, ballot: Session, asked: Open, tmp_path: Path
) -> None:
    reader.answers({"not_asked": NAMED, "not_asked-reader": "union"})
    shown = reader.soup.select("mark.pulse-mask")
    assert [one.get_text() for one in shown] == ["[name]", "[phone]"]
    assert "Who may read it: The union." in reader.text
    as_shown = "My manager [name] rang me on [phone]."
    assert as_shown in [one.get_text() for one in reader.soup.select("dd p")]
    reader.sends()
    (one,) = contents(ballot, tmp_path / "keys", asked.wave)
    assert [comment.text for comment in one.comments] == [as_shown]


def test_an_author_whose_words_describe_them_is_warned(reader: Worker) -> None:
    reader.answers({"not_asked": "I am the only man in the team."})
    assert DESCRIBING in reader.text
    script = Path(__file__).parents[3] / "assets" / "answering" / "tapping.js"
    assert DESCRIBING in script.read_text(encoding="utf-8")
    assert COVERED in script.read_text(encoding="utf-8")


def test_an_author_whose_words_do_not_is_not_warned(reader: Worker) -> None:
    reader.answers({"not_asked": "Too many forms."})
    assert DESCRIBING not in reader.text


HOSTILE = [
    "<script>alert(1)</script>",
    "\u202egnp.exe\u202c was here",
    '=HYPERLINK("x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "Dw i'n mwynhau'r gwaith",
    "\U0001f600 \U0001f469\u200d\U0001f467 too many forms",
    "nothing\x00 here",
    "]]>%00{{7*7}}",
]


@pytest.mark.parametrize("text", [*HOSTILE, "\U0001f600" * 1000, "a" * 1000])
@pytest.mark.parametrize("script", [True, False])
def test_hostile_words_come_through_as_words(
    worker: Worker, ballot: Session, asked: Open, tmp_path: Path, text: str, script: bool
) -> None:
    worker.script = script
    worker.opens().answers({"not_asked": text, "not_asked-reader": "union"})
    worker.sends()
    (one,) = contents(ballot, tmp_path / "keys", asked.wave)
    assert [comment.text for comment in one.comments] == [redact(text.replace("\x00", "")).text]


@pytest.mark.parametrize("sent", [None, "everybody", ""])
def test_without_a_choice_no_person_reads_a_comment(
    reader: Worker, ballot: Session, asked: Open, tmp_path: Path, sent: str | None
) -> None:
    choice = {} if sent is None else {"not_asked-reader": sent}
    reader.answers({"not_asked": "Too many forms.", **choice})
    assert "Who may read it: Counted by topic, read by no person." in reader.text
    reader.sends()
    (one,) = contents(ballot, tmp_path / "keys", asked.wave)
    assert [comment.reader for comment in one.comments] == [Reader.TOPIC_ONLY]


@pytest.mark.parametrize("text", ["x" * 1001, "\u4e2d" * 1001, "\U0001f600" * 1001])
@pytest.mark.parametrize("script", [True, False])
def test_a_comment_that_is_too_long_is_kept_and_refused(
    worker: Worker, text: str, script: bool
) -> None:
    worker.script = script
    worker.opens()
    if script:
        worker.taps(not_asked=text, role="manager")
    else:
        while not worker.soup.select("textarea[name=not_asked]"):
            worker.taps()
        worker.taps(not_asked=text)
    assert "too long" in worker.error()
    assert worker.soup.select("textarea[name=not_asked]")[0].get_text().strip() == text
    worker.answers({"not_asked": "Short.", "role": "manager"})
    assert worker.heading == "Check your answers"


def test_a_comment_that_covering_names_makes_too_long_is_refused(reader: Worker) -> None:
    reader.answers({"not_asked": "Amy and Bo, " * 83})
    assert "With names covered" in reader.error()


def test_line_ends_count_as_one_character(reader: Worker) -> None:
    reader.answers({"not_asked": "a\r\n" * 499 + "b"})
    assert reader.heading == "Check your answers"


def test_markup_in_a_comment_is_only_text(reader: Worker, client: HouseClient) -> None:
    reader.answers({"not_asked": "<script>alert(1)</script> & </textarea>"})
    assert not reader.soup.select("main script")
    assert "</textarea>" in reader.text
