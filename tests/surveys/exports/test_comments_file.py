"""The file of comments says what the page says: words for codes, themes with their phrases, who may read."""

import csv
import io

from surveys.clearing.decisions import Reason
from surveys.comments.readers import Reader
from surveys.exports import comments, words
from surveys.releases.document import Comment
from tests.surveys.exports.rounds import published

THEMES = {
    "praise": {"polarity": "positive", "phrases": []},
    "caseload": {"polarity": "negative", "phrases": ["too many cases", "27 children"]},
}


def one(text: str = "Too many cases", **more: object) -> Comment:
    values: dict[str, object] = {
        "position": 0,
        "wave": "2026-11",
        "group_code": "S1",
        "item": "more",
        "reader": "union_psw",
        "themes": THEMES,
    }
    return Comment(text=text, **(values | more))  # type: ignore[arg-type]


def test_codes_are_told_in_the_words_of_their_round() -> None:
    (told,) = comments.tell([one()], [published()])
    assert (told.round, told.service) == ("November 2026", "Group S1")
    assert told.question == "What should we know?"
    assert told.reader == "Union and principal social worker"
    assert [(t.name, t.polarity) for t in told.themes] == [
        ("Caseload", "negative"),
        ("Praise", "positive"),
    ]
    assert told.phrases == ("too many cases", "27 children")


def test_what_a_round_does_not_know_goes_by_its_code() -> None:
    strange = one(wave="2020-01", group_code="X", item="old", reader="all", themes={"odd_one": 1})
    (told,) = comments.tell([strange], [published()])
    assert (told.round, told.service, told.question) == ("2020-01", "X", "old")
    assert (told.reader, told.themes[0].name, told.themes[0].phrases) == ("All", "Odd one", ())


def test_the_file_has_a_line_for_each_comment() -> None:
    told = comments.tell([one("=1+1"), one("Fine\nhere", themes={})], [published()])
    text = comments.file(told).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(rows[0]) == list(comments.COLUMNS)
    assert rows[0] == {
        "round": "November 2026",
        "service": "Group S1",
        "question": "What should we know?",
        "theme_codes": "caseload;praise",
        "polarities": "negative;positive",
        "comment": "'=1+1",
        "phrases": "caseload: too many cases | 27 children",
        "reader": "Union and principal social worker",
        "release": "",
    }
    assert rows[1]["comment"] == "Fine\nhere"


def test_every_reader_and_reason_has_words() -> None:
    assert {reader.value for reader in Reader} == {*words.READERS, Reader.TOPIC_ONLY}
    assert {reason.value for reason in Reason} == set(words.REASONS)
