"""A wave of five teams that has been answered, closed and opened."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys import clock
from surveys.disclosure import build, prepare
from surveys.fieldwork.waves import Wave
from surveys.keyring import Keyring
from tests.surveys.disclosure import council
from tests.surveys.disclosure.council import SAID, answers


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys")


@pytest.fixture
def wave(people: Session, ballot: Session, keyring: Keyring) -> Wave:
    made = council.wave()
    people.add(made)
    people.flush()
    groups = council.tree({"S1": {"T1": 30, "T2": 30}, "S2": {"T4": 30, "T5": 30}, "S3": {"": 30}})
    people.add_all(groups)
    council.promise(ballot, made, groups)
    given = answers("T1", 20) + answers("T2", 12) + answers("T4", 14) + answers("S3", 12)
    council.open_box(ballot, keyring, given, SAID)
    return made


@pytest.fixture
def release_day() -> Iterator[None]:
    with clock.at(date(2026, 12, 1), 9):
        yield


@pytest.fixture
def published(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave, release_day: None
) -> Wave:
    prepare.prepare(people, ballot, keyring, wave)
    build.publish(people, ballot, keyring, wave)
    people.commit()
    return wave
