"""Rules: which changes protect people less, so that nobody can call a weakening by another name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.fieldwork import programme
from surveys.fieldwork.pledge import Pledge, WeakPledge
from surveys.governance import rules
from surveys.governance.rules import BadRules, Rules

_ATTRIBUTES = rules.attributes()


@st.composite
def any_rules(draw: st.DrawFn) -> Rules:
    threshold = draw(st.integers(5, 30))
    return Rules(
        Pledge(
            threshold=threshold,
            comment_threshold=draw(st.integers(5, 30)),
            sensitive_threshold=draw(st.integers(threshold, 40)),
            keep_days=draw(st.integers(1, 365)),
            results_for=draw(st.sampled_from(["everyone", "network"])),
            custody=draw(st.sampled_from([1, 2])),
        ),
        tuple(draw(st.sets(st.sampled_from(_ATTRIBUTES)))),
    )


@pytest.mark.parametrize(
    ("aspect", "weaker", "stronger"),
    [
        ("threshold", 9, 11),
        ("comment_threshold", 9, 11),
        ("sensitive_threshold", 19, 21),
        ("keep_days", 91, 89),
    ],
)
def test_fewer_people_and_longer_keeping_are_weaker(
    aspect: str, weaker: int, stronger: int
) -> None:
    now = Rules()
    assert rules.weakens(now, replace(now, pledge=replace(now.pledge, **{aspect: weaker})))
    assert not rules.weakens(now, replace(now, pledge=replace(now.pledge, **{aspect: stronger})))


def test_taking_the_key_from_the_keyholders_is_weaker() -> None:
    server, held = Rules(Pledge(custody=1)), Rules(Pledge(custody=2))
    assert rules.weakens(held, server)
    assert not rules.weakens(server, held)


def test_who_may_open_the_results_takes_two_keys_whichever_way() -> None:
    everyone, network = Rules(Pledge()), Rules(Pledge(results_for="network"))
    assert rules.weakens(everyone, network)
    assert rules.weakens(network, everyone)


def test_another_question_about_oneself_is_weaker_and_one_fewer_is_not() -> None:
    now = Rules()
    assert now.breakdowns == ("employment", "role")
    assert rules.weakens(now, replace(now, breakdowns=("age", "employment", "role")))
    assert rules.weakens(now, replace(now, breakdowns=("age",)))
    assert not rules.weakens(now, replace(now, breakdowns=("role",)))


def test_stronger_in_one_thing_does_not_pay_for_weaker_in_another() -> None:
    assert rules.weakens(Rules(), Rules(Pledge(threshold=50, sensitive_threshold=50, keep_days=91)))


@given(any_rules())
def test_rules_do_not_differ_from_themselves(one: Rules) -> None:
    assert rules.compare(one, one) == ()
    assert Rules.from_document(one.document()) == one


@given(any_rules(), any_rules())
def test_a_change_and_its_undoing_are_not_both_stronger(one: Rules, other: Rules) -> None:
    if one != other:
        assert rules.weakens(one, other) or rules.weakens(other, one)


@given(any_rules(), any_rules(), any_rules())
def test_small_steps_that_need_one_key_never_add_up_to_one_that_needs_two(
    one: Rules, two: Rules, three: Rules
) -> None:
    if not rules.weakens(one, two) and not rules.weakens(two, three):
        assert not rules.weakens(one, three)


@given(any_rules(), any_rules())
def test_a_lifted_pledge_lacks_nothing_and_gives_nothing_away(one: Rules, other: Rules) -> None:
    lifted = rules.lifted(one.pledge, other)
    assert rules.lacking(lifted, other) == ()
    if one.pledge.results_for == other.pledge.results_for:
        assert not rules.weakens(replace(one, pledge=one.pledge), replace(one, pledge=lifted))


def test_no_rules_go_below_the_floor() -> None:
    with pytest.raises(WeakPledge):
        Pledge(threshold=4)
    with pytest.raises(WeakPledge):
        Pledge(comment_threshold=4)


@pytest.mark.parametrize(
    ("bad", "aspect"),
    [
        (Rules(Pledge(threshold=101, sensitive_threshold=101)), "threshold"),
        (Rules(Pledge(comment_threshold=101)), "comment_threshold"),
        (Rules(Pledge(keep_days=366)), "keep_days"),
        (Rules(breakdowns=("shoe_size",)), "breakdowns"),
    ],
)
def test_rules_under_which_nothing_could_be_held_are_refused(bad: Rules, aspect: str) -> None:
    with pytest.raises(BadRules) as refused:
        rules.check(bad)
    assert refused.value.aspect == aspect


def test_an_instrument_is_trimmed_of_what_the_rules_do_not_allow() -> None:
    asked = programme.instrument_for(1)
    only_role = Rules(breakdowns=("role",))
    assert rules.foreign(asked, only_role) == ("employment",)
    trimmed = rules.trimmed(asked, only_role)
    assert [item.code for item in trimmed.attributes] == ["role"]
    assert len(trimmed.items) == len(asked.items) - 1
