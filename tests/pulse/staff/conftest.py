"""A minute hand that tests move, and a provider of single sign-on."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import moment, single_sign_on
from surveys.fieldwork.groups import ReportingGroup
from tests.house_client import HouseClient
from tests.pulse.staff import provider as stand_in
from tests.pulse.staff.provider import Provider
from tests.pulse.staff.signing_on import DEE, GRANTS, settings

#: Moves the minute hand on by so many minutes.
Wait = Callable[[float], None]


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch, today: object) -> Wait:
    """Stands still at noon until it is moved."""
    now = [datetime(2026, 11, 16, 12, tzinfo=UTC).replace(tzinfo=None)]
    monkeypatch.setattr(moment, "now", lambda: now[0])

    def move(minutes: float) -> None:
        now[0] += timedelta(minutes=minutes)

    return move


@pytest.fixture(scope="module")
def running_provider() -> Iterator[Provider]:
    with stand_in.running() as running:
        yield running


@pytest.fixture
def provider(running_provider: Provider) -> Provider:
    """One that does not lie yet."""
    fresh = Provider(issuer=running_provider.issuer, person=dict(DEE))
    running_provider.__dict__.update(fresh.__dict__)
    return running_provider


@pytest.fixture
def visitor(
    app: Flask, people: Session, provider: Provider, tmp_path: Path, today: object
) -> HouseClient:
    """Somebody at a browser, where single sign-on is set up."""
    file = tmp_path / "groups.json"
    file.write_text(json.dumps(GRANTS))
    single_sign_on.init_app(app, settings(provider.issuer, file))
    people.add(ReportingGroup(code="A", names={"en": "Adults"}, position=0, active=True))
    people.commit()
    made = app.test_client()
    assert isinstance(made, HouseClient)
    return made
