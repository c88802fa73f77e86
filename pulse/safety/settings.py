"""Rules about Pulse's own settings. They read nothing but the settings themselves."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import URL, make_url

from pulse.config import (
    LEAST_SECRET,
    NEED_BALLOT,
    NEED_KEYS,
    NEED_PEOPLE,
    NEED_SECRET,
    STAFF_ROOMS,
    Door,
    Settings,
)
from pulse.safety.finding import Finding

LOCAL = ("localhost", "127.0.0.1", "::1")


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything that is unsafe in the settings of this process."""
    yield from _address(settings)
    yield from _secret(settings)
    yield from _databases(settings)
    yield from _keys(settings)
    yield from _holds_more(settings)


def _address(settings: Settings) -> Iterator[Finding]:
    address = urlsplit(settings.address)
    if address.scheme != "https" and address.hostname not in LOCAL:
        yield Finding(
            "PULSE_ADDRESS",
            "plain http lets anybody on the way read answers; use an address that begins with https://",
        )

    sends = settings.chosen & {"PULSE_SMTP_HOST", "PULSE_NOTIFY_KEY"}
    if sends and address.hostname in LOCAL and Door.OFFICE in settings.doors:
        yield Finding(
            "PULSE_ADDRESS",
            f"letters would hold links to {settings.address}, which nobody else can open; set it to the address of this website",
        )


def _secret(settings: Settings) -> Iterator[Finding]:
    if settings.secret_key is not None and len(settings.secret_key) < LEAST_SECRET:
        yield Finding(
            "PULSE_SECRET_KEY",
            f"a short key can be guessed, and staff sessions forged with it; remove it (a good one is then made) "
            f"or use at least {LEAST_SECRET} random letters",
        )


def _databases(settings: Settings) -> Iterator[Finding]:
    if settings.database_url is None or settings.ballot_url is None:
        return
    people, ballot = make_url(settings.database_url), make_url(settings.ballot_url)
    if _place(people) == _place(ballot):
        yield Finding(
            "PULSE_BALLOT_URL",
            "this is the people database; name another one, so that who was asked and what was said lie apart",
            always=True,
        )
    elif (
        server_of(people)[0] == server_of(ballot)[0]
        and people.username
        and people.username == ballot.username
    ):
        yield Finding(
            "PULSE_BALLOT_URL",
            f"both databases are opened as {people.username!r}; make a role for each (docs/operations.md)",
        )


def _place(url: URL) -> tuple[object, ...]:
    if url.get_backend_name() == "sqlite":
        return ("sqlite", str(Path(url.database or "").absolute().resolve()))
    return (*server_of(url), url.database)


def server_of(url: URL) -> tuple[str, str]:
    """A PostgreSQL server's host and port. This machine has many names, and a folder of sockets is one more."""
    host = str(url.host or url.query.get("host") or "").lower()
    here = not host or host.startswith("/") or host in LOCAL
    return ("localhost" if here else host, str(url.port or url.query.get("port") or 5432))


def _keys(settings: Settings) -> Iterator[Finding]:
    """The default, a folder beside the databases, is for trying out; who chooses a place must choose one apart."""
    if settings.keys is None or not settings.chosen & {"PULSE_KEYS", "PULSE_BALLOT_URL"}:
        return
    keys = settings.keys.resolve()
    for url in (settings.database_url, settings.ballot_url):
        folder = folder_of(url)
        if folder is not None and (keys.is_relative_to(folder) or folder.is_relative_to(keys)):
            yield Finding(
                "PULSE_KEYS",
                "the keys lie in the folder of a database and go into its backups; choose a folder that is in no backup",
            )
            return


def folder_of(url: str | None) -> Path | None:
    """The folder of a SQLite database; None for others."""
    file = file_of(url)
    return None if file is None else file.parent


def file_of(url: str | None) -> Path | None:
    """The file of a SQLite database; None for others."""
    made = None if url is None else make_url(url)
    if made is None or made.get_backend_name() != "sqlite" or not made.database:
        return None
    return Path(made.database).absolute().resolve()


#: Settings of what sends letters.
WAYS = ("PULSE_SMTP_", "PULSE_NOTIFY_")


def _holds_more(settings: Settings) -> Iterator[Finding]:
    """What a process was given and none of its doors needs is there for whoever breaks in by one of them."""
    needs = {
        "PULSE_DATABASE_URL": NEED_PEOPLE,
        "PULSE_BALLOT_URL": NEED_BALLOT,
        "PULSE_KEYS": NEED_KEYS,
        "PULSE_SECRET_KEY": NEED_SECRET,
        "PULSE_METRICS_TOKEN": frozenset({Door.WATCH}),
        "PULSE_LOG": STAFF_ROOMS,
    }
    surplus = {name for name, rooms in needs.items() if not settings.doors & rooms}
    if Door.OFFICE not in settings.doors:  # its pages say whether letters can be sent
        surplus |= {name for name in settings.chosen if name.startswith(WAYS)}
    if Door.STAFF not in settings.doors:  # where somebody comes back from single sign-on
        surplus |= {name for name in settings.chosen if name.startswith("PULSE_OIDC_")}
    doors = ",".join(sorted(settings.doors))
    for name in sorted(surplus & settings.chosen):
        yield Finding(name, f"a process with PULSE_DOORS={doors} does not need it; remove it there")
