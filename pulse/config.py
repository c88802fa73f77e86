"""The settings, read once when a process starts; every one is named in docs/operations.md."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from surveys import clock


class Unsafe(Exception):
    """A setting would break the promise; the process does not start."""


class Door(StrEnum):
    """A room that a process may serve (PULSE_DOORS)."""

    RESPOND = "respond"
    CAST = "cast"
    RESULTS = "results"
    PAGES = "pages"
    OPTOUT = "optout"
    DIRECTOR = "director"
    STEWARDS = "stewards"
    WITNESS = "witness"
    GOVERNANCE = "governance"
    OFFICE = "office"
    STAFF = "staff"
    API = "api"
    WATCH = "watch"


ALL_DOORS = frozenset(Door)

#: What a process holds because one of its rooms needs it, and nothing else. Commands and jobs need all of it.
NEED_PEOPLE = ALL_DOORS - {Door.CAST}
NEED_BALLOT = frozenset({Door.RESPOND, Door.CAST, Door.PAGES, Door.OFFICE})
NEED_KEYS = frozenset({Door.RESPOND})
NEED_SECRET = frozenset(
    {Door.DIRECTOR, Door.STEWARDS, Door.WITNESS, Door.GOVERNANCE, Door.OFFICE, Door.STAFF}
)
#: Where staff and their programs come, and no worker.
STAFF_ROOMS = NEED_SECRET | {Door.API}
#: Letters of a secret that somebody chooses: what 32 random bytes take in base64, and a little less.
LEAST_SECRET = 32


@dataclass(frozen=True)
class Settings:
    """Where this process keeps what it keeps; None for what none of its doors needs."""

    doors: frozenset[Door]
    data: Path | None
    database_url: str | None
    ballot_url: str | None
    keys: Path | None
    secret_key: str | None
    #: what a program must bring that reads /metrics; None: there is no such page
    metrics_token: str | None
    address: str
    #: where somebody says that a page does not work for them: an e-mail address, a telephone number, a post
    contact: str | None
    demonstration: bool
    #: the hour at which a demonstration stands still; None where time is real
    moment: clock.Hour | None
    #: the names of the settings that somebody chose, as opposed to our defaults
    chosen: frozenset[str]
    #: whether they are this process's, as opposed to a test's
    of_environment: bool

    @classmethod
    def read(cls, source: Mapping[str, str] | None = None) -> "Settings":
        """From the environment, or from a mapping in tests. Raises Unsafe."""
        given = os.environ if source is None else source
        doors = _doors(given.get("PULSE_DOORS"))
        data = _data(given, doors)
        demonstration = given.get("PULSE_DEMONSTRATION", "") == "1"
        moment = _moment(given.get("PULSE_CLOCK"), demonstration)
        if moment is not None:
            clock.fix(moment)
        return cls(
            doors=doors,
            data=data,
            database_url=_database(given, "PULSE_DATABASE_URL", data)
            if doors & NEED_PEOPLE
            else None,
            ballot_url=_database(given, "PULSE_BALLOT_URL", data) if doors & NEED_BALLOT else None,
            keys=_keys(given, data) if doors & NEED_KEYS else None,
            secret_key=_secret(given, data) if doors & NEED_SECRET else None,
            metrics_token=_metrics_token(given) if Door.WATCH in doors else None,
            address=given.get("PULSE_ADDRESS", "http://localhost:8000").rstrip("/"),
            contact=" ".join(given.get("PULSE_CONTACT", "").split()) or None,
            demonstration=demonstration,
            moment=moment,
            chosen=frozenset(name for name in given if name.startswith("PULSE_")),
            of_environment=source is None,
        )

    @property
    def casts_alone(self) -> bool:
        """Whether this process is the ballot's door and nothing else."""
        return self.doors == {Door.CAST}


def _doors(written: str | None) -> frozenset[Door]:
    if written is None:
        return ALL_DOORS
    names = {name.strip() for name in written.split(",")} - {""}
    unknown = ", ".join(sorted(names - ALL_DOORS))
    if unknown or not names:
        what = f"knows no door called {unknown}" if unknown else "names no door"
        raise Unsafe(
            f"PULSE_DOORS {what}. Remove it to open all, or choose from: {', '.join(Door)}."
        )
    return frozenset(map(Door, names))


def _data(given: Mapping[str, str], doors: frozenset[Door]) -> Path | None:
    """The folder for what has no other place, made at the first start. The ballot's door has none."""
    if doors == {Door.CAST}:
        return None
    data = Path(given.get("PULSE_DATA", "instance")).absolute()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return data


def _database(given: Mapping[str, str], setting: str, data: Path | None) -> str:
    """The address somebody chose, or a file in our folder."""
    written = given.get(setting)
    if written:
        return _usable(setting, written)
    if data is None:
        raise Unsafe(f"PULSE_DOORS=cast has no folder of its own. Set {setting}.")
    file = "pulse.db" if setting == "PULSE_DATABASE_URL" else "ballot.db"
    return f"sqlite:///{data}/{file}"


def _usable(setting: str, url: str) -> str:
    """The address, when a program for such databases is here. It may hold a password, so no error repeats it."""
    try:
        make_url(url).get_dialect().import_dbapi()
    except (ArgumentError, ValueError, ImportError):
        raise Unsafe(
            f"{setting} is no address of a database that can be used. Write it as in docs/operations.md: "
            "sqlite:////folder/file.db or postgresql+psycopg://…."
        ) from None
    return url


def _keys(given: Mapping[str, str], data: Path | None) -> Path:
    return Path(given.get("PULSE_KEYS") or f"{data}/keys").absolute()


def _secret(given: Mapping[str, str], data: Path | None) -> str:
    return given.get("PULSE_SECRET_KEY") or _own_secret(Path(f"{data}/secret-key"))


def _metrics_token(given: Mapping[str, str]) -> str | None:
    token = given.get("PULSE_METRICS_TOKEN") or None
    if token is not None and len(token) < LEAST_SECRET:
        raise Unsafe(
            f"PULSE_METRICS_TOKEN can be guessed. Use at least {LEAST_SECRET} random letters."
        )
    return token


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
