"""The minute: how long a session is idle and a lockout lasts. Of staff alone; what workers do has days and no minutes."""

from datetime import UTC, datetime, timedelta

from surveys.clock import LONDON


def now() -> datetime:
    """The moment, in UTC and without a zone, as databases keep it; whole seconds."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def in_minutes(minutes: int) -> str:
    """The time of day then, in London, as ``14:35``."""
    then = now().replace(tzinfo=UTC) + timedelta(minutes=minutes)
    return f"{then.astimezone(LONDON):%H:%M}"


def minute() -> int:
    """Minutes since 1970: what a cookie holds."""
    return int(now().replace(tzinfo=UTC).timestamp()) // 60
