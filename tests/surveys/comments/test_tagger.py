"""The tagger: phrases, negation, wishes, and why every theme is explained by its words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.comments.code_frame import CodeFrame, Polarity, Theme, load, parse_frame
from surveys.comments.phrase import parse
from surveys.comments.span import normalise
from surveys.comments.tagger import Hit, tag, themes

NEGATIVE, MIXED, POSITIVE = Polarity.NEGATIVE, Polarity.MIXED, Polarity.POSITIVE

SAYS = [
    ("I hold 34 cases and cannot get on top of them.", {"caseload": NEGATIVE}),
    ("My caseload is manageable now.", {"caseload": POSITIVE}),
    ("My caseload is not manageable.", {"caseload": NEGATIVE}),
    ("No supervision since August.", {"supervision": NEGATIVE}),
    ("We get regular reflective supervision.", {"supervision": POSITIVE}),
    ("The same forms again and again, it is all tick-box.", {"bureaucracy": NEGATIVE}),
    ("Whoever disagrees is picked on by the assistant lead.", {"bullying_mgmt": NEGATIVE}),
    ("Our business support has been cut.", {"admin_support": NEGATIVE}),
    ("The laptop crashes twice a morning.", {"it_systems": NEGATIVE}),
    ("We are badly paid and I cannot afford petrol.", {"pay": NEGATIVE}),
    ("I cry in the car most mornings.", {"wellbeing": NEGATIVE}),
    ("Four people handed in their notice.", {"retention": NEGATIVE}),
    ("Senior managers never listen.", {"leadership": NEGATIVE}),
    ("If it goes wrong I will be the scapegoat.", {"blame_media": NEGATIVE}),
    ("A father threatened me on the doorstep.", {"aggression": NEGATIVE}),
    ("My induction was excellent.", {"training": POSITIVE}),
    ("The police never share what they know.", {"multi_agency": NEGATIVE}),
    ("There are no placements left.", {"resources": NEGATIVE}),
    ("Working from home is brilliant.", {"flexible": POSITIVE}),
    ("My colleagues are lovely.", {"team_support": POSITIVE}),
    ("I love my job.", {"praise": POSITIVE}),
]


def said(text: str) -> dict[str, Polarity]:
    return themes(tag(text, load()))


@pytest.mark.parametrize(("text", "expected"), SAYS)
def test_a_comment_is_tagged_with_what_it_says(text: str, expected: dict[str, Polarity]) -> None:
    found = said(text)
    assert {theme: found.get(theme) for theme in expected} == expected


@pytest.mark.parametrize(
    "text", ["", "   ", "...", "The cat sat on the mat.", "[name] [team]", "42"]
)
def test_a_comment_about_nothing_has_no_theme(text: str) -> None:
    assert tag(text, load()) == ()


def test_a_hit_carries_the_exact_words_that_triggered_it() -> None:
    hit = next(one for one in tag("Sadly TOO many Cases.", load()) if one.theme == "caseload")
    assert hit == Hit("caseload", NEGATIVE, "TOO many Cases", 6, 20)


def test_one_theme_can_be_praised_and_complained_of() -> None:
    text = "We get regular supervision. But my last supervision was cancelled."
    assert said(text)["supervision"] is MIXED


def test_naming_a_theme_is_neutral_until_something_leans() -> None:
    assert said("We have supervision.")["supervision"] is MIXED
    assert said("We have supervision and it is awful.")["supervision"] is NEGATIVE


def test_a_wish_is_no_praise() -> None:
    assert "praise" not in said("A good employer should have brilliant managers.")
    assert said("If only we had regular supervision.")["supervision"] is not POSITIVE


def test_praise_is_never_negative() -> None:
    assert "praise" not in said("I am not proud.")
    assert said("I am proud, though the caseload is awful.")["praise"] is POSITIVE


def test_not_stressed_is_good_news_and_cannot_manage_the_stress_is_not() -> None:
    assert said("I am not stressed.")["wellbeing"] is POSITIVE
    assert said("I cannot manage the stress.")["wellbeing"] is NEGATIVE


def test_manager_manageable_and_management_are_three_words() -> None:
    assert "leadership" not in said("A manageable week.")
    assert "retention" not in said("It is quite fine.")


def test_phrases_stop_at_the_end_of_a_sentence() -> None:
    assert "retention" not in said("Nobody is leaving. The profession matters.")


def test_an_exception_bars_a_theme() -> None:
    assert "pay" not in said("Nobody will pay attention.")
    assert "retention" not in said("I feel resigned to it.")


@pytest.mark.parametrize(
    "text",
    ["I have had no supervision for 8 weeks.", "There was no supervision for months."],
)
def test_no_supervision_for_weeks_is_a_complaint_though_supervision_for_weeks_is_one_too(
    text: str,
) -> None:
    assert said(text)["supervision"] is NEGATIVE


def test_a_hint_counts_only_beside_another_phrase_of_its_theme() -> None:
    assert "it_systems" not in said("He left his laptop on the bus.")
    assert "it_systems" in said("I write emails on a laptop and it crashes.")


def test_a_line_of_hints_is_one_hint_however_often_it_is_said() -> None:
    assert "it_systems" not in said("His laptop is beside the other laptop.")
    assert "multi_agency" not in said("The school is next to another school.")
    assert "multi_agency" in said("First the hospital, then a judge, all in one morning.")


def test_a_few_words_may_stand_in_a_gap() -> None:
    assert "supervision" in said("Supervision has again been rudely cancelled.")
    assert said("Too many of these very complicated cases.")["caseload"] is NEGATIVE


def test_marks_of_redaction_are_no_words() -> None:
    assert said("[school] and [team] and [age]") == {}


def test_every_phrase_triggers_its_own_theme() -> None:
    frame = load()
    silent = [
        f"{theme.code}: {phrase.text}"
        for theme in frame.themes
        for phrase in theme.phrases
        for slots in parse(phrase.text, frame.words)
        if theme.code not in themes(tag(_alone_or_beside(slots, theme, weak=phrase.weak), frame))
    ]
    assert silent == []


def test_examples_in_are_tagged_and_examples_out_are_not() -> None:
    for theme in load().themes:
        for example in theme.examples_in:
            assert theme.code in said(example), example
        for example in theme.examples_out:
            assert theme.code not in said(example), example


PIECES = st.sampled_from(
    "no not never should if supervision caseload high too many cases love my job manager team , . but"
    " [name] don't stressed 41 paperwork support leaving the profession bully".split(" ")
)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=100), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_is_tagged_inside_the_frame_and_inside_the_text(text: str) -> None:
    frame = load()
    codes = {theme.code for theme in frame.themes}
    plain = normalise(text)
    taken: set[tuple[str, int]] = set()
    for hit in tag(text, frame):
        assert hit.theme in codes
        assert plain[hit.start : hit.end] == hit.phrase != ""
        assert hit.theme != "praise" or hit.polarity is POSITIVE
        places = {(hit.theme, place) for place in range(hit.start, hit.end)}
        assert not taken & places
        taken |= places


def _alone_or_beside(slots: tuple[object, ...], theme: Theme, *, weak: bool) -> str:
    """A phrase as somebody might write it; a hint beside the other hints of its theme."""
    hints = [one.text for one in theme.phrases if one.weak] if weak else []
    firsts = [word for hint in hints for word in hint.split()[0].split("|")]
    sets = load().words
    each = [one for word in firsts for one in sets.get(word.lstrip("@"), (word,))]
    others = [word.lstrip("=") for word in each]
    return ". ".join([_sample(slots), *others])


def _sample(slots: tuple[object, ...]) -> str:
    return " ".join(_word(slot) for slot in slots)


def _word(slot: object) -> str:
    sample = str(getattr(slot, "sample"))  # noqa: B009
    return {"#": "27", "n't": "don't"}.get(sample, sample)


def frame_of(*phrases: str) -> CodeFrame:
    """A frame with one theme and these phrases of complaint."""
    lines = "\n".join(f"          {phrase}" for phrase in phrases)
    text = f"""\
version: t1
words: {{negation: "no not", unreal: should, filler: the}}
tone:
  negative: |
    bad
themes:
  - code: tea
    named: negative
    name: {{en: Tea}}
    definition: {{en: About tea.}}
    sensitive: false
    examples: {{in: [], out: []}}
    phrases:
        negative: |
{lines}
except: {{}}
"""
    return parse_frame(text, "t1.yaml")


@pytest.mark.parametrize(
    ("phrases", "polarity"),
    [
        (("cups .. no .. tea", "cups .. tea"), NEGATIVE),
        (("cups .. tea", "cups .. no .. tea"), POSITIVE),  # "no" stands inside, not of the phrase
    ],
)
def test_of_two_phrases_alike_the_first_of_the_frame_counts_in_every_process(
    phrases: tuple[str, str], polarity: Polarity
) -> None:
    """It once hung on the order of a set of words, which differs from one process to the next."""
    assert themes(tag("The cups hold no tea.", frame_of(*phrases))) == {"tea": polarity}


def test_frames_are_made_ready_again_when_there_were_many() -> None:
    frames = [frame_of(f"cold{'r' * place} tea") for place in range(10)]
    for frame in (*frames, frames[0]):
        first = frame is frames[0]
        assert bool(tag("It was cold tea.", frame)) is first
