"""The ballot's door as a process of its own: it takes answers and writes nothing down."""

import http.client
import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL, func, select, text
from sqlalchemy.orm import Session

from pulse import create_app
from surveys.responses import seal
from surveys.responses.box import SealedBallot
from tests.pulse.cast.enveloped import enveloped
from tests.pulse.gunicorn_process import Server, running
from tests.pulse.respond.open_round import Open, open_round


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
