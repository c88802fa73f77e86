"""The roles of docs/samples on a real PostgreSQL: what casting takes is granted, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from pulse import create_app
from pulse.safety import start
from surveys import db
from surveys.credentials import keys
from surveys.responses import box
from surveys.responses.seal import SEALED
from tests import postgres
from tests.pulse import roles
from tests.pulse.cast.enveloped import enveloped
from tests.pulse.respond.open_round import Open, open_round

pytestmark = pytest.mark.postgres

#: One statement for everything that casting never does.
FORBIDDEN = (
    "SELECT * FROM sealed_opened",
    "SELECT ciphertext FROM sealed_box",
    "UPDATE ballot_wave SET key_document = ''",
    "UPDATE ballot_wave SET state = 'closed'",
    "UPDATE sealed_spent SET block = 'x'",
    "UPDATE sealed_box SET block = 'x'",
    "DELETE FROM sealed_box",
    "DELETE FROM sealed_slip",
    "INSERT INTO sealed_slip VALUES ('x', 'x', 'x')",
    "INSERT INTO sealed_opened VALUES ('x', 'answers', 'x', 1)",
    "DELETE FROM ballot_wave",
    "CREATE TABLE planted (id int)",
    "TRUNCATE sealed_box",
)


@pytest.fixture(scope="module")
def addresses(postgres_server: postgres.Server) -> Iterator[dict[str, str]]:
    with roles.made(postgres_server) as made:
        yield made


@pytest.fixture(scope="module")
def owner(addresses: dict[str, str]) -> Iterator[Session]:
    engine = db.engine(addresses["pulse_ballot"])
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def asked(
    addresses: dict[str, str], owner: Session, tmp_path_factory: pytest.TempPathFactory
) -> Open:
    engine = db.engine(addresses["pulse_people"])
    with Session(engine) as people:
        made = open_round(people, owner, tmp_path_factory.mktemp("keys"))
    engine.dispose()
    return made


@pytest.mark.parametrize("role", ["pulse_cast", "pulse_ballot_issue"])
def test_the_ballots_door_casts_under_its_own_role(
    addresses: dict[str, str], owner: Session, asked: Open, role: str
) -> None:
    before = box.count(owner, asked.wave)
    first, second, third = asked.codes[:3] if role == "pulse_cast" else asked.codes[3:6]
    sent, copied = enveloped(owner, asked, first), enveloped(owner, asked, second)
    bodies = [
        sent,
        sent,
        enveloped(owner, asked, first, "agree"),
        copied[:-SEALED] + sent[-SEALED:],
    ]
    bodies += [copied, enveloped(owner, asked, third), b"x" * len(sent)]
    owner.rollback()
    app = create_app({"PULSE_DOORS": "cast", "PULSE_BALLOT_URL": addresses[role]})
    said = [app.test_client().post("/cast", data=body).json for body in bodies]
    app.extensions["pulse"].dispose()
    assert [one.get("reason", "received") for one in said if one] == [
        "received",
        "received",
        "UsedCode",
        "CopiedBallot",
        "received",
        "received",
        "BadBallot",
    ]
    assert box.count(owner, asked.wave) == before + 3


def test_a_round_that_is_over_is_answered_under_that_role_too(
    addresses: dict[str, str], owner: Session, asked: Open
) -> None:
    body = enveloped(owner, asked, asked.codes[7])
    keys.hold(owner, asked.wave).state = keys.BoxState.CLOSED
    owner.commit()
    app = create_app({"PULSE_DOORS": "cast", "PULSE_BALLOT_URL": addresses["pulse_cast"]})
    said = app.test_client().post("/cast", data=body).json
    app.extensions["pulse"].dispose()
    keys.hold(owner, asked.wave).state = keys.BoxState.OPEN
    owner.commit()
    assert said is not None
    assert said["reason"] == "RoundOver"


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_ballots_role_may_do_nothing_else(
    addresses: dict[str, str], owner: Session, asked: Open, statement: str
) -> None:
    owner.rollback()
    engine = db.engine(addresses["pulse_cast"])
    with engine.connect() as line, pytest.raises(DBAPIError, match="permission denied"):
        line.execute(text(statement))
    engine.dispose()


@pytest.mark.parametrize("role", ["pulse_cast", "pulse_ballot_issue", "pulse_ballot"])
def test_no_role_of_the_ballot_database_opens_the_people_database(
    addresses: dict[str, str], role: str
) -> None:
    people = addresses["pulse_people"].rpartition("/")[2].partition("?")[0]
    ballot = addresses[role].rpartition("/")[2].partition("?")[0]
    engine = db.engine(addresses[role].replace(f"/{ballot}", f"/{people}"))
    with pytest.raises(DBAPIError, match="permission denied for database"), engine.connect():
        pass
    engine.dispose()


def test_the_samples_leave_nothing_to_find(addresses: dict[str, str], tmp_path: Path) -> None:
    everything = {
        "PULSE_DATA": str(tmp_path),
        "PULSE_DATABASE_URL": addresses["pulse_people"],
        "PULSE_ADDRESS": "https://pulse.example",
    }
    inside = create_app(everything | {"PULSE_BALLOT_URL": addresses["pulse_ballot"]})
    public = everything | {"PULSE_BALLOT_URL": addresses["pulse_ballot_issue"]}
    cast = {"PULSE_DOORS": "cast", "PULSE_BALLOT_URL": addresses["pulse_cast"]}
    for app in (inside, create_app(public), create_app(cast)):
        assert start.findings(app) == []


def test_a_door_with_the_owners_role_is_found_out(addresses: dict[str, str]) -> None:
    app = create_app({"PULSE_DOORS": "cast", "PULSE_BALLOT_URL": addresses["pulse_ballot"]})
    (found,) = start.findings(app)
    assert found.name == "postgresql role (ballot database)"
    assert "more than casting takes" in found.advice
