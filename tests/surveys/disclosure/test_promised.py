"""A round that was changed by hand after it opened gets no release: its key document says what was promised."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from surveys.credentials.keys import BallotWave
from surveys.disclosure import build, prepare
from surveys.disclosure.promised import NotAsPromised
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import State, Wave
from surveys.keyring import Keyring
from surveys.releases import shelf

By = Callable[[Session, Wave], None]


def _pledge(_: Session, wave: Wave) -> None:
    wave.pledge_document = Pledge(threshold=5).document()


def _question(_: Session, wave: Wave) -> None:
    asked = wave.instrument
    items = [replace(item, text={"en": "Are you happy?"}) for item in asked.items]
    wave.instrument_document = replace(asked, items=tuple(items)).document()


def _days(_: Session, wave: Wave) -> None:
    wave.closes_on = date(2026, 11, 21)


def _hour(_: Session, wave: Wave) -> None:
    wave.release_hour = 7


def _block(people: Session, _: Wave) -> None:
    people.execute(update(WaveGroup).where(WaveGroup.code == "T1").values(headcount=12))


@pytest.mark.parametrize(
    ("by_hand", "said"),
    [
        (_pledge, "threshold: promised 10, now 5"),
        (_question, "the questions"),
        (_days, "the days"),
        (_hour, "the hour of the results"),
        (_block, "the blocks"),
    ],
)
def test_what_was_changed_by_hand_is_neither_prepared_nor_published(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave, by_hand: By, said: str
) -> None:
    by_hand(people, wave)
    people.flush()
    people.expire_all()
    with pytest.raises(NotAsPromised, match=said) as refused:
        prepare.prepare(people, ballot, keyring, wave)
    assert "Nothing is built" in str(refused.value)
    assert wave.state is State.CLOSED


def test_a_pledge_changed_between_preparing_and_publishing_is_noticed(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave, release_day: None
) -> None:
    prepare.prepare(people, ballot, keyring, wave)
    _pledge(people, wave)
    with pytest.raises(NotAsPromised, match="threshold"):
        build.publish(people, ballot, keyring, wave)
    assert wave.state is State.PREPARED


def test_a_key_document_changed_by_hand_is_noticed_too(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave
) -> None:
    held = ballot.get_one(BallotWave, wave.code)
    changed = json.loads(held.key_document)
    changed["pledge"]["threshold"] = 5
    held.key_document = json.dumps(changed).encode()
    with pytest.raises(NotAsPromised, match="promised 5, now 10"):
        prepare.prepare(people, ballot, keyring, wave)


def test_a_release_names_what_was_promised_and_says_so_again_when_it_is_built_again(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    figures = shelf.latest(people)
    assert figures is not None
    proven = shelf.part(people, figures, "protection")
    document = ballot.get_one(BallotWave, published.code).key_document
    assert proven["key_document"] == hashlib.sha256(document).hexdigest()  # type: ignore[index,call-overload]
    build.publish(people, ballot, keyring, published)
