"""The browser makes the same answers of a form as the server."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from surveys.fieldwork.programme import instrument_for
from surveys.instruments.answers import PREFER_NOT, UnknownAnswer, clean
from surveys.instruments.instrument import Follow, Instrument, Item, Kind, Option
from surveys.instruments.outline import outline
from tests.surveys.responses.browser_modules import Modules, imported

pytestmark = pytest.mark.browser


def an_item(code: str, kind: Kind, *values: str, follows: Follow | None = None) -> Item:
    """An option whose value begins with "no" stands alone."""
    options = tuple(
        Option(v, {"en": v}, exclusive=kind is Kind.MULTIPLE and v.startswith("no")) for v in values
    )
    return Item(code, kind, {"en": code}, options, follows=follows)


#: Two options that stand alone, follow-ups of follow-ups, codes that mean something to JavaScript.
ODD = Instrument(
    "odd",
    1,
    {"en": "Odd"},
    (),
    (
        an_item("constructor", Kind.MULTIPLE, "b", "none", "a", "nobody", "10", "9"),
        an_item("after", Kind.SINGLE, "1", "2", follows=Follow("constructor", ("a", "none"))),
        an_item("toString", Kind.MULTIPLE, "x", "y", follows=Follow("after", ("2",))),
        an_item("words", Kind.COMMENT),
        an_item("early", Kind.SINGLE, "1", "2", follows=Follow("late", ("1",))),
        an_item("late", Kind.SINGLE, "1", "2"),
        an_item("2024", Kind.SCALE, "1", "2", follows=Follow("valueOf", ("1",))),
    ),
)
BLANKS = ("", " ", "\x1c\x85", "\u3000\n", PREFER_NOT)


@pytest.fixture(scope="module")
def modules(chromium: Browser) -> Iterator[Modules]:
    with imported(chromium, "clean") as page:
        yield page


def a_form(instrument: Instrument, seeded: random.Random) -> dict[str, list[str]]:
    """Mostly what an honest browser sends; now and then something else."""
    form: dict[str, list[str]] = {}
    for item in seeded.sample(instrument.items, seeded.randrange(len(instrument.items) + 1)):
        offered = [option.value for option in item.options] or ["Own words"]
        count = seeded.randrange(4) if item.kind is Kind.MULTIPLE else 1
        form[item.code] = [seeded.choice(offered) for _ in range(count)]
        if seeded.random() < 0.15:
            form[item.code].insert(seeded.randrange(count + 1), seeded.choice(BLANKS))
    if seeded.random() < 0.15:
        form[seeded.choice(instrument.items).code] = [
            "\ufeff",
            seeded.choice(("1", "yes", "agree")),
        ]
    if seeded.random() < 0.03:
        form["another"] = seeded.choice(([], ["1"]))
    return form


def in_python(instrument: Instrument, form: dict[str, list[str]]) -> list[Any]:
    try:
        return ["answers", sorted(clean(instrument, form).items())]
    except UnknownAnswer:
        return ["UnknownAnswer"]


@pytest.mark.parametrize("instrument", [instrument_for(2), ODD], ids=["round two", "odd"])
def test_the_browser_cleans_a_form_as_the_server(modules: Modules, instrument: Instrument) -> None:
    seeded = random.Random(2)
    forms = [a_form(instrument, seeded) for _ in range(300)]
    expected = [in_python(instrument, form) for form in forms]
    found = modules.run(
        """
        return given.forms.map(form => {
          try {
            return ['answers', Object.entries(ballot.clean(given.outline, form))]
          } catch (error) {
            return [error.name]
          }
        })
        """,
        {"outline": outline(instrument), "forms": forms},
    )
    agreed = [[kind, *(sorted(map(tuple, a)) for a in answers)] for kind, *answers in found]
    assert agreed == expected
    assert expected.count(["UnknownAnswer"]) > 10
    assert len([e for e in expected if e[0] == "answers" and e[1]]) > 150


def test_the_browser_keeps_the_order_of_the_questions(modules: Modules) -> None:
    instrument = instrument_for(2)
    items = instrument.closed[::-1]
    sent = {item.code: [item.options[0].value] for item in items}
    found = modules.run(
        "return Object.keys(ballot.clean(given.outline, given.sent))",
        {"outline": outline(instrument), "sent": sent},
    )
    assert found == list(clean(instrument, sent))


def test_a_form_is_read_without_fields_that_are_no_questions(modules: Modules) -> None:
    found = modules.run(
        """
        const form = new FormData()
        const fields = [['script', '1'], ['constructor', 'a'], ['grammar', 'x'], ['constructor', 'b'], ['words', 'Own']]
        fields.forEach(([name, value]) => form.append(name, value))
        const sent = ballot.sentIn(given, form)
        return [sent.constructor, sent.words, sent.after, sent.grammar ?? null, ballot.clean(given, sent)]
        """,
        outline(ODD),
    )
    assert found == [["a", "b"], ["Own"], [], None, {"constructor": ["b", "a"]}]


def test_a_refusal_names_the_item_and_not_what_was_sent(modules: Modules) -> None:
    found = modules.run(
        """
        return given.forms.map(form => {
          try { return ballot.clean(given.outline, form) } catch (error) { return [error.item ?? null, error.message] }
        })
        """,
        {
            "outline": outline(ODD),
            "forms": [{"late": ["secret"]}, {"late": ["1", "2"]}, {"secret": []}],
        },
    )
    assert [item for item, _ in found] == ["late", "late", None]
    assert not any("secret" in message for _, message in found)


def test_the_word_for_prefer_not_to_say_is_the_same(modules: Modules) -> None:
    assert modules.run("return ballot.PREFER_NOT") == PREFER_NOT
