"""An instrument survives its document, and its fingerprint knows a changed wording from a moved key."""

import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.instruments.compose import compose
from surveys.instruments.error import InstrumentError
from surveys.instruments.instrument import (
    Construct,
    Follow,
    Instrument,
    Item,
    Kind,
    Option,
)
from surveys.instruments.loader import library
from tests.surveys.instruments.builders import make_instrument, make_scale

CODES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
TEXTS = st.fixed_dictionaries({"en": st.text(min_size=1)}, optional={"cy": st.text()})
OPTIONS = st.builds(
    Option, CODES, TEXTS, st.none() | st.integers(1, 5), st.booleans(), st.booleans()
)
ITEMS = st.builds(
    Item,
    code=CODES,
    kind=st.sampled_from(Kind),
    text=TEXTS,
    options=st.lists(OPTIONS, max_size=3).map(tuple),
    hint=st.none() | TEXTS,
    construct=st.none() | CODES,
    reverse=st.booleans(),
    sensitive=st.booleans(),
    opinion=st.booleans(),
    attribute=st.booleans(),
    yearly=st.booleans(),
    follows=st.none() | st.builds(Follow, CODES, st.lists(CODES, max_size=2).map(tuple)),
    definition=st.none() | TEXTS,
    source=st.none() | st.text(),
    check_wording=st.booleans(),
)
INSTRUMENTS = st.builds(
    Instrument,
    CODES,
    st.integers(1, 99),
    TEXTS,
    st.lists(st.builds(Construct, CODES, TEXTS, st.none() | TEXTS), max_size=2).map(tuple),
    st.lists(ITEMS, max_size=3).map(tuple),
    st.lists(st.text(), max_size=2).map(tuple),
)


@given(INSTRUMENTS)
def test_an_instrument_comes_back_from_its_document(instrument: Instrument) -> None:
    stored = json.loads(json.dumps(instrument.document()))
    assert stored == instrument.document()
    assert Instrument.from_document(stored) == instrument


@given(INSTRUMENTS)
def test_a_fingerprint_does_not_depend_on_the_order_of_keys(instrument: Instrument) -> None:
    turned = json.loads(
        json.dumps(instrument.document()), object_pairs_hook=lambda pairs: dict(reversed(pairs))
    )
    assert Instrument.from_document(turned).fingerprint == instrument.fingerprint


def test_a_fingerprint_does_not_depend_on_how_letters_are_composed() -> None:
    composed = make_instrument(replace(make_scale("x"), text={"en": "Café"}))
    parted = {"en": unicodedata.normalize("NFD", "Café")}
    assert (
        make_instrument(replace(make_scale("x"), text=parted)).fingerprint == composed.fingerprint
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_changed_wording_changes_the_fingerprint(text: str) -> None:
    before = make_instrument(make_scale("x"))
    after = make_instrument(replace(make_scale("x"), text={"en": f"x {text}"}))
    assert after.fingerprint != before.fingerprint
    assert len(after.fingerprint) == 64


def test_every_part_of_an_instrument_is_found() -> None:
    shipped = library()
    instrument = compose(
        "round", core=shipped["core"], modules=[shipped["retention"], shipped["attributes"]]
    )
    assert instrument.item("hours_over").option("none").score == 5
    assert [item.code for item in instrument.comments] == ["one_change"]
    assert [item.code for item in instrument.attributes] == ["role", "employment"]
    assert not set(map(id, instrument.comments)) & set(map(id, instrument.closed))
    assert len(instrument.closed) == len(instrument.items) - 1
    assert instrument.construct("trust").name_in("gd") == "Trust in this survey"
    assert instrument.title_in("en") == "How work is going"
    assert instrument.item("role").option("manager").text_in("en") == "Manager"
    with pytest.raises(KeyError):
        instrument.item("unheard_of")


def spoil(change: Callable[[dict[str, object]], object]) -> dict[str, object]:
    document = json.loads(json.dumps(make_instrument(make_scale("x")).document()))
    change(document)
    return dict(document)


@pytest.mark.parametrize(
    "document",
    [
        {},
        spoil(lambda d: d.pop("items")),
        spoil(lambda d: d.update(version="1")),
        spoil(lambda d: d.update(title={"cy": "Helo"})),
        spoil(lambda d: d.update(title={"en": "Hello", "cy": 5})),
        spoil(lambda d: d.update(items=["x"])),
        spoil(lambda d: d.update(attributions=[1])),
        spoil(lambda d: d.update(items=[{"code": "x", "kind": "guess"}])),
    ],
)
def test_a_document_no_instrument_wrote_is_refused(document: dict[str, object]) -> None:
    with pytest.raises(InstrumentError, match="not the document of an instrument"):
        Instrument.from_document(document)
