"""A council in the middle of its work, and an empty place to set it up again."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from pulse import create_app
from pulse.extensions import Store
from surveys import clock
from tests import passwords
from tests.pulse.jobs.test_runner import OPENS
from tests.surveys.fieldwork import made_up

Speak = Callable[..., Result]


@pytest.fixture
def store(app: Flask) -> Store:
    """A staffed council with one planned round, asked by slips."""
    made: Store = app.extensions["pulse"]
    with Session(made.people) as people:
        made_up.staffed(people)
        with clock.at(OPENS - timedelta(days=10)):
            made_up.confirmed(people, made_up.wave(people))
        people.commit()
    return made


@pytest.fixture
def speak(app: Flask) -> Speak:
    """A command; the store's connections are those of the same process."""
    return lambda *words, **more: app.test_cli_runner().invoke(args=list(map(str, words)), **more)


@pytest.fixture
def elsewhere(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[Path], Flask]]:
    """A website on two databases without tables, with the folder of keys it is given."""
    made = []

    def begin(keys: Path) -> Flask:
        folder = tmp_path / "elsewhere"
        given = {"PULSE_DATA": str(folder), "PULSE_SECOND_FACTOR": "none", "PULSE_KEYS": str(keys)}
        if database == "postgresql":
            server = request.getfixturevalue("postgres_server")
            for name in ("PULSE_DATABASE_URL", "PULSE_BALLOT_URL"):
                given[name] = server.database().render_as_string(hide_password=False)
        app = create_app(given)
        passwords.hash_fast(app)
        made.append(app)
        return app

    yield begin
    for app in made:
        app.extensions["pulse"].dispose()
