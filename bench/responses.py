"""How many complete, durable answers a second the website takes, beside the floor of the same machine in the same run.

``python -m bench.responses`` prints rates, medians, 99th percentiles and ratios at 1, 8 and 32 clients; loopback only.
Floor, casts and responses are measured in turn, ``--runs`` times; what is printed are medians over the runs.
``python -m bench.first_visit`` measures the first visit in a browser.
"""

import argparse
import base64
import gzip
import http.client
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bench import load, servers
from bench.load import Measured, Work
from bench.servers import Pulse, Served
from surveys.responses import envelope, packing, seal
from surveys.responses.envelope import Envelope
from tests.pulse.respond.open_round import BLOCK

LEVELS = (1, 8, 32)
#: Responses before the clock starts: every process has then read the round and made its pages.
WARMING = 60
SEALED = re.compile(rb'name="ballot" value="([^"]*)"')
#: As browsers ask.
GZIP = {"Accept-Encoding": "gzip"}
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", **GZIP}
ANSWERS = {
    "caseload_safe": "disagree",
    "hours_over": "8_to_14",
    "supervision_honest": "agree",
    "threats": "by_phone",
    "role": "senior",
    "not_asked": "The duty system is broken and my manager Karen knows it. Too many forms.",
    "not_asked-reader": "union",
}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=200, help="responses at each level and run")
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    count, runs = given.count, given.runs
    print(f"{runs} runs of {count} at every level; gunicorn.conf.py; SQLite, durable commits\n")
    with tempfile.TemporaryDirectory(prefix="pulse-bench-") as name:
        folder = Path(name)
        with (
            servers.floor(folder) as floor,
            servers.pulse(folder, (3 * count * len(LEVELS) + WARMING) * runs) as pulse,
        ):
            codes = iter(pulse.round.codes)
            load.measure(floor.port, insert, [""] * WARMING, clients=2)
            load.measure(pulse.port, respond_by_forms, list(islice(codes, WARMING)), clients=2)
            for clients in LEVELS:
                _print(clients, [_run(clients, count, floor, pulse, codes) for _ in range(runs)])


def _run(
    clients: int, count: int, floor: Served, pulse: Pulse, codes: Iterator[str]
) -> Mapping[str, Measured]:
    """Each kind of work once."""
    work: Mapping[str, tuple[int, Work, Sequence[str]]] = {
        "floor": (floor.port, insert, [""] * count * 4),
        "casts": (pulse.port, cast, sealed(list(islice(codes, count)), pulse)),
        "responses": (pulse.port, respond, sealed(list(islice(codes, count)), pulse)),
        "without script": (pulse.port, respond_by_forms, list(islice(codes, count))),
    }
    return {
        name: load.measure(port, verb, items, clients=clients)
        for name, (port, verb, items) in work.items()
    }


def insert(connection: http.client.HTTPConnection, _: str) -> None:
    """The floor: one row."""
    _post(connection, "/row", {}, wanted=200)


def cast(connection: http.client.HTTPConnection, item: str) -> None:
    """Handing in alone, of answers that were sealed beforehand."""
    code, ballot = item.split(" ")
    body = envelope.write(Envelope(code, base64.b64decode(ballot)))
    connection.request("POST", "/cast", body, {"Content-Type": "application/octet-stream"})
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"/cast answered {response.status}")
    response.read()


def respond(connection: http.client.HTTPConnection, item: str) -> None:
    """As a phone does that seals by itself: fetch the page, send the code for the questions, hand the ballot in.

    The sealing is the phone's work, so the ballots were sealed before the clock started.
    """
    connection.request("GET", "/answer", headers=GZIP)
    connection.getresponse().read()
    _post(
        connection, "/answer", {"code": item.split(" ", maxsplit=1)[0], "script": "1"}, wanted=200
    )
    cast(connection, item)


def respond_by_forms(connection: http.client.HTTPConnection, code: str) -> None:
    """Without script: fetch the page, type the code, answer, check (the server redacts and seals), send."""
    connection.request("GET", "/answer", headers=GZIP)
    connection.getresponse().read()
    _post(connection, "/answer", {"code": code, "script": "1"}, wanted=200)
    answers = {"code": code, "script": "1", **ANSWERS}
    found = SEALED.search(_post(connection, "/answer/check", answers, wanted=200))
    assert found
    _post(connection, "/answer/send", answers, found[1].decode(), wanted=303)


def _post(
    connection: http.client.HTTPConnection,
    path: str,
    fields: Mapping[str, str],
    ballot: str = "",
    *,
    wanted: int,
) -> bytes:
    form = urlencode(fields)
    if ballot:  # quoting 11 kB letter by letter would be the clients' work, on the same processors
        form += "&ballot=" + ballot.replace("=", "%3D")
    connection.request("POST", path, form, HEADERS)
    response = connection.getresponse()
    body = response.read()
    if response.status != wanted:
        raise RuntimeError(f"{path} answered {response.status}")
    return gzip.decompress(body) if response.getheader("Content-Encoding") == "gzip" else body


def sealed(codes: Sequence[str], pulse: Pulse) -> list[str]:
    packed = packing.pack({"caseload_safe": "disagree"}, [])
    made = (seal.seal(pulse.sealing_key, pulse.round.wave, BLOCK, packed) for _ in codes)
    return [
        f"{code} {base64.b64encode(one).decode()}" for code, one in zip(codes, made, strict=True)
    ]


def _print(clients: int, runs: Sequence[Mapping[str, Measured]]) -> None:
    print(f"{clients} client{'s' if clients > 1 else ''}")
    for name in runs[0]:
        ratios = [run[name].rate / run["floor"].rate for run in runs]
        each = " ".join(f"{ratio:.2f}" for ratio in ratios)
        middle = load.middle([run[name] for run in runs])
        print(f"  {name:15}{middle}   {median(ratios):5.2f} of the floor ({each})")
    print(flush=True)


if __name__ == "__main__":
    main()
