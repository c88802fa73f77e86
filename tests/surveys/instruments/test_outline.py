"""The outline says what may be answered, and nothing else about the questions."""

import json

from surveys import canonical
from surveys.fieldwork.programme import instrument_for
from surveys.instruments.instrument import Follow, Item, Kind, Option
from surveys.instruments.outline import outline
from tests.surveys.instruments.builders import make_instrument


def test_an_outline_holds_codes_values_and_what_follows_what() -> None:
    options = (Option("yes", {"en": "Yes"}), Option("none", {"en": "None"}, exclusive=True))
    instrument = make_instrument(
        Item("first", Kind.MULTIPLE, {"en": "First?"}, options, sensitive=True),
        Item("why", Kind.COMMENT, {"en": "Why?"}),
        Item("then", Kind.SINGLE, {"en": "Then?"}, options[:1], follows=Follow("first", ("yes",))),
    )
    assert outline(instrument) == [
        {"code": "first", "kind": "multiple", "options": ["yes", "none"], "alone": ["none"]},
        {"code": "why", "kind": "comment"},
        {
            "code": "then",
            "kind": "single",
            "options": ["yes"],
            "follows": {"item": "first", "values": ["yes"]},
        },
    ]


def test_the_outline_of_a_real_round_is_plain_json_in_its_order_and_small() -> None:
    instrument = instrument_for(2)
    written = canonical.dumps(outline(instrument))
    assert [item["code"] for item in json.loads(written)] == [i.code for i in instrument.items]
    assert b'"en"' not in written
    assert len(written) < 10_000
