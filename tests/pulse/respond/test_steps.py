"""Steps: every item on exactly one page, and follow-ups beside what they follow."""

import pytest

from pulse.respond import steps
from pulse.respond.review import READ_BY
from pulse.respond.typed import CONTROLS
from surveys.comments.readers import Reader
from surveys.fieldwork import programme
from surveys.instruments.instrument import Instrument, Item, Kind, Option
from surveys.instruments.loader import library
from surveys.instruments.rules import RESERVED

ROUNDS = [programme.instrument_for(number) for number in (1, 2, 3)]
YES_NO = (Option("yes", {"en": "Yes"}), Option("no", {"en": "No"}))


@pytest.mark.parametrize("instrument", ROUNDS)
def test_every_item_is_in_exactly_one_step_and_in_order(instrument: Instrument) -> None:
    asked = [item.code for step in steps.of(instrument) for item in step.items]
    assert asked == [item.code for item in instrument.items]


@pytest.mark.parametrize("instrument", ROUNDS)
def test_a_follow_up_stands_on_the_page_of_what_it_follows(instrument: Instrument) -> None:
    made = steps.of(instrument)
    for item in instrument.items:
        if item.follows:
            assert steps.holding(made, item.code) is steps.holding(made, item.follows.item)


@pytest.mark.parametrize("instrument", ROUNDS)
def test_steps_are_short_and_named(instrument: Instrument) -> None:
    for step in steps.of(instrument):
        assert len(step.items) <= 6
        assert steps.heading(instrument, step)


def test_a_question_of_no_topic_is_headed_by_the_whole() -> None:
    alone = Item("alone", Kind.SINGLE, {"en": "Yes?"}, YES_NO)
    instrument = Instrument("t", 1, {"en": "How work is going"}, (), (alone,))
    (step,) = steps.of(instrument)
    assert steps.heading(instrument, step) == "How work is going"


def test_no_item_of_the_library_has_the_name_of_a_control() -> None:
    codes = {item.code for module in library().values() for item in module.items}
    assert codes.isdisjoint(CONTROLS)
    assert not any(code.endswith(("-reader", "-hide", "-keep")) for code in codes)


def test_no_file_may_name_an_item_like_a_control() -> None:
    assert CONTROLS <= RESERVED


def test_every_reader_has_words() -> None:
    assert set(READ_BY) == set(Reader)
