"""The office's client: logged in, on a Monday."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access.account import StaffAccount
from pulse.access.permissions import Role
from surveys.fieldwork import freeze
from surveys.fieldwork.waves import State, Wave
from surveys.keyring import Keyring
from surveys.responses import box
from tests.house_client import HouseClient
from tests.pulse.logged_in import begin_session
from tests.surveys.fieldwork import made_up


@pytest.fixture
def office(app: Flask, people: Session, today: date) -> HouseClient:
    """Somebody of the survey office, logged in without the slow work of a password."""
    account = StaffAccount(
        email="office@w.example",
        name="Olu",
        role=Role.OFFICE,
        password="none",
        active=True,
        failures=0,
        fs_uniquifier="f" * 32,
    )
    people.add(account)
    people.commit()
    client = app.test_client()
    assert isinstance(client, HouseClient)
    begin_session(people, client, account)
    return client


@pytest.fixture
def staffed(people: Session) -> None:
    """The made-up organisation with its people."""
    made_up.staffed(people)
    people.commit()


@pytest.fixture
def opened(people: Session, ballot: Session, tmp_path: Path, today: date, staffed: None) -> Wave:
    """A round that opened today, with its box."""
    wave = made_up.wave(people)
    wave.move(State.OPEN)
    blocks = [group for group in freeze.freeze(people, wave) if group.is_block]
    box.set_up(ballot, Keyring(tmp_path / "keys"), wave, blocks)
    ballot.commit()
    people.commit()
    return wave
