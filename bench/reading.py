"""What readers wait for: pages of a large council after years of rounds, and what they weigh.

    python -m bench.reading [--data FOLDER] [--rounds 40] [--groups 1000]

Server time in one process without a network: the median of several, wall and processor; the first time a process draws
the page; SQL statements. Then /results a second through gunicorn with two workers, the client on the same machine.
Ends with 1 when a goal is missed. The processor's time is what is judged: SQLite works inside the process, and on a
shared machine the wall clock measures the neighbours too.
"""

import argparse
import gc
import gzip
import http.client
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from werkzeug.test import Client

from bench import large, load, servers, stocked
from bench.stocked import Stocked
from pulse import look
from pulse.access.permissions import Role
from surveys.reports import remembered
from surveys.reports import rounds as published
from tests.house.guards import sql_recorder

TIMES, REQUESTS, CLIENTS = 7, 6_000, 16
#: The goals: milliseconds of server time and statements of a page, requests a second of the results.
MOST_MS, MOST_SQL, LEAST_RATE = 100.0, 8, 300.0

RESULTS = "/results"
_LINKED = re.compile(r'(?:href|src)="(/static/[^"?]+)[^"]*"')


@dataclass(frozen=True)
class Page:
    """An address, who reads it (None: everybody), and whether the goals hold for it."""

    path: str
    role: Role | None = Role.DIRECTOR
    goal: bool = False


PAGES = (
    Page("/director/", goal=True),
    Page("/director/?group=S1", goal=True),
    Page("/director/map", goal=True),
    Page("/director/map?group=S1", goal=True),
    Page("/director/map?group=S38&sort=t7", goal=True),
    Page("/director/map?round=r-07", goal=True),
    Page("/director/trends"),
    Page("/director/trends?group=T30"),
    Page("/director/trends/t1"),
    Page("/director/trends/t1/groups"),
    Page("/director/change"),
    Page("/director/change?since=year"),
    Page("/director/answers"),
    Page("/director/themes"),
    Page("/director/actions"),
    Page("/director/comments"),
    Page(RESULTS, None),
    Page("/results/S1", None),
    Page("/stewards/comments", Role.UNION),
    Page("/stewards/comments?words=court&theme=theme3", Role.UNION),
)


@dataclass(frozen=True)
class Drawn:
    """What a page took: milliseconds, statements, the page itself."""

    first: float
    wall: float
    processor: float
    statements: int
    body: bytes

    @property
    def fits(self) -> bool:
        return self.processor <= MOST_MS and self.statements <= MOST_SQL


def main() -> int:
    """Stock, measure, print."""
    asked = argparse.ArgumentParser()
    asked.add_argument(
        "--data", type=Path, help="keep the databases here, and find them here again"
    )
    asked.add_argument("--rounds", type=int, default=stocked.ROUNDS)
    asked.add_argument("--groups", type=int, default=large.GROUPS)
    given = asked.parse_args()
    with _folder(given.data) as data:
        begun = time.perf_counter()
        site = stocked.stocked(data, rounds=given.rounds, groups=given.groups)
        size = (data / "people.db").stat().st_size / 1e6
        print(
            f"{given.rounds} rounds, {given.groups} groups, {large.TOPICS} topics, {stocked.COMMENTS} comments:"
        )
        print(f"{size:.0f} MB of SQLite, stocked in {time.perf_counter() - begun:.0f} s\n")
        drawn = _pages(site)
        _weigh(drawn)
        site.app.extensions["pulse"].dispose()
        rate = _rate(site)
    fits = all(one.fits for page, one in drawn.items() if page.goal)
    return 0 if fits and rate else 1


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="pulse-bench-") as name:
        yield Path(name)


def _pages(site: Stocked) -> dict[Page, Drawn]:
    """Every page, measured and printed."""
    gc.collect()
    gc.freeze()  # as gunicorn.conf.py does
    clients = {role: _enter(site, role) for role in (None, Role.DIRECTOR, Role.UNION)}
    print(f"{'page':48} {'first':>7} {'wall':>7} {'CPU':>7} {'SQL':>4} {'kB':>6} {'gzip':>6}")
    drawn = {page: _draw(clients[page.role], page.path) for page in PAGES}
    for page, one in drawn.items():
        packed = len(gzip.compress(one.body, 6)) / 1000
        goal = "" if not page.goal else "met" if one.fits else "MISSED"
        print(
            f"{page.path:48} {one.first:7.1f} {one.wall:7.1f} {one.processor:7.1f}"
            f" {one.statements:4} {len(one.body) / 1000:6.0f} {packed:6.0f}  {goal}"
        )
    print(f"(milliseconds; goals: {MOST_MS:.0f} ms of the processor, {MOST_SQL} statements)\n")
    return drawn


def _enter(site: Stocked, role: Role | None) -> Client:
    client = site.app.test_client()
    if role is not None:
        form = client.get("/staff/log-in").text
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
        typed = {"email": f"{role}@large.example", "password": site.password}
        said = client.post("/staff/log-in", data=typed | {"csrf_token": token[1] if token else ""})
        assert said.status_code == 302, "nobody could log in"
    return client


def _draw(client: Client, path: str) -> Drawn:
    """The first time with nothing kept in memory of what was published, then again."""
    published.forget()
    remembered.forget()
    first, _, _ = _once(client, path)
    again = [_once(client, path) for _ in range(TIMES)]
    with sql_recorder.recorded() as statements:
        _, _, body = _once(client, path)
    asked = sum(not one.startswith("PRAGMA") for one in statements)
    return Drawn(first, median(a[0] for a in again), median(a[1] for a in again), asked, body)


def _once(client: Client, path: str) -> tuple[float, float, bytes]:
    """Milliseconds of wall and processor, and the page."""
    wall, processor = time.perf_counter(), time.process_time()
    said = client.get(path, headers={"Accept-Encoding": "gzip"})
    took = time.perf_counter() - wall, time.process_time() - processor
    assert said.status_code == 200, f"{path}: {said.status_code}"
    packed = said.headers.get("Content-Encoding") == "gzip"
    return took[0] * 1000, took[1] * 1000, gzip.decompress(said.data) if packed else said.data


def _weigh(drawn: dict[Page, Drawn]) -> None:
    """What a first visit fetches beside the page: nothing else is loaded, and no font."""
    for path in (RESULTS, "/director/"):
        body = next(one.body for page, one in drawn.items() if page.path == path).decode()
        files = sorted(set(_LINKED.findall(body)))
        print(f"{path}: the page and {len(files)} files")
        for name in files:
            held = look.STATIC / name.removeprefix("/static/")
            packed = held.with_name(f"{held.name}.br")
            small = packed.stat().st_size if packed.exists() else held.stat().st_size
            print(
                f"  {name:36} {held.stat().st_size / 1000:7.1f} kB, on the wire {small / 1000:6.1f} kB"
            )
    print()


def _rate(site: Stocked) -> bool:
    """Requests a second of the results, over kept connections, beside a page without figures."""
    with servers.gunicorn("wsgi:app", {**site.environment, "WEB_CONCURRENCY": "2"}) as served:
        print(f"gunicorn, 2 workers, {CLIENTS} clients on this machine")
        met = True
        for path in ("/help", RESULTS, "/results/S1"):
            load.measure(served.port, _get, [path] * 200, clients=CLIENTS)
            one = load.measure(served.port, _get, [path] * REQUESTS, clients=CLIENTS)
            fits = path != RESULTS or one.rate >= LEAST_RATE
            met = met and fits
            print(f"  {path:14} {one}  {'' if path != RESULTS else 'met' if fits else 'MISSED'}")
        print(f"(goal: {LEAST_RATE:.0f} a second)")
    return met


def _get(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    said = connection.getresponse()
    said.read()
    assert said.status == 200, f"{path}: {said.status}"


if __name__ == "__main__":
    sys.exit(main())
