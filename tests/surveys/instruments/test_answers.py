"""Whatever a form sends, what is kept is what the instrument asks, or nothing at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.answers import (
    PREFER_NOT,
    UnknownAnswer,
    clean,
    is_asked,
    is_exposed,
)
from surveys.instruments.compose import compose
from surveys.instruments.instrument import Kind
from surveys.instruments.loader import library

INSTRUMENT = compose(
    "round",
    core=library()["core"],
    modules=[library()[code] for code in ("aggression", "open", "attributes")],
)
CLOSED = {item.code: item for item in INSTRUMENT.closed}
VALUES = {
    item.code: [option.value for option in item.options] + [PREFER_NOT, "", " "]
    for item in INSTRUMENT.closed
}
#: what an honest browser can send: one value of a single, any of a multiple
FORMS = st.fixed_dictionaries(
    {},
    optional={
        code: st.lists(st.sampled_from(values), max_size=6 if code == "threats" else 1)
        for code, values in VALUES.items()
    },
)


def test_answers_are_kept_in_the_order_of_the_questions() -> None:
    sent = {"employment": ["agency"], "hours_over": ["none"], "caseload_safe": ["agree"]}
    assert list(clean(INSTRUMENT, sent).items()) == [
        ("caseload_safe", "agree"),
        ("hours_over", "none"),
        ("employment", "agency"),
    ]


@pytest.mark.parametrize("blank", [[], [""], ["  "], [PREFER_NOT], [PREFER_NOT, ""]])
def test_blank_and_prefer_not_to_say_are_one_missing(blank: list[str]) -> None:
    assert clean(INSTRUMENT, {"role": blank, "threats": blank}) == {}


def test_ticks_are_kept_once_each_in_the_order_of_the_options() -> None:
    ticked = ["physical", "by_phone", "physical", ""]
    assert clean(INSTRUMENT, {"threats": ticked}) == {"threats": ["by_phone", "physical"]}


@pytest.mark.parametrize(
    ("ticked", "kept"),
    [
        (["online", "none"], ["none"]),
        (["not_at_work", "none", "online"], ["none"]),
        (["not_at_work", "online"], ["not_at_work"]),
    ],
)
def test_none_of_these_clears_the_rest(ticked: list[str], kept: list[str]) -> None:
    assert clean(INSTRUMENT, {"threats": ticked}) == {"threats": kept}


def test_preferring_not_to_say_takes_back_the_other_ticks() -> None:
    assert clean(INSTRUMENT, {"threats": ["online", PREFER_NOT]}) == {}


def test_a_follow_up_is_kept_only_beside_the_answer_it_follows() -> None:
    follow_up = {"incident_support": ["no"]}
    asked = clean(INSTRUMENT, {**follow_up, "threats": ["by_phone"]})
    assert asked == {"threats": ["by_phone"], "incident_support": "no"}
    assert clean(INSTRUMENT, {**follow_up, "threats": ["none"]}) == {"threats": ["none"]}
    assert clean(INSTRUMENT, {**follow_up, "threats": ["by_phone", "none"]}) == {
        "threats": ["none"]
    }
    assert clean(INSTRUMENT, follow_up) == {}


def test_comments_go_another_way() -> None:
    assert clean(INSTRUMENT, {"not_asked": ["The lift is broken"]}) == {}


def test_an_unknown_question_is_refused_without_repeating_it() -> None:
    with pytest.raises(UnknownAnswer) as refusal:
        clean(INSTRUMENT, {"secret stuff": ["x"]})
    assert "secret stuff" not in str(refusal.value)


@pytest.mark.parametrize("sent", [["sometimes"], ["agree", "sometimes"], ["agree", "disagree"]])
def test_an_answer_not_offered_is_refused_without_repeating_it(sent: list[str]) -> None:
    with pytest.raises(UnknownAnswer, match="I can be honest in supervision") as refusal:
        clean(INSTRUMENT, {"supervision_honest": sent})
    assert "sometimes" not in str(refusal.value)


@given(st.dictionaries(st.sampled_from(list(CLOSED)) | st.text(), st.lists(st.text())))
def test_any_text_is_refused_cleanly_or_was_blank(raw: dict[str, list[str]]) -> None:
    try:
        answers = clean(INSTRUMENT, raw)
    except UnknownAnswer:
        return
    assert all(code in CLOSED for code in answers)


@given(FORMS)
def test_what_is_kept_is_offered_was_sent_and_was_asked(raw: dict[str, list[str]]) -> None:
    answers = clean(INSTRUMENT, raw)
    for code, answer in answers.items():
        values = answer if isinstance(answer, list) else [answer]
        assert isinstance(answer, list) == (CLOSED[code].kind is Kind.MULTIPLE)
        assert values
        assert set(values) <= set(raw[code])
        assert all(CLOSED[code].option(value) for value in values)
        assert is_asked(CLOSED[code], answers)


@given(FORMS)
def test_cleaning_twice_changes_nothing(raw: dict[str, list[str]]) -> None:
    once = clean(INSTRUMENT, raw)
    again = {code: [kept] if isinstance(kept, str) else kept for code, kept in once.items()}
    assert clean(INSTRUMENT, again) == once


def test_exposed_is_any_exposed_answer() -> None:
    threats, support = INSTRUMENT.item("threats"), INSTRUMENT.item("incident_support")
    assert is_exposed(threats, ["online"])
    assert not is_exposed(threats, ["none"])
    assert is_exposed(support, "no")
    assert not is_exposed(support, "yes")
    assert not is_exposed(support, "")
