"""An open round, for every test of this room."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.house_client import HouseClient
from tests.pulse.respond.open_round import Open, open_round
from tests.pulse.respond.worker import Worker


@pytest.fixture
def asked(app: Flask, people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    """The round that is open on the Monday of the tests."""
    return open_round(people, ballot, tmp_path / "keys")


@pytest.fixture
def worker(client: HouseClient, asked: Open) -> Worker:
    """Somebody with a slip, and a phone without script."""
    return Worker(client, asked.codes[0])
