"""Beside every band stands which answers it counts."""

from dataclasses import replace

import pytest

from surveys.instruments import loader
from surveys.instruments.instrument import Item, Kind, Option
from surveys.reports.exposed import answers_counted
from tests.surveys.reports import small


def item_of(*exposed: str, kind: Kind = Kind.SINGLE) -> Item:
    options = [Option(name.lower(), {"en": name}, exposed=True) for name in exposed]
    return replace(
        small.item("a"), kind=kind, options=(*options, Option("other", {"en": "Something else"}))
    )


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("No",), "answered “No”"),
        (("Strongly disagree", "Disagree"), "answered “Strongly disagree” or “Disagree”"),
        (("A", "B", "C"), "answered “A”, “B” or “C”"),
        ((), ""),
    ],
)
def test_the_answers_counted_are_named_in_their_order(names: tuple[str, ...], words: str) -> None:
    assert answers_counted(item_of(*names)) == words


def test_of_a_list_the_answers_are_ticked() -> None:
    assert answers_counted(item_of("A", "B", kind=Kind.MULTIPLE)) == "ticked “A” or “B”"


def test_every_sensitive_question_of_the_library_says_what_its_band_counts() -> None:
    items = [item for module in loader.library().values() for item in module.items]
    for item in items:
        assert bool(answers_counted(item)) is item.sensitive, item.code


def test_a_fair_hearing_is_banded_by_those_who_do_not_expect_it() -> None:
    items = {item.code: item for module in loader.library().values() for item in module.items}
    assert answers_counted(items["bullying_fair"]) == "answered “Strongly disagree” or “Disagree”"
