"""A website of its own on two fresh databases, for a wave that is watched."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import URL, Engine, event

from surveys import db
from tests import databases
from tests.databases import Maker


@contextmanager
def website(maker: Maker, folder: Path) -> Iterator[tuple[Flask, Mapping[str, URL]]]:
    """The application and the addresses of its databases; files of its own go into ``folder``."""
    from pulse import create_app

    databases.load_tables()
    urls = {kind: maker(kind) for kind in databases.BASES}
    app = create_app(
        {
            "PULSE_DATA": str(folder),
            "PULSE_DATABASE_URL": urls["people"].render_as_string(hide_password=False),
            "PULSE_BALLOT_URL": urls["ballot"].render_as_string(hide_password=False),
        }
    )
    app.testing = True
    store = app.extensions["pulse"]
    for engine in (store.people, store.ballot):
        make_haste(engine)
    yield app, urls
    store.dispose()


def engine(url: URL) -> Engine:
    """One of the house's engines, in haste."""
    made = db.engine(url.render_as_string(hide_password=False))
    make_haste(made)
    return made


def make_haste(made: Engine) -> None:
    """SQLite does not wait for the disk. What it writes, and in which order, is the same."""
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
        made.dispose()
