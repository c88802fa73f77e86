"""An open round, for the pages that show its promise."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.pulse.respond.open_round import Open, open_round


@pytest.fixture
def asked(app: Flask, people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    """The round that is open on the Monday of the tests."""
    return open_round(people, ballot, tmp_path / "keys")
