"""The code frame: it loads, it is whole, and whoever breaks it is told the line."""

import re

import pytest

from surveys.comments.code_frame import Polarity, load, parse_frame, versions
from surveys.comments.frame_file import BadFrame
from surveys.comments.phrase import BadPhrase, keys_of, parse

SMALL = """\
version: t1
words:
  negation: not no
  unreal: should
  filler: the
  big: big huge
tone:
  negative: |
    bad
themes:
  - code: tea
    named: mixed
    name: {en: Tea}
    definition: {en: "About tea."}
    sensitive: false
    examples:
      in: ["The tea is cold."]
      out: ["The milk is off."]
    phrases:
      mixed: |
        tea
      negative: |
        cold .. tea
except:
  tea: |
    tea towel
"""


def test_the_first_frame_has_its_eighteen_themes() -> None:
    assert [theme.code for theme in load("v1").themes] == [
        "caseload", "supervision", "bureaucracy", "bullying_mgmt", "admin_support", "it_systems",
        "pay", "wellbeing", "retention", "leadership", "blame_media", "aggression", "training",
        "multi_agency", "resources", "flexible", "team_support", "praise",
    ]  # fmt: skip


def test_every_theme_is_named_in_english_and_welsh_and_shown_by_examples() -> None:
    for theme in load().themes:
        assert set(theme.name) == {"en", "cy"}
        assert theme.definition["en"]
        assert theme.examples_in
        assert theme.examples_out


def test_bullying_and_aggression_are_sensitive_and_nothing_else() -> None:
    assert [one.code for one in load().themes if one.sensitive] == ["bullying_mgmt", "aggression"]


def test_praise_has_only_positive_phrases() -> None:
    assert {one.polarity for one in load().theme("praise").phrases} == {Polarity.POSITIVE}


def test_a_frame_is_read_once_and_fingerprinted() -> None:
    assert load() is load()
    assert parse_frame(SMALL, "t1.yaml").fingerprint == parse_frame(SMALL, "x").fingerprint
    changed = parse_frame(SMALL.replace("cold .. tea", "weak tea"), "t1.yaml")
    assert changed.fingerprint != parse_frame(SMALL, "t1.yaml").fingerprint


def test_an_unknown_version_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadFrame, match="There are: v1"):
        load("v99")
    assert "v1" in versions()


def test_an_unknown_theme_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load().theme("weather")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("cold .. tea", "cold .. @cups", 'line 23: .*names the set "@cups"'),
        ("cold .. tea", "cold ..", "line 23: .*begin and end with a word"),
        ("cold .. tea", "cold ~ tea ~ cup", "line 23: .*more than one ~"),
        ("cold .. tea", "cold & tea", "line 23: .*no word"),
        (
            "      negative: |",
            "      nasty: |",
            "line 22: nasty must be negative, mixed, positive or weak",
        ),
        ("sensitive: false", "sensitive: maybe", "line 15: sensitive must be true or false"),
        ("    named: mixed\n", "", "line 11: named is missing"),
        ("named: mixed", "named: so-so", "line 12: named must be"),
        ("{en: Tea}", "{cy: Te}", "line 13: name must have an English text"),
        ("{en: Tea}", "Tea", "line 13: here must stand names"),
        ("code: tea", 'code: ""', "line 11: code must not be empty"),
        ('["The tea is cold."]', "cold", "line 17: in must be a list"),
        (
            "      mixed: |\n        tea\n",
            "      mixed: tea\n",
            "line 20: mixed must be a block of lines",
        ),
        ("  tea: |\n    tea towel", "  milk: |\n    tea towel", "line 25: milk is no theme"),
        ("  negation: not no\n", "", "line 3: negation is needed"),
        ("version: t1", "version: [", "is not YAML"),
    ],
)
def test_a_broken_frame_is_refused_with_its_line(old: str, new: str, complaint: str) -> None:
    assert old in SMALL
    with pytest.raises(BadFrame, match=r"(?s)t1\.yaml, line.*" + complaint.removeprefix("line")):
        parse_frame(SMALL.replace(old, new, 1), "t1.yaml")


def test_a_frame_says_how_wide_a_gap_is_and_the_first_has_three() -> None:
    assert (load("v1").gap, load("v2").gap) == (3, 2)
    with pytest.raises(BadFrame, match="line 2: gap must be a number"):
        parse_frame(SMALL.replace("version: t1", "version: t1\ngap: wide"), "t1.yaml")


def test_the_newest_frame_is_taken_and_the_one_before_stays() -> None:
    assert load().version == "v2"
    assert versions() == ("v1", "v2")
    assert load("v1").fingerprint.startswith("604f15c84e3f")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(BadFrame, match="line 1: the file is empty"):
        parse_frame("", "t1.yaml")


def test_two_themes_with_one_code_are_refused() -> None:
    start, end = SMALL.index("  - code"), SMALL.index("except:")
    with pytest.raises(BadFrame, match="two themes with one code"):
        parse_frame(SMALL[:end] + SMALL[start:], "t1.yaml")


def test_a_phrase_with_either_order_is_two() -> None:
    assert [[slot.sample for slot in one] for one in parse("tea ~ cold", {})] == [
        ["tea", "cold"],
        ["cold", "tea"],
    ]
    with pytest.raises(BadPhrase):
        parse("~", {})


def test_every_word_of_a_phrase_can_be_met_in_a_text() -> None:
    """A contraction needs its "=": a text's "I'm" is met as "=i'm" and as "i", not by a stem."""
    frame = load()
    written = {word for words in frame.words.values() for word in words}
    for theme in frame.themes:
        texts = (*(one.text for one in theme.phrases), *theme.exceptions)
        written |= {word for text in texts for part in text.split() for word in part.split("|")}
    plain = {word for word in written if re.fullmatch(r"=?[a-z']+", word)} - {"n't"}
    dead = sorted(word for word in plain if parse(word, {})[0][0].keys.isdisjoint(_met(word)))
    assert dead == []


def _met(word: str) -> frozenset[str]:
    return keys_of(word.lstrip("="))
