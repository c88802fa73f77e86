"""Two empty databases to migrate."""

import pytest
from sqlalchemy import URL, Engine

from migrations import chain
from surveys import db
from tests import postgres


@pytest.fixture
def empty(database: str, request: pytest.FixtureRequest, tmp_path):
    """Engines on two empty databases."""
    made: dict[str, Engine] = {}
    server: postgres.Server | None = None
    urls: list[URL] = []
    for name in chain.CHAINS:
        if database == "sqlite":
            made[name] = db.engine(f"sqlite:///{tmp_path / name}.db")
        else:
            server = request.getfixturevalue("postgres_server")
            assert server is not None
            urls.append(server.database())
            made[name] = db.engine(urls[-1].render_as_string(hide_password=False))
    yield made
    for engine in made.values():
        engine.dispose()
    for url in urls:
        assert server is not None
        server.drop(url)
