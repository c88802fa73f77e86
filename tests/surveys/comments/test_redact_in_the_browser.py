"""Redaction in the browser (assets/ballot/redact.js) covers what the server covers, in Chromium."""

import json
import random
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import Browser

from surveys.comments.choices import Choices, approved
from surveys.comments.describing import may_describe
from surveys.comments.lexicon import lexicon
from surveys.comments.lexicon_file import browser_lexicon
from surveys.comments.picture import picture
from surveys.comments.redact import normalise, redact, spans
from surveys.comments.rules import rules
from tests.surveys.comments.composed_comments import ALLOWED, comments
from tests.surveys.comments.describing_examples import DESCRIBING, PLAIN
from tests.surveys.comments.redaction_examples import HARMLESS, IDENTIFYING
from tests.surveys.responses.browser_modules import Modules, imported

pytestmark = pytest.mark.browser

EXAMPLES = [*(text for text, _ in IDENTIFYING), *HARMLESS]
#: Ideographs and syllables by the ten thousand are all alike: some of them will do.
CODES = (
    *range(0x3400),
    *range(0x3400, 0xD800, 61),
    *range(0xE000, 0x17000),
    *range(0x17000, 0x1B000, 61),
    *range(0x1B000, 0x20000),
    *range(0x20000, sys.maxunicode, 997),
)
#: Not given to a character, half of a pair, for private use
UNKNOWN = {"Cn", "Cs", "Co"}
#: In the page: what redact() and spans() say of each text.
REDACTED = """
const said = given.texts.map(text => {
  const { text: redacted, marks } = ballot.redact(text, ballot.lexicon, given.allow)
  const spans = ballot.spans(text, ballot.lexicon, given.allow)
  return [redacted, marks, spans.map(({ start, end, mark }) => [start, end, mark])]
})
return said
"""
#: In the page: which of the texts come out otherwise without one of the rules.
WITHOUT = """
const whole = ballot.lexicon
const redact = lexicon => given.map(text => ballot.redact(text, lexicon).text)
const shapes = whole.shapes.map((shape, left) =>
  [`shape ${left} ${shape.pattern}`, { shapes: whole.shapes.filter(one => one !== shape) }])
const checks = whole.shapes.filter(shape => shape.check).map(shape =>
  [`check ${shape.mark} ${shape.check}`, { shapes: whole.shapes.map(one => one === shape ? { ...one, check: '' } : one) }])
const words = Object.keys(whole.words).map(name =>
  [`words ${name}`, { words: { ...whole.words, [name]: new Set() }, ...(name in whole && { [name]: [] }) }])
const lists = ['english', 'firstNames', 'surnames', 'places', 'allowed'].map(name =>
  [`list ${name}`, { [name]: new Set() }])
return [...shapes, ...checks, ...words, ...lists].map(([rule, broken]) => [rule, redact({ ...whole, ...broken })])
"""


#: In the page: what comes of an author's choices.
CHOSEN = """
return given.map(({ text, hide, keep }) => {
  const chosen = words => new Set(words.map(ballot.same))
  const made = ballot.approved(text, { hide: chosen(hide), keep: chosen(keep) }, ballot.lexicon)
  return [made.text, made.kept, made.pieces]
})
"""


@pytest.fixture(scope="module")
def modules(chromium: Browser) -> Iterator[Modules]:
    names = ("lexicon", "redact", "redact_text", "redact_words", "choices")
    with imported(chromium, *names) as running:
        running.run("ballot.lexicon = ballot.read(given)", browser_lexicon().decode())
        yield running


def in_the_browser(
    modules: Modules, texts: Sequence[str], allow: frozenset[str] = frozenset()
) -> Any:
    return modules.run(REDACTED, {"texts": texts, "allow": sorted(allow)})


def on_the_server(texts: Sequence[str], allow: frozenset[str] = frozenset()) -> Any:
    said = []
    for text in texts:
        found = [[one.start, one.end, one.mark] for one in spans(text, allow=allow)]
        redaction = redact(text, allow=allow)
        said.append([redaction.text, list(redaction.marks), found])
    return said


def differing(texts: Sequence[str], here: Any, there: Any) -> list[tuple[str, Any, Any]]:
    return [(t, h, b) for t, h, b in zip(texts, here, there, strict=True) if h != b]


def test_every_example_is_redacted_as_on_the_server(modules: Modules) -> None:
    assert not differing(EXAMPLES, on_the_server(EXAMPLES), in_the_browser(modules, EXAMPLES))


def test_composed_comments_are_redacted_as_on_the_server(modules: Modules) -> None:
    texts = comments(seed=1, count=800)
    assert not differing(texts, on_the_server(texts), in_the_browser(modules, texts))


def test_the_words_an_organisation_allows_count_as_on_the_server(modules: Modules) -> None:
    texts = [
        "Zebedee crashed",
        "Kestrel Team",
        "I asked Sharon Zebedee",
        *comments(seed=2, count=300),
    ]
    here = on_the_server(texts, ALLOWED)
    assert not differing(texts, here, in_the_browser(modules, texts, ALLOWED))
    assert here != on_the_server(texts)


def test_what_an_author_chooses_comes_out_as_on_the_server(modules: Modules) -> None:
    seeded = random.Random(11)
    given = []
    for text in [*EXAMPLES, *comments(seed=5, count=300)]:
        words = re.findall(r"(?<!\S)[a-zA-Z]+(?!\S)", normalise(text))
        under = [normalise(text)[one.start : one.end] for one in spans(text)]
        hide = seeded.sample(words, min(len(words), seeded.choice((0, 1, 3))))
        keep = seeded.sample(under, min(len(under), seeded.choice((0, 1, 2))))
        given.append({"text": text, "hide": hide, "keep": keep})
    there = modules.run(CHOSEN, given)
    differing = []
    for one, (text, kept, pieces) in zip(given, there, strict=True):
        made = approved(one["text"], Choices(tuple(one["hide"]), tuple(one["keep"])))
        # A tap covers a word between blanks, what is typed here one between any marks: the same for these
        if [text, kept] != [made.text, [[k.mark, k.words] for k in made.kept]]:
            differing.append((one, made.text, text, made.kept, kept))
        assert "".join(piece.get("mark", piece["text"]) for piece in pieces) == text
    assert differing == []
    assert sum(bool(kept) for _, kept, _ in there) > 50
    assert sum("[hidden]" in text for text, *_ in there) > 100


def test_a_description_is_noticed_as_on_the_server(modules: Modules) -> None:
    texts = [*DESCRIBING, *PLAIN, *EXAMPLES]
    there = modules.run("return given.map(text => ballot.mayDescribe(text, ballot.lexicon))", texts)
    assert there == [may_describe(text) for text in texts]


def test_redacting_twice_changes_nothing_in_the_browser_either(modules: Modules) -> None:
    once = [text for text, _, _ in in_the_browser(modules, comments(seed=3, count=300))]
    assert [[text, marks] for text, marks, _ in in_the_browser(modules, once)] == [
        [text, []] for text in once
    ]


def test_each_rule_missing_in_the_browser_would_be_noticed(modules: Modules) -> None:
    """The agreement above means something: there is a text for every shape, check and list."""
    texts = [*EXAMPLES, *comments(seed=4, count=200)]
    here = [redact(text).text for text in texts]
    unnoticed = [rule for rule, there in modules.run(WITHOUT, texts) if there == here]
    assert unnoticed == []


def test_the_browser_reads_the_lists_that_the_server_reads(modules: Modules) -> None:
    read = modules.run(
        "const { english, firstNames, surnames, places, placeOpeners, allowed } = ballot.lexicon\n"
        "return [...[english, firstNames, surnames, places, allowed].map(list => list.all()), [...placeOpeners]]"
    )
    lists = lexicon()
    assert [frozenset(words) for words in read] == [
        lists.english,
        lists.first_names,
        lists.surnames,
        lists.places,
        lists.allowed,
        lists.place_openers,
    ]
    assert len(rules().shapes) == modules.run("return ballot.lexicon.shapes.length")


def test_a_lexicon_of_another_version_is_refused(modules: Modules) -> None:
    other = json.dumps(json.loads(browser_lexicon()) | {"version": 2})
    script = "try { ballot.read(given) } catch (error) { return error.message }"
    assert "version 2" in modules.run(script, other)


def test_every_character_is_the_same_in_both(modules: Modules) -> None:
    """Letters, digits, blanks, capitals and lower case: each character that this Python knows."""
    known = [
        c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c) not in UNKNOWN
    ]
    there = modules.run(
        "return JSON.stringify(Array.from(given, one => {\n"
        "  const points = Array.from(ballot.normalise(one, ballot.lexicon))\n"
        "  return [points.join(''), ballot.picture(points), ballot.isUpper(one), one.toLowerCase()]\n"
        "}))",
        "".join(known),
    )
    here = []
    for char in known:
        plain = normalise(char)
        here.append([plain, picture(plain), char.isupper(), char.lower()])
    assert not differing(known, here, json.loads(there))
