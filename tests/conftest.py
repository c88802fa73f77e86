"""What many tests need: two fresh databases, the website, a client that inspects, a browser."""

import gc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, Page
from sqlalchemy import URL
from sqlalchemy.orm import Session

from surveys import clock
from tests import chromium as chromium_program
from tests import databases, live_server, passwords, postgres
from tests.collected import pytest_collection_modifyitems, pytest_generate_tests  # noqa: F401
from tests.house_client import HouseClient
from tests.remembered_rules import RememberedRule

settings.register_profile("house", deadline=None)  # no test measures time
settings.load_profile("house")
Flask.url_rule_class = RememberedRule
gc.set_threshold(100_000, 50, 100)  # an eighth of the time went into looking for rubbish


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """What this test runs on: "sqlite", or "postgresql" too when it asks for both."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def sqlite_maker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases.Maker]:
    with databases.sqlite(tmp_path_factory.mktemp("sqlite")) as maker:
        yield maker


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL of our own; its `database()` makes an empty one. Fails, never skips, without."""
    with postgres.server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_maker(postgres_server: postgres.Server) -> Iterator[databases.Maker]:
    with databases.postgres(postgres_server) as maker:
        yield maker


@pytest.fixture
def urls(database: str, request: pytest.FixtureRequest) -> Iterator[dict[str, URL]]:
    """Fresh databases with all tables: {"people": URL, "ballot": URL}."""
    is_postgres = database == "postgresql"
    maker = request.getfixturevalue("postgres_maker" if is_postgres else "sqlite_maker")
    made = {kind: maker(kind) for kind in databases.BASES}
    yield made
    if is_postgres:
        server: postgres.Server = request.getfixturevalue("postgres_server")
        for url in made.values():
            server.drop(url)


@pytest.fixture
def people(urls: dict[str, URL]) -> Iterator[Session]:
    """The people database. Commit before the app or another session is to see what you wrote."""
    with databases.session(urls["people"]) as session:
        yield session


@pytest.fixture
def ballot(urls: dict[str, URL]) -> Iterator[Session]:
    """The ballot database. Commit before the app or another session is to see what you wrote."""
    with databases.session(urls["ballot"]) as session:
        yield session


@pytest.fixture
def today() -> Iterator[date]:
    """A Monday at noon, for everybody in this process; `surveys.clock.at` travels from there."""
    day = date(2026, 11, 16)
    clock.fix(clock.Hour(day, 12))
    yield day
    clock.fix(None)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Every test has a website of its own; none compiles a template that another has compiled."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(urls: dict[str, URL], tmp_path: Path, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The website on this test's databases, with a folder of keys of its own."""
    from pulse import create_app

    made = create_app(
        {
            "PULSE_DATA": str(tmp_path),
            "PULSE_SECOND_FACTOR": "none",  # tests that are about it ask for it
            "PULSE_DATABASE_URL": urls["people"].render_as_string(hide_password=False),
            "PULSE_BALLOT_URL": urls["ballot"].render_as_string(hide_password=False),
        }
    )
    made.testing, made.test_client_class = True, HouseClient
    passwords.hash_fast(made)
    made.jinja_env.bytecode_cache = compiled
    yield made
    made.extensions["pulse"].dispose()


@pytest.fixture
def client(app: Flask) -> HouseClient:
    """Fetches pages and inspects every one of them."""
    return HouseClient(app, app.response_class)


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The address of this test's website, served on a free port."""
    with live_server.serve(app) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One running Chromium a worker. Fails, never skips, where there is none."""
    with chromium_program.browser() as running:
        yield running


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages (`width=`, `javascript=`, …); a script error or a foreign address fails the test."""
    with chromium_program.watched(chromium) as opener:
        yield opener


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A phone, 360 px wide."""
    return new_page()
