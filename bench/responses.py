"""How many complete, durable answers a second the website takes, beside the floor of the same machine in the same run.

``python -m bench.responses`` prints rates, medians, 99th percentiles and ratios at 1, 8 and 32 clients; loopback only.
``python -m bench.first_visit`` measures the first visit in a browser.
"""

import argparse
import base64
import gzip
import http.client
import re
import tempfile
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode

from bench import load, servers
from bench.load import Measured, Work
from bench.servers import Pulse
from surveys.responses import packing, seal
from tests.pulse.respond.open_round import BLOCK

LEVELS = (1, 8, 32)
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
    options.add_argument("--count", type=int, default=400, help="responses at each level")
    count = options.parse_args().count
    print(f"{count} of each at every level; gunicorn.conf.py; SQLite, durable commits\n")
    with tempfile.TemporaryDirectory(prefix="pulse-bench-") as name:
        folder = Path(name)
        with (
            servers.floor(folder) as floor,
            servers.pulse(folder, 2 * count * len(LEVELS)) as pulse,
        ):
            codes = iter(pulse.round.codes)
            for clients in LEVELS:
                casts = _sealed(list(islice(codes, count)), pulse)
                work: Mapping[str, tuple[int, Work, Sequence[str]]] = {
                    "floor": (floor.port, insert, [""] * count),
                    "casts": (pulse.port, cast, casts),
                    "responses": (pulse.port, respond, list(islice(codes, count))),
                }
                _print(
                    clients,
                    {
                        name: load.measure(port, verb, items, clients=clients)
                        for name, (port, verb, items) in work.items()
                    },
                )


def insert(connection: http.client.HTTPConnection, _: str) -> None:
    """The floor: one row."""
    _post(connection, "/row", {}, wanted=200)


def cast(connection: http.client.HTTPConnection, item: str) -> None:
    """A Send alone, of answers that were sealed beforehand."""
    code, ballot = item.split(" ")
    _post(connection, "/answer/send", {"code": code, "ballot": ballot}, wanted=303)


def respond(connection: http.client.HTTPConnection, code: str) -> None:
    """Fetch the page, type the code, answer, check, send, acknowledged."""
    connection.request("GET", "/answer", headers=GZIP)
    connection.getresponse().read()
    _post(connection, "/answer", {"code": code, "script": "1"}, wanted=200)
    answers = {"code": code, "script": "1", **ANSWERS}
    found = SEALED.search(_post(connection, "/answer/check", answers, wanted=200))
    assert found
    _post(connection, "/answer/send", {**answers, "ballot": found[1].decode()}, wanted=303)


def _post(
    connection: http.client.HTTPConnection, path: str, fields: Mapping[str, str], *, wanted: int
) -> bytes:
    connection.request("POST", path, urlencode(fields), HEADERS)
    response = connection.getresponse()
    body = response.read()
    if response.status != wanted:
        raise RuntimeError(f"{path} answered {response.status}")
    return gzip.decompress(body) if response.getheader("Content-Encoding") == "gzip" else body


def _sealed(codes: Sequence[str], pulse: Pulse) -> list[str]:
    packed = packing.pack({"caseload_safe": "disagree"}, [])
    made = (seal.seal(pulse.sealing_key, pulse.round.wave, BLOCK, packed) for _ in codes)
    return [
        f"{code} {base64.urlsafe_b64encode(one).decode()}"
        for code, one in zip(codes, made, strict=True)
    ]


def _print(clients: int, measured: Mapping[str, Measured]) -> None:
    print(f"{clients} client{'s' if clients > 1 else ''}")
    for name, one in measured.items():
        ratio = one.rate / measured["floor"].rate
        print(f"  {name:10}{one}   {ratio:5.2f} of the floor")
    print(flush=True)


if __name__ == "__main__":
    main()
