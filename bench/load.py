"""Load: many clients at once, from processes of their own, each doing one kind of work again and again."""

import http.client
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median, quantiles

#: So that one Python's lock is not what is measured.
PROCESSES = 2

#: One unit of work over a kept connection; raises when the server does not answer as it must.
Work = Callable[[http.client.HTTPConnection, str], None]


@dataclass(frozen=True)
class Measured:
    """How many a second, and how long one took, in milliseconds."""

    rate: float
    middle: float
    slow: float

    def __str__(self) -> str:
        return f"{self.rate:7.1f} /s   median {self.middle:6.1f} ms   p99 {self.slow:7.1f} ms"


def middle(several: Sequence[Measured]) -> Measured:
    """The median of each figure."""
    return Measured(
        median(one.rate for one in several),
        median(one.middle for one in several),
        median(one.slow for one in several),
    )


def measure(port: int, work: Work, items: Sequence[str], *, clients: int) -> Measured:
    """Do ``work`` once for each item with so many clients at a time."""
    processes = min(PROCESSES, clients)
    shares = [items[start::clients] for start in range(clients)]
    parts = [shares[start::processes] for start in range(processes)]
    with get_context("spawn").Pool(processes) as pool:
        pool.map(_warm, range(processes))
        begun = time.perf_counter()
        took = pool.starmap(_process, [(port, work, part) for part in parts], chunksize=1)
        wall = time.perf_counter() - begun
    times = sorted(one for part in took for one in part)
    return Measured(len(times) / wall, median(times) * 1000, quantiles(times, n=100)[98] * 1000)


def _warm(number: int) -> int:
    """Lets a new process import what it needs before the clock starts."""
    time.sleep(0.3)
    return number


def _process(port: int, work: Work, shares: Sequence[Sequence[str]]) -> list[float]:
    with ThreadPoolExecutor(len(shares)) as threads:
        done = threads.map(lambda share: _client(port, work, share), shares)
        return [one for part in done for one in part]


def _client(port: int, work: Work, items: Sequence[str]) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for item in items:
        begun = time.perf_counter()
        work(connection, item)
        times.append(time.perf_counter() - begun)
    connection.close()
    return times
