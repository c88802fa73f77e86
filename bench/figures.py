"""The API on a council of 1,000 groups: requests a second, megabytes and SQL statements of every table.

    python -m bench.figures [--services 20] [--teams 48]

One process, no network: what an answer costs beside the wire.
"""

import argparse
import secrets
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from migrations import chain
from pulse import create_app
from pulse.access import account, api_key
from pulse.access.permissions import Role
from surveys.keyring import Keyring
from surveys.releases import publish
from tests.house.guards import sql_recorder
from tests.surveys.reports.council import Council, draft

WAVE = "2026-02"
SECONDS = 3.0


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--services", type=int, default=20)
    asked.add_argument("--teams", type=int, default=48)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as data:
        app = create_app({"PULSE_DATA": data})
        key = _stocked(app, Path(data), given.services, given.teams)
        _measure(app, key)
        app.extensions["pulse"].dispose()


def _stocked(app: Flask, data: Path, services: int, teams: int) -> str:
    """Two rounds and a key."""
    store = app.extensions["pulse"]
    for name in chain.CHAINS:
        chain.upgrade(name, getattr(store, name))
    council = Council(services=[f"Service {n + 1}" for n in range(services)], teams=teams)
    with app.app_context(), Session(store.people) as people:
        for number in (1, 2):
            publish.publish(people, Keyring(data / "keys"), draft(council, number, share=0.9))
        owner = account.create(
            people,
            email="a@b.example",
            name="A",
            role=Role.DIRECTOR,
            password=secrets.token_urlsafe(),
        )
        _, key = api_key.make(people, owner, api_key.Wanted("bench", 30))
        people.commit()
    return key


def _measure(app: Flask, key: str) -> None:
    client, own = app.test_client(), {"Authorization": f"Bearer {key}"}
    client.get("/api/v1/releases", headers=own)  # writes the day, reads the groups
    print(f"{'asked':44} {'a second':>9} {'MB':>7} {'rows':>8} {'SQL':>4}")
    whole = f"/api/v1/releases/{WAVE}"
    for path in (
        "/api/v1/releases",
        f"{whole}/groups",
        f"{whole}/themes",
        f"{whole}/figures",
        f"{whole}/figures.csv",
        f"{whole}/figures?group=S1",
    ):
        first = client.get(path, headers=own)
        _line(path, lambda path=path: client.get(path, headers=own))
    again = own | {"If-None-Match": client.get(f"{whole}/figures", headers=own).headers["ETag"]}
    assert first.status_code == 200
    _line(f"{whole}/figures, unchanged", lambda: client.get(f"{whole}/figures", headers=again))


def _line(name: str, ask: Callable[[], TestResponse]) -> None:
    with sql_recorder.recorded() as statements:
        said = ask()
    rows = said.data.count(b"\n{") if said.is_json else max(said.data.count(b"\r\n") - 1, 0)
    selects = sum(one.startswith("SELECT") for one in statements)
    begun, times = time.perf_counter(), 0
    while time.perf_counter() - begun < SECONDS:
        ask()
        times += 1
    pace = times / (time.perf_counter() - begun)
    print(f"{name:44} {pace:9.1f} {len(said.data) / 1e6:7.2f} {rows:8} {selects:4}")


if __name__ == "__main__":
    main()
