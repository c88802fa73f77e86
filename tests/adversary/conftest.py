"""Waves that are watched, once a run and database however many tests look at them."""

from collections.abc import Callable

import pytest

from surveys.fieldwork.pledge import SERVER
from tests.adversary import attacked, people, website
from tests.adversary.attacked import Attacked

#: The quick run, fixed beforehand: docs/adversary.md says why so many.
SEED = 20261116
#: For what needs no statistics.
SMALL = people.plan(SEED, 5, range(20, 25))

Watch = Callable[..., Attacked]


@pytest.fixture(scope="session")
def watch(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """Walks a wave through the real application on this database."""
    known: dict[tuple[str, people.Plan, int], Attacked] = {}

    def walk(database: str, plan: people.Plan, custody: int = SERVER) -> Attacked:
        if (database, plan, custody) not in known:
            system = "sqlite" if database == "sqlite" else "postgres"
            maker = request.getfixturevalue(f"{system}_maker")
            folder = tmp_path_factory.mktemp("watched")
            with website.website(maker, folder) as (app, urls):
                made = attacked.run(app, urls, plan, folder, custody=custody)
            known[database, plan, custody] = made
        return known[database, plan, custody]

    return walk


@pytest.fixture
def watched(watch: Watch, database: str) -> Attacked:
    """A small wave on this test's database."""
    return watch(database, SMALL)
