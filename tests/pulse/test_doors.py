"""PULSE_DOORS: a process opens the rooms it is told to, and holds what these need and nothing else."""

import ast
import http.client
import json
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL, func, select, text
from sqlalchemy.orm import Session

from pulse import config, create_app
from pulse.config import Door, Settings, Unsafe
from pulse.extensions import NotHeld
from surveys.credentials import keys
from surveys.responses import envelope, packing, seal
from surveys.responses.box import SealedBallot
from surveys.responses.envelope import Envelope
from tests.house.guards import routes
from tests.pulse.gunicorn_process import Server, running
from tests.pulse.respond.open_round import BLOCK, Open, open_round

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "respond,results,pages"
INSIDE = ",".join(sorted(config.NEED_SECRET))
#: What a room borrows -> the rooms that may.
LENT = {
    "people": config.NEED_PEOPLE,
    "people_to_read": config.NEED_PEOPLE,
    "ballot": config.NEED_BALLOT,
    "ballot_to_read": config.NEED_BALLOT,
    "ballot_to_ask": config.NEED_BALLOT,
    "ballot_to_cast": config.NEED_BALLOT,
    "keyring": config.NEED_KEYS,
}


@pytest.fixture
def asked(people: Session, ballot: Session, tmp_path: Path, today: object) -> Open:
    return open_round(people, ballot, tmp_path / "keys")


@pytest.fixture
def where(urls: dict[str, URL], tmp_path: Path) -> dict[str, str]:
    """The settings of this test's databases."""
    return {
        "PULSE_DATA": str(tmp_path / "data"),
        "PULSE_DATABASE_URL": urls["people"].render_as_string(hide_password=False),
        "PULSE_BALLOT_URL": urls["ballot"].render_as_string(hide_password=False),
    }


def rooms(app: Flask) -> set[str]:
    return {rule.endpoint.split(".")[0] for rule in app.url_map.iter_rules()}


def enveloped(ballot: Session, asked: Open, code: str, answer: str = "disagree") -> bytes:
    """What a browser hands in for a slip."""
    key = keys.find(ballot, asked.wave).keys.sealing_key
    packed = packing.pack({"caseload_safe": answer}, [])
    return envelope.write(Envelope(code, seal.seal(key, asked.wave, BLOCK, packed)))


# --- which rooms --------------------------------------------------------------------------------


def test_without_the_setting_every_room_is_open(where: dict[str, str]) -> None:
    assert rooms(create_app(where)) == set(Door)


@pytest.mark.parametrize("doors", [PUBLIC, INSIDE, "results", "cast", " cast , results,"])
def test_a_process_opens_the_rooms_it_is_told_to(where: dict[str, str], doors: str) -> None:
    opened = rooms(create_app(where | {"PULSE_DOORS": doors}))
    assert opened == {name.strip() for name in doors.split(",")} - {""}


@pytest.mark.parametrize("doors", ["", " , ", "cast,attic", "CAST"])
def test_a_door_that_is_none_is_refused(where: dict[str, str], doors: str) -> None:
    with pytest.raises(Unsafe, match=r"PULSE_DOORS .*respond, cast, results"):
        create_app(where | {"PULSE_DOORS": doors})


@pytest.mark.parametrize("doors", [PUBLIC, INSIDE, *[each for each in Door if each != "cast"]])
def test_pages_show_where_the_rooms_they_link_to_are_elsewhere(
    where: dict[str, str], asked: Open, doors: str
) -> None:
    app = create_app(where | {"PULSE_DOORS": doors})
    client = app.test_client()
    for endpoint, address in routes.addresses(app):
        assert client.get(address).status_code < 500, endpoint
    assert client.get("/nowhere").status_code == 404


# --- what it holds ------------------------------------------------------------------------------


def test_the_public_host_holds_no_key_of_staff_sessions(where: dict[str, str]) -> None:
    app = create_app(where | {"PULSE_DOORS": PUBLIC})
    assert app.secret_key is None
    assert not (Path(where["PULSE_DATA"]) / "secret-key").exists()


def test_the_inside_holds_no_keys_of_rounds(where: dict[str, str]) -> None:
    held = create_app(where | {"PULSE_DOORS": INSIDE}).extensions["pulse"]
    with pytest.raises(NotHeld, match="does not hold the folder of keys"):
        held.keyring  # noqa: B018 - asking is the test


def test_the_ballots_door_holds_the_ballot_database_alone(where: dict[str, str]) -> None:
    app = create_app({"PULSE_DOORS": "cast", "PULSE_BALLOT_URL": where["PULSE_BALLOT_URL"]})
    store = app.extensions["pulse"]
    assert app.secret_key is None
    assert store.ballot is not None
    for name in ("people", "keyring"):
        with pytest.raises(NotHeld, match="PULSE_DOORS=cast does not hold"):
            getattr(store, name)


def test_the_ballots_door_takes_nothing_it_does_not_need(where: dict[str, str]) -> None:
    given = where | {"PULSE_KEYS": "/keys", "PULSE_SECRET_KEY": "x", "PULSE_DOORS": "cast"}
    settings = Settings.read(given)
    assert (settings.database_url, settings.keys, settings.secret_key) == (None, None, None)
    assert not Path(where["PULSE_DATA"]).exists()


def test_the_ballots_door_has_no_database_of_its_own() -> None:
    with pytest.raises(Unsafe, match="Set PULSE_BALLOT_URL"):
        create_app({"PULSE_DOORS": "cast"})


def test_the_ballots_door_loads_no_code_of_staff_or_pages(where: dict[str, str]) -> None:
    given = {"PULSE_DOORS": "cast", "PULSE_BALLOT_URL": where["PULSE_BALLOT_URL"]}
    program = f"import sys; from pulse import create_app; create_app({given}); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    unwanted = "pulse.access pulse.look pulse.errors pulse.outbox pulse.postbox flask_security flask_wtf wtforms argon2 whitenoise"
    assert loaded & {*unwanted.split(), "surveys.fieldwork.roster"} == set()
    assert "pulse.cast.cast" in loaded


def test_each_room_may_borrow_what_it_asks_for_and_nothing_more() -> None:
    asked_for = {room: _borrowed(ROOT / "pulse" / room) for room in Door}
    for name in ("people", "ballot", "keyring"):
        alike = {lent for lent in LENT if lent.startswith(name)}
        asking = {room for room, lent in asked_for.items() if lent & alike}
        granted = LENT[name]
        if name == "people":  # every page names the organisation (pulse.look)
            asking |= set(granted) - {Door.CAST}
        assert asking == granted, name


def _borrowed(folder: Path) -> set[str]:
    """The names that a room imports from pulse.extensions."""
    trees = [ast.parse(path.read_text()) for path in folder.glob("*.py")]
    return {
        alias.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "pulse.extensions"
        for alias in node.names
    }


# --- the ballot's door, in earnest --------------------------------------------------------------

PLANTED = "planted-value"
BROKEN = (
    b"POST /cast HTTP/planted-version\r\nHost: localhost\r\n\r\n",
    b"planted,method /cast HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST /cast HTTP/1.1\r\nHost: localhost\r\nContent-Length: planted\r\n\r\n",
    b"POST /cast HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nplanted\r\n",
    b"POST /cast HTTP/1.1\r\nHost: localhost\r\nPlanted Header: x\r\n\r\n",
    b"POST /cast HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8802\r\n\r\ntoo short",
    b"POST /cast HTTP/1.1\r\nHost: planted.example\r\nContent-Length: 0\r\n\r\n",
)


def in_box(ballot: Session) -> int:
    ballot.rollback()
    return ballot.scalar(select(func.count()).select_from(SealedBallot)) or 0


def reason(answer: http.client.HTTPResponse) -> str:
    """What the answer says, after a look at everything else it must and must not be."""
    names = {name.lower() for name in answer.headers}
    assert names & {"set-cookie", "etag", "last-modified", "vary", "location"} == set()
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    said = json.loads(answer.text)  # type: ignore[attr-defined]
    return str(said.get("reason", "received"))


def test_a_real_ballots_door_takes_answers_and_writes_nothing_down(
    ballot: Session, asked: Open, where: dict[str, str]
) -> None:
    sent = enveloped(ballot, asked, asked.codes[0])
    other = enveloped(ballot, asked, asked.codes[0], "agree")
    copied = enveloped(ballot, asked, asked.codes[1])[: -seal.SEALED] + sent[-seal.SEALED :]
    third = enveloped(ballot, asked, asked.codes[2])
    ballot.rollback()
    with running({"PULSE_DOORS": "cast", "PULSE_BALLOT_URL": where["PULSE_BALLOT_URL"]}) as server:
        assert [reason(server.ask("POST", "/cast", sent)) for _ in range(3)] == ["received"] * 3
        assert reason(server.ask("POST", "/cast", other)) == "UsedCode"
        assert reason(server.ask("POST", "/cast", copied)) == "CopiedBallot"
        assert reason(server.ask("POST", "/cast", b"x" * len(sent))) == "BadBallot"
        assert reason(server.ask("POST", "/cast", sent + b"x")) == "BadBallot"
        assert reason(server.ask("POST", "/cast")) == "BadBallot"
        assert reason(server.ask("GET", "/cast")) == "Method Not Allowed"
        assert reason(server.ask("POST", f"/{PLANTED}")) == "Not Found"
        assert reason(server.ask("GET", "/staff/log-in")) == "Not Found"
        assert in_box(ballot) == 1
        for raw in BROKEN:
            assert b"200 OK" not in server.send(raw)
        _break(ballot, server, third)
        assert in_box(ballot) == 1
    assert server.said == ""


def _break(ballot: Session, server: Server, sent: bytes) -> None:
    """A fault of the program, then a database that is not there; after each the door goes on."""
    ballot.execute(
        text(
            "CREATE TRIGGER planted BEFORE INSERT ON sealed_box "
            f"BEGIN SELECT RAISE(ABORT, '{PLANTED}'); END"
        )
    )
    ballot.commit()
    broken = server.ask("POST", "/cast", sent)
    assert (broken.status, reason(broken)) == (500, "Internal Server Error")
    ballot.execute(text("DROP TRIGGER planted"))
    ballot.execute(text("ALTER TABLE sealed_spent RENAME TO hidden"))
    ballot.commit()
    gone = server.ask("POST", "/cast", sent)
    assert (gone.status, reason(gone)) == (503, "Service Unavailable")
    ballot.execute(text("ALTER TABLE hidden RENAME TO sealed_spent"))
    ballot.commit()


def test_both_ways_of_serving_the_ballots_door_answer_alike(
    ballot: Session, asked: Open, where: dict[str, str], app: Flask
) -> None:
    alone = create_app({"PULSE_DOORS": "cast", "PULSE_BALLOT_URL": where["PULSE_BALLOT_URL"]})
    sent = enveloped(ballot, asked, asked.codes[0])
    ballot.rollback()
    for body in (sent, sent[:-1], b"x" * len(sent)):
        answers = [site.test_client().post("/cast", data=body) for site in (alone, app)]
        assert answers[0].data == answers[1].data
        assert dict(answers[0].headers) == dict(answers[1].headers)
