"""Letters are in both languages where the Welsh is signed off, Welsh first, and nothing in it is left in English."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.message import Message
from pulse.writing import BETWEEN, BOTH, Writer
from surveys.fieldwork import waves
from surveys.fieldwork.correspondence import Channel, Kind
from surveys.fieldwork.waves import Wave
from tests.pulse.languages import spoken
from tests.pulse.languages.left import left
from tests.pulse.respond.open_round import open_round

NAMES = {"en": "Westerby", "cy": "Tre’r Gorllewin"}
WORDS = "festive subtle sixth eye"
#: every letter there is
LETTERS = [(kind, channel) for kind in Kind for channel in Channel]


@pytest.fixture
def wave(people: Session, ballot: Session, tmp_path: Path, today: date) -> Wave:
    asked = open_round(people, ballot, tmp_path / "keys")
    found = waves.find(people, asked.wave)
    found.names = {"en": "November 2026", "cy": "Tachwedd 2026"}
    return found


def written(wave: Wave, kind: Kind, channel: Channel, *, welsh: bool) -> Message:
    return Writer(wave, NAMES, WORDS, welsh).message(kind, channel)


@pytest.mark.parametrize(("kind", "channel"), LETTERS)
def test_a_letter_has_its_welsh_above_the_same_english(
    app: Flask, wave: Wave, kind: Kind, channel: Channel
) -> None:
    with app.app_context():
        alone, both = (written(wave, kind, channel, welsh=one) for one in (False, True))
    first = both.text.removesuffix(alone.text)
    assert first != both.text
    assert "Tre’r Gorllewin" in first or channel is Channel.TEXT
    assert "/i?lang=cy#" in first
    assert "/i#" in alone.text
    assert "?lang" not in alone.text
    assert (BOTH in first) == (BETWEEN in both.text) == (channel is Channel.EMAIL)
    assert both.subject.endswith(alone.subject)


@pytest.mark.parametrize(("kind", "channel"), LETTERS)
def test_nothing_in_the_welsh_is_left_in_english(
    app: Flask, wave: Wave, monkeypatch: pytest.MonkeyPatch, kind: Kind, channel: Channel
) -> None:
    spoken.speak_made_up(monkeypatch)
    with app.app_context():
        alone, both = (written(wave, kind, channel, welsh=one) for one in (False, True))
    first = both.text.removesuffix(alone.text).removesuffix(BETWEEN).removeprefix(BOTH)
    link = f"{app.config['PULSE_ADDRESS']}/i?lang=cy#"
    assert left(f"<p>{first}</p>", frozenset({link, WORDS})) == []
    above = both.subject.removesuffix(alone.subject)
    assert left(f"<p>{above}</p>", frozenset({"Tachwedd"})) == []
    # What is put into a sentence is said in its language too.
    assert re.findall(r"(?<![⟦\d])\d+ minute", above + first) == []
