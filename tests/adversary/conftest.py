"""Waves that are watched, once a run and database however many tests look at them."""

from collections.abc import Callable

import pytest

from tests.adversary import attacked, people, website
from tests.adversary.attacked import Attacked

#: The quick run, fixed beforehand: docs/adversary.md says why so many.
SEED = 20261116


@pytest.fixture(scope="session")
def watch(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, people.Plan], Attacked]:
    """Walks a wave through the real application on this database."""
    known: dict[tuple[str, people.Plan], Attacked] = {}

    def walk(database: str, plan: people.Plan) -> Attacked:
        if (database, plan) not in known:
            system = "sqlite" if database == "sqlite" else "postgres"
            maker = request.getfixturevalue(f"{system}_maker")
            folder = tmp_path_factory.mktemp("watched")
            with website.website(maker, folder) as (app, urls):
                known[database, plan] = attacked.run(app, urls, plan, folder)
        return known[database, plan]

    return walk


@pytest.fixture
def watched(watch: Callable[[str, people.Plan], Attacked], database: str) -> Attacked:
    """A small wave on this test's database."""
    return watch(database, people.plan(SEED, 5, range(20, 25)))
