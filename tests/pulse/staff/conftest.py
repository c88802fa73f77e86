"""A minute hand that tests move."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pulse.access import moment

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
