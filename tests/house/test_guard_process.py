"""What the running website does not do: log who came, or load what a build needs."""

import logging
import runpy
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.house.guards import logs
from tests.house_client import HouseClient
from tests.pulse.respond.open_round import open_round
from tests.pulse.respond.worker import Worker

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "pandas",
    "numpy",
    "nltk",
    "scipy",
    "highspy",
    "typst",
    "gptables",
    "docx",
    "lxml",
    "xlsxwriter",
}
VISIT_EVERY_PAGE = """
import sys
sys.path.insert(0, {root!r})
from pulse import create_app
from migrations.chain import CHAINS, upgrade
from tests.house.guards.routes import addresses

app = create_app({{"PULSE_DATA": {data!r}}})
for chain in CHAINS:
    upgrade(chain, getattr(app.extensions["pulse"], chain))
app.testing = False
client = app.test_client()
{extra}
for endpoint, address in addresses(app):
    client.get(address)
print(*sorted({{name.split(".")[0] for name in sys.modules}}))
"""


def modules_loaded(data: Path, extra: str = "") -> set[str]:
    """The packages a fresh web process has loaded after it has shown every page."""
    program = VISIT_EVERY_PAGE.format(root=str(ROOT), data=str(data), extra=extra)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=data)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_website_loads_nothing_heavy(tmp_path: Path) -> None:
    assert modules_loaded(tmp_path) & HEAVY == set()


def test_a_planted_heavy_import_is_caught(tmp_path: Path) -> None:
    assert "nltk" in modules_loaded(tmp_path, extra="import nltk")


def test_the_server_writes_no_access_log() -> None:
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    assert settings["accesslog"] is None
    assert "access_log_format" not in settings
    assert settings["loglevel"] in {"warning", "error"}


def test_no_line_of_any_log_tells_who_answered_what(
    app: Flask,
    client: HouseClient,
    people: Session,
    ballot: Session,
    tmp_path: Path,
    today: date,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A whole answer, and its refusals, with every logger at its most talkative."""
    caplog.set_level(logging.DEBUG)
    asked = open_round(people, ballot, tmp_path / "keys")
    comment = "My manager Trefoil shouted at me in the corridor"
    machine = {"REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Mozilla/5.0 (Planted)"}
    client.environ_base |= machine
    comments = [item.code for item in asked.instrument.items if item.kind == "comment"]
    worker = Worker(client, asked.codes[0]).opens()
    worker.answers({comments[0]: comment})
    worker.taps("Send")
    client.post("/answer", data={"code": asked.codes[0]})
    client.post("/answer/send", data={"code": asked.codes[1], "ballot": "x" * 40})
    assert logs.leaks(caplog.text, [*asked.codes, comment, *machine.values()]) == []


@pytest.mark.parametrize(
    "planted",
    [
        "refused code ABCD-EFGH-JKMN-PQRS",
        "refused code abcdefghjkmnpqrs",
        "203.0.113.9 - - GET /answer",
        '"Mozilla/5.0 (X11; Linux)"',
    ],
)
def test_a_planted_line_is_caught(planted: str) -> None:
    assert logs.leaks(f"WARNING {planted}\n", ["ABCD EFGH JKMN PQRS"]) != []


def test_an_innocent_line_is_let_through() -> None:
    innocent = "Listening at http://127.0.0.1:8000; round 2026-11 closed with 412 answers"
    assert logs.leaks(innocent, ["ABCD EFGH JKMN PQRS"]) == []
