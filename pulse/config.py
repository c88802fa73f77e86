"""The settings, read once when a process starts; every one is named in docs/operations.md."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from surveys import clock


class Unsafe(Exception):
    """A setting would break the promise; the process does not start."""


@dataclass(frozen=True)
class Settings:
    """Where this process keeps what it keeps."""

    data: Path
    database_url: str
    ballot_url: str
    keys: Path
    secret_key: str
    address: str
    demonstration: bool
    #: the hour at which a demonstration stands still; None where time is real
    moment: clock.Hour | None = None

    @classmethod
    def read(cls, source: Mapping[str, str] | None = None) -> "Settings":
        """From the environment, or from a mapping in tests. Raises Unsafe."""
        given = os.environ if source is None else source
        data = Path(given.get("PULSE_DATA", "instance")).absolute()
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        demonstration = given.get("PULSE_DEMONSTRATION", "") == "1"
        moment = _moment(given.get("PULSE_CLOCK"), demonstration)
        if moment is not None:
            clock.fix(moment)
        return cls(
            data=data,
            database_url=given.get("PULSE_DATABASE_URL", f"sqlite:///{data / 'pulse.db'}"),
            ballot_url=given.get("PULSE_BALLOT_URL", f"sqlite:///{data / 'ballot.db'}"),
            keys=Path(given.get("PULSE_KEYS", str(data / "keys"))).absolute(),
            secret_key=given.get("PULSE_SECRET_KEY") or _own_secret(data / "secret-key"),
            address=given.get("PULSE_ADDRESS", "http://localhost:8000").rstrip("/"),
            demonstration=demonstration,
            moment=moment,
        )


def _moment(written: str | None, demonstration: bool) -> clock.Hour | None:
    """PULSE_CLOCK lets a demonstration be walked through its days; a real survey keeps real time."""
    if not written:
        return None
    if not demonstration:
        raise Unsafe("PULSE_CLOCK is for demonstrations. Remove it, or set PULSE_DEMONSTRATION=1.")
    try:
        return clock.Hour.parse(written)
    except ValueError:
        raise Unsafe("PULSE_CLOCK must be a day and an hour, such as 2026-12-01T09.") from None


def _own_secret(path: Path) -> str:
    """The key that signs staff sessions, made at the first start and kept beside the data."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret := secrets.token_urlsafe(32))
    return secret
