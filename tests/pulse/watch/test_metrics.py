"""/metrics and the lines of the log: staff rooms and jobs, never a worker, never a person."""

import logging
import multiprocessing
import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL
from sqlalchemy.orm import Session

from pulse import create_app, outbox
from pulse.access.permissions import Role
from pulse.config import STAFF_ROOMS, Door, Unsafe
from pulse.jobs import runner
from pulse.seen import staff_rooms
from pulse.seen.tally import Tally
from tests import passwords
from tests.house.guards import logs, routes
from tests.house_client import HouseClient
from tests.pulse.respond.open_round import open_round
from tests.pulse.respond.worker import Worker
from tests.pulse.stewards import stock

TOKEN = "a-token-of-more-than-thirty-two-letters"
WORKERS_ROOMS = {"respond", "cast", "optout", "pages", "results"}
Written = Callable[[], list[dict[str, object]]]


@pytest.fixture
def app(urls: dict[str, URL], tmp_path: Path) -> Flask:
    """The website with /metrics on."""
    made = create_app(
        {
            "PULSE_DATA": str(tmp_path),
            "PULSE_SECOND_FACTOR": "none",
            "PULSE_DATABASE_URL": urls["people"].render_as_string(hide_password=False),
            "PULSE_BALLOT_URL": urls["ballot"].render_as_string(hide_password=False),
            "PULSE_METRICS_TOKEN": TOKEN,
        }
    )
    made.testing, made.test_client_class = True, HouseClient
    passwords.hash_fast(made)
    return made


def numbers(client: HouseClient) -> dict[str, int]:
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: int(number) for name, number in (line.rsplit(" ", 1) for line in lines)}


def test_pages_of_staff_are_counted_by_page_and_outcome(
    app: Flask, client: HouseClient, people: Session
) -> None:
    office = stock.log_in(app, people, Role.OFFICE)
    before = numbers(client).get('pulse_staff_requests_total{endpoint="office.held",status="200"}')
    office.get("/office/held")
    office.get("/stewards/")
    client.get("/office/held")
    found = numbers(client)
    assert before is None
    assert found['pulse_staff_requests_total{endpoint="office.held",status="200"}'] == 1
    assert found['pulse_staff_requests_total{endpoint="office.held",status="302"}'] == 1
    assert found['pulse_staff_requests_total{endpoint="stewards.queue",status="403"}'] == 1


def test_no_page_of_a_worker_is_counted_or_logged(
    app: Flask,
    client: HouseClient,
    people: Session,
    ballot: Session,
    tmp_path: Path,
    today: date,
    written: Written,
) -> None:
    """A whole answer, and every address that a worker may open, by GET and by POST."""
    asked = open_round(people, ballot, tmp_path / "keys")
    Worker(client, asked.codes[0]).opens().answers({"role": "manager"}).sends().opens()
    app.testing = app.config["PROPAGATE_EXCEPTIONS"] = False
    plain = app.test_client()
    for method in ("GET", "POST"):
        for endpoint, address in routes.addresses(app, method):
            if endpoint.split(".")[0] in WORKERS_ROOMS:
                plain.open(address, method=method)
    plain.get("/nowhere")
    assert [name for name in numbers(client) if "requests" in name] == []
    assert written() == []


def test_every_room_is_either_staffs_or_unwatched() -> None:
    assert STAFF_ROOMS | WORKERS_ROOMS | {"watch"} == set(Door)
    assert set() == STAFF_ROOMS & WORKERS_ROOMS


def test_the_hooks_hang_on_staff_rooms_alone(app: Flask) -> None:
    hung = {
        room
        for functions in (app.before_request_funcs, app.after_request_funcs)
        for room, each in functions.items()
        for one in each
        if one.__module__ == staff_rooms.__name__
    }
    assert hung == STAFF_ROOMS


def test_a_line_tells_which_page_and_how_it_ended_and_nothing_of_who(
    app: Flask, people: Session, written: Written
) -> None:
    steward = stock.log_in(app, people, Role.UNION)
    already = len(written())
    answer = steward.get(
        "/stewards/comments?words=planted-word", environ_base={"REMOTE_ADDR": "203.0.113.9"}
    )
    steward.get("/staff/join/planted-code")
    found = written()[already:]
    assert [set(line) for line in found] == [
        {"kind", "endpoint", "method", "status", "ms", "request"}
    ] * 2
    assert [line["endpoint"] for line in found] == ["stewards.comments", "staff.join"]
    assert "X-Request-Id" not in answer.headers
    assert logs.leaks(str(found), ["planted-word", "planted-code", "union@"]) == []
    assert re.fullmatch("[0-9a-f]{12}", str(found[0]["request"]))


def test_a_fault_on_a_page_of_staff_is_found_by_its_number(app: Flask, written: Written) -> None:
    app.testing = False
    app.view_functions["staff.log_in"] = lambda: {}["planted"]
    answer = app.test_client().get("/staff/log-in")
    fault, request = written()
    assert answer.status_code == 500
    assert fault["request"] == request["request"] == answer.headers["X-Request-Id"]
    assert "KeyError" in str(fault["said"])
    assert "planted" not in str(fault)


def test_jobs_are_told_by_name_round_and_end(app: Flask, people: Session, written: Written) -> None:
    outbox.enqueue(people, "forget_leavers", "roster")
    outbox.enqueue(people, "shred", "2026-77")
    people.commit()
    list(runner.tick(app.extensions["pulse"]))
    found = {(line["name"], line["about"]): line["ended"] for line in written()}
    assert found == {("forget_leavers", "roster"): "done", ("shred", "2026-77"): "refused"}


def test_the_outbox_is_counted(app: Flask, client: HouseClient, people: Session) -> None:
    outbox.enqueue(people, "shred", "2026-77")
    outbox.enqueue(people, "shred", "2026-78")
    outbox.take(people)
    people.commit()
    found = numbers(client)
    assert found['pulse_outbox_jobs{state="waiting"}'] == 1
    assert found['pulse_outbox_jobs{state="running"}'] == 1
    assert found['pulse_outbox_jobs{state="failed"}'] == 0
    assert 0 <= found["pulse_outbox_late_seconds"] < 60


@pytest.mark.parametrize("brought", ["", TOKEN, "Bearer wrong", f"bearer {TOKEN}", "Bearer é"])
def test_without_the_token_nothing_is_told(client: HouseClient, brought: str) -> None:
    answer = client.get("/metrics", headers={"Authorization": brought})
    assert answer.status_code == 401
    assert "pulse_" not in answer.text


def test_without_the_setting_there_is_no_such_page(tmp_path: Path) -> None:
    client = create_app({"PULSE_DATA": str(tmp_path)}).test_client()
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer None"}).status_code == 404


def test_a_token_that_can_be_guessed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unsafe, match="PULSE_METRICS_TOKEN can be guessed"):
        create_app({"PULSE_DATA": str(tmp_path), "PULSE_METRICS_TOKEN": "secret"})
    with pytest.raises(Unsafe, match="PULSE_LOG is json, or nothing"):
        create_app({"PULSE_DATA": str(tmp_path), "PULSE_LOG": "yes"})


def test_lines_are_off_unless_asked_for(tmp_path: Path) -> None:
    seen = logging.getLogger("pulse.seen")
    create_app({"PULSE_DATA": str(tmp_path)})
    assert not seen.isEnabledFor(logging.INFO)
    create_app({"PULSE_DATA": str(tmp_path), "PULSE_LOG": "json", "PULSE_DOORS": "respond"})
    assert not seen.isEnabledFor(logging.INFO)


def _count(tally: Tally) -> None:
    for _ in range(200):
        tally.add("office.held", 200)


def test_several_processes_count_into_one_tally() -> None:
    tally = Tally(["office.held", "office.roster"])
    fork = multiprocessing.get_context("fork")
    several = [fork.Process(target=_count, args=(tally,)) for _ in range(3)]
    for one in several:
        one.start()
    _count(tally)
    for one in several:
        one.join()
    tally.add("office.roster", 418)
    tally.add("respond.send", 200)
    assert set(tally.read()) == {("office.held", "200", 800), ("office.roster", "other", 1)}


def test_any_status_of_any_page_is_counted_once() -> None:
    names = [f"office.page{number}" for number in range(40)]
    tally, seed = Tally(names), random.Random(3)
    expected: dict[tuple[str, str], int] = {}
    for _ in range(500):
        name, status = seed.choice(names), seed.choice([200, 302, 404, 500, 503])
        tally.add(name, status)
        expected[name, str(status)] = expected.get((name, str(status)), 0) + 1
    assert {(name, status): number for name, status, number in tally.read()} == expected
