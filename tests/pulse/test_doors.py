"""PULSE_DOORS: a process opens the rooms it is told to, and holds what these need and nothing else."""

import ast
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL
from sqlalchemy.orm import Session

from pulse import config, create_app
from pulse.config import Door, Settings, Unsafe
from pulse.extensions import NotHeld
from tests.house.guards import routes
from tests.pulse.respond.open_round import Open, open_round

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "respond,results,pages"
INSIDE = ",".join(sorted(config.NEED_SECRET))
#: What a room borrows -> the rooms that may.
LENT = {
    "people": config.NEED_PEOPLE,
    "people_to_read": config.NEED_PEOPLE,
    "people_to_note": config.NEED_PEOPLE,
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
    """The colour and the logo are handed out by every process that has pages."""
    return {rule.endpoint.split(".")[0] for rule in app.url_map.iter_rules()} - {"brand"}


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


@pytest.mark.parametrize("url", [{}, {"PULSE_BALLOT_URL": ""}])
def test_the_ballots_door_has_no_database_of_its_own(url: dict[str, str]) -> None:
    with pytest.raises(Unsafe, match="Set PULSE_BALLOT_URL"):
        create_app({"PULSE_DOORS": "cast"} | url)


@pytest.mark.parametrize(
    "doors", ["cast", " cast ,", "cast,cast", "cast, cast,", "cast,results", "results", None]
)
def test_server_and_website_agree_on_what_the_ballots_door_is(
    where: dict[str, str], monkeypatch: pytest.MonkeyPatch, doors: str | None
) -> None:
    monkeypatch.delenv("PULSE_DOORS", raising=False)
    given = {} if doors is None else {"PULSE_DOORS": doors}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    server = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    assert server["CASTS_ALONE"] is Settings.read(where | given).casts_alone


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
