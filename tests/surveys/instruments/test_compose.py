"""A round is put together in one order, and never asks twice or too much."""

from dataclasses import replace

import pytest

from surveys.instruments.compose import compose
from surveys.instruments.error import InstrumentError
from surveys.instruments.instrument import Construct, Follow, Item, Kind, Option
from tests.surveys.instruments.builders import make_module, make_scale

YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))


def make_comment(code: str) -> Item:
    return Item(code, Kind.COMMENT, {"en": code})


def make_attribute(code: str, *, yearly: bool = False, follows: Follow | None = None) -> Item:
    return Item(
        code, Kind.SINGLE, {"en": code}, YES_NO, attribute=True, yearly=yearly, follows=follows
    )


def test_core_comes_first_then_modules_then_comments_and_attributes_last() -> None:
    instrument = compose(
        "round",
        core=make_module("core", make_attribute("who"), make_comment("c1"), make_scale("a")),
        modules=[
            make_module("two", make_comment("c2"), make_scale("b")),
            make_module("three", make_scale("c"), make_attribute("where")),
        ],
    )
    assert [i.code for i in instrument.items] == ["a", "b", "c", "c1", "c2", "who", "where"]


def test_a_round_is_called_what_it_is_told_or_what_the_core_is_called() -> None:
    core = make_module("core", make_scale("a"))
    named = compose("round", core=core, modules=[], title={"en": "Autumn"}, version=3)
    assert (named.title_in("en"), named.version) == ("Autumn", 3)
    assert compose("round", core=core, modules=[]).title_in("en") == "core"


def test_sources_are_attributed_once_each() -> None:
    sourced = [replace(make_scale(code), source="HSE") for code in "ab"]
    instrument = compose("round", core=make_module("core", *sourced), modules=[])
    assert instrument.attributions == ("HSE",)


def test_an_item_in_two_modules_is_refused() -> None:
    one, two = make_module("one", make_scale("a")), make_module("two", make_scale("a"))
    with pytest.raises(InstrumentError, match="“a” is in “one” and in “two”"):
        compose("round", core=one, modules=[two])


def test_a_module_listed_twice_is_refused() -> None:
    core, extra = make_module("core", make_scale("a")), make_module("extra", make_scale("b"))
    with pytest.raises(InstrumentError, match="“extra” is listed twice"):
        compose("round", core=core, modules=[extra, extra])


def test_two_comments_are_allowed_and_a_third_is_refused() -> None:
    core = make_module("core", make_comment("c1"), make_comment("c2"))
    assert len(compose("round", core=core, modules=[]).comments) == 2
    with pytest.raises(InstrumentError, match="has 3: c1, c2, c3"):
        compose("round", core=core, modules=[make_module("more", make_comment("c3"))])


def test_yearly_attributes_are_asked_one_at_a_time() -> None:
    core = make_module("core", make_attribute("age", yearly=True), make_attribute("role"))
    assert len(compose("round", core=core, modules=[]).attributes) == 2
    sex = make_module("sex", make_attribute("sex", yearly=True))
    with pytest.raises(InstrumentError, match="has age, sex"):
        compose("round", core=core, modules=[sex])


def test_constructs_that_agree_are_one_and_others_are_refused() -> None:
    construct = Construct("topic", {"en": "Topic"})
    core = replace(make_module("core", make_scale("a")), constructs=(construct,))
    same = replace(make_module("same", make_scale("b")), constructs=(construct,))
    assert compose("round", core=core, modules=[same]).constructs == (construct,)
    other = replace(same, constructs=(Construct("topic", {"en": "Another"}),))
    with pytest.raises(InstrumentError, match="“topic” is described in two ways"):
        compose("round", core=core, modules=[other])


def test_a_question_cannot_follow_an_attribute_which_comes_last() -> None:
    early = replace(make_scale("early"), follows=Follow("role", ("yes",)))
    with pytest.raises(InstrumentError, match="“early” follows “role”"):
        compose("round", core=make_module("core", make_attribute("role"), early), modules=[])
    late = make_attribute("late", follows=Follow("role", ("yes",)))
    core = make_module("core", make_attribute("role"), late)
    assert compose("round", core=core, modules=[]).items[1].code == "late"
