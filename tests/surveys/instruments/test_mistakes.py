"""Every mistake a person would make in a file has a message that names the line and the way out."""

from pathlib import Path

import pytest

from surveys.instruments.instrument import Follow, Item, Kind, Option
from surveys.instruments.loader import InstrumentError, load
from surveys.instruments.rules import broken_rule
from tests.surveys.instruments.builders import CLOSED, COMMENT, HEAD, loader, points

FIRST = HEAD.count("\n") + 1  # the line on which the first item begins


def option(line: str) -> str:
    """An item with a good option, and then this one on its sixth line."""
    return (
        '  - code: pick\n    kind: single\n    text: {en: "Pick"}\n    options:\n'
        f'      - {{value: good, text: {{en: "Good"}}}}\n      - {line}\n'
    )


#: what is wrong: (items, line counted from the first item, words of the message)
IN_AN_ITEM = {
    "an unknown key": (CLOSED + "    revers: true\n", 4, "Did you mean “reverse”?"),
    "a key like no other": (CLOSED + "    zzzzzz: true\n", 4, "Known are: code, kind, text"),
    "no text": ("  - code: first\n    kind: comment\n", 0, "item 1 has no “text”"),
    "no code": ('  - kind: comment\n    text: {en: "?"}\n', 0, "item 1 has no “code”"),
    "an empty text": (COMMENT + "    hint: {en: }\n", 3, "“en” is empty"),
    "a text without a language": (COMMENT + "    hint: Be kind\n", 3, "Write “hint”: {en: “…”}"),
    "no English": (COMMENT + "    hint: {cy: Byddwch}\n", 3, "no English text. Add “en: …”"),
    "an unquoted comma": (COMMENT + "    hint: {en: Well, then}\n", 3, "in quotes"),
    "an unquoted question": (COMMENT + "    hint: {en: Well?}\n", 3, "question mark in quotes"),
    "an unquoted colon": (COMMENT + "    hint: {en: x}\n    source: a: b\n", 4, "in quotes"),
    "a star before a text": (COMMENT + "    source: *important\n", 3, "begins with * in quotes"),
    "a list for a text": (COMMENT + "    source: [a]\n", 3, "“source” must be plain text"),
    "an unprintable text": (COMMENT + '    source: "\\u202e"\n', 3, "cannot be printed"),
    "half a character": (COMMENT + '    source: "\\ud800"\n', 3, "cannot be printed"),
    "a code taken": (CLOSED + CLOSED, 4, f"already taken on line {FIRST}"),
    "a key written twice": (
        CLOSED + "    kind: scale\n",
        4,
        f"twice in item 1 (first on line {FIRST + 1})",
    ),
    "a code with capitals": (COMMENT.replace("words", "My words!"), 0, "for example “my_words”"),
    "a code of signs": (COMMENT.replace("words", '"!"'), 0, "for example “my_code”"),
    "a long code": (COMMENT.replace("words", "w" * 31), 0, "at most 30"),
    **{
        f"the page's own code {code}": (
            COMMENT.replace("words", code),
            0,
            f"item “{code}”: the page needs this code for itself",
        )
        for code in ("code", "script", "step", "go", "change", "ballot", "covered", "csrf_token")
    },
    "a code like a reader's field": (COMMENT.replace("words", "x-reader"), 0, "is not a code"),
    "an unknown kind": (COMMENT.replace("comment", "coment"), 1, "Did you mean “comment”?"),
    "a kind like no other": (COMMENT.replace("comment", "nps"), 1, "Known are: scale, single"),
    "four points": (points(1, 2, 3, 4), 4, "exactly five scored options"),
    "six points": (points(1, 2, 3, 4, 5, 5), 4, "exactly five scored options"),
    "a score twice": (points(1, 2, 3, 3, 5), 4, "1, 2, 3, 4 and 5 once each"),
    "a score of six": (points(1, 2, 3, 4, 6), 8, "“score” must be a whole number from 1 to 5"),
    "a score in words": (option('{value: x, score: high, text: {en: "X"}}'), 5, "whole number"),
    "an option without text": (option("{value: x}"), 5, "an option has no “text”"),
    "an option without value": (option('{text: {en: "X"}}'), 5, "an option has no “value”"),
    "an option that is a word": (option("maybe"), 5, "must be lines of “key: value”"),
    "a value twice": (option('{value: good, text: {en: "X"}}'), 5, "“good” is there twice"),
    "a text twice": (option('{value: x, text: {en: "Good"}}'), 5, "two options say “Good”"),
    "prefer not to say": (option('{value: prefer_not, text: {en: "X"}}'), 5, "by itself"),
    "no options": (CLOSED.replace("    options: two\n", ""), 0, "at least two options"),
    "an unknown scale": (CLOSED.replace("two", "tow"), 3, "Did you mean “two”?"),
    "options that are a mapping": (CLOSED.replace("two", "{a: b}"), 3, "must be a list"),
    "an empty list": (CLOSED.replace("two", "[]"), 3, "“options” is empty"),
    "also repeating": (CLOSED + '    also: [{value: no, text: {en: "Nay"}}]\n', 4, "there twice"),
    "an unknown construct": (CLOSED + "    construct: topics\n", 4, "Did you mean “topic”?"),
    "a flag that is a word": (CLOSED + "    opinion: maybe\n", 4, "true or false, not “maybe”"),
    "reverse without scores": (CLOSED + "    reverse: true\n", 4, "“reverse” turns scores round"),
    "sensitive without exposed": (CLOSED + "    sensitive: true\n", 4, "“exposed: true” at the"),
    "exposed but not sensitive": (
        option('{value: x, exposed: true, text: {en: "X"}}'),
        4,
        "Add “sensitive: true”",
    ),
    "exclusive in a single": (
        option('{value: x, exclusive: true, text: {en: "X"}}'),
        4,
        "“exclusive” is for “kind: multiple”",
    ),
    "a scored multiple": (points(1, 2).replace("scale", "multiple"), 4, "Remove “score:”"),
    "an attribute of many values": (
        CLOSED.replace("single", "multiple") + "    attribute: true\n",
        4,
        "write “kind: single” and no scores",
    ),
    "an attribute that measures": (
        CLOSED + "    attribute: true\n    construct: topic\n",
        4,
        "measures nothing",
    ),
    "a comment with options": (
        COMMENT + "    options: two\n",
        1,
        "a comment is asked of everybody",
    ),
    "a sensitive comment": (COMMENT + "    sensitive: true\n", 1, "remove the rest"),
    "following nothing known": (
        CLOSED
        + COMMENT.replace("comment", "single")
        + "    follows: {item: frist, values: [yes]}\n",
        7,
        "Did you mean “first”?",
    ),
    "following a later item": (
        CLOSED.replace("first", "child", 1)
        + "    follows: {item: first, values: [yes]}\n"
        + CLOSED,
        4,
        "“first” is not asked before this item. Move it up",
    ),
    "following a comment": (
        COMMENT + CLOSED + "    follows: {item: words, values: [yes]}\n",
        7,
        "“words” is a comment, so nothing can follow it",
    ),
    "following no option": (
        CLOSED + CLOSED.replace("first", "then") + "    follows: {item: first, values: [yess]}\n",
        8,
        "Did you mean “yes”?",
    ),
    "following without values": (
        CLOSED + CLOSED.replace("first", "then") + "    follows: {item: first}\n",
        8,
        "“follows” has no “values”",
    ),
    "a tab": (CLOSED + "\toptions: two\n", 4, "a tab stands where spaces must"),
    "an open bracket": (CLOSED + "    hint: {en: x\n", 5, "this is not YAML"),
}


@pytest.mark.parametrize("mistake", IN_AN_ITEM)
def test_a_mistake_in_an_item_is_told_with_its_line(mistake: str, tmp_path: Path) -> None:
    items, line, words = IN_AN_ITEM[mistake]
    with pytest.raises(InstrumentError) as refusal:
        loader(tmp_path)(HEAD + items)
    assert f"module.yaml, line {FIRST + line}: " in str(refusal.value)
    assert words in str(refusal.value)


IN_THE_FILE = {
    "an empty file": ("", 1, "the file is empty. Begin with “code: …”"),
    "only a remark": ("# later\n", 1, "the file is empty"),
    "a list": ("- code: x\n", 1, "the file must be lines of “key: value”"),
    "a word": ("hello\n", 1, "the file must be lines of “key: value”"),
    "no items": (HEAD.replace("items:\n", ""), 1, "the file has no “items”"),
    "items left empty": (HEAD, 10, "“items” must be a list"),
    "an unknown key": ("itmes: []\n", 1, "Did you mean “items”?"),
    "a version in words": (HEAD.replace("version: 1", "version: one") + COMMENT, 2, "whole number"),
    "a version of nought": (HEAD.replace("version: 1", "version: 0") + COMMENT, 2, "from 1 to"),
    "a construct twice": (
        HEAD.replace("scales:", '  - {code: topic, name: {en: "T"}}\nscales:') + COMMENT,
        6,
        "the construct “topic” is there twice",
    ),
    "a construct without a name": (
        HEAD.replace("scales:", "  - {code: other}\nscales:") + COMMENT,
        6,
        "a construct has no “name”",
    ),
    "two documents": (HEAD + COMMENT + "---\nmore: x\n", 14, "Remove the second “---”"),
    "a scale nobody wrote": (
        'code: x\nversion: 1\ntitle: {en: "X"}\nitems:\n' + CLOSED,
        8,
        "There are none. A new one is added under “scales:”",
    ),
}


@pytest.mark.parametrize("mistake", IN_THE_FILE)
def test_a_mistake_in_a_file_is_told_with_its_line(mistake: str, tmp_path: Path) -> None:
    text, line, words = IN_THE_FILE[mistake]
    with pytest.raises(InstrumentError) as refusal:
        loader(tmp_path)(text)
    assert f"module.yaml, line {line}: " in str(refusal.value)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"code: caf\xe9", "Save it as UTF-8"),
        (b"code: \x00", "cannot be printed"),
        (b"[" * 5000, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "module.yaml"
    path.write_bytes(content)
    with pytest.raises(InstrumentError, match=words):
        load(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InstrumentError, match="there is no such file"):
        load(tmp_path / "nowhere.yaml")


def test_an_answer_to_an_attribute_must_fit_a_groups_code() -> None:
    options = tuple(Option(value * 30, {"en": value}) for value in "ab")
    item = Item("r" * 30, Kind.SINGLE, {"en": "Role?"}, options, attribute=True)
    rule = broken_rule(item)
    assert rule is not None
    assert "write a shorter code or value" in rule.advice


def test_an_attribute_follows_no_other_question() -> None:
    options = tuple(Option(value, {"en": value}) for value in "ab")
    follows = Follow("first", ("a",))
    item = Item("role", Kind.SINGLE, {"en": "Role?"}, options, attribute=True, follows=follows)
    rule = broken_rule(item)
    assert rule is not None
    assert "asked of everybody" in rule.advice
