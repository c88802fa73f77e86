"""Whoever stands for all recounts a closed round, on the page and from its files."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from pulse.jobs import close_wave
from surveys import canonical, clock
from surveys.credentials import recount
from surveys.fieldwork import programme, waves
from surveys.fieldwork.pledge import Pledge
from surveys.keyring import Keyring
from surveys.responses.audit import WaveAudit
from tests.house_client import HouseClient
from tests.pulse.respond.open_round import Open, open_round
from tests.pulse.stewards import stock
from tests.surveys.credentials import audits


@pytest.fixture
def closed(people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    keyring = Keyring(tmp_path / "keys")
    made = open_round(people, ballot, tmp_path / "keys", links_made=2)
    with clock.at(date(2026, 11, 27) + timedelta(1)):
        close_wave.run(people, ballot, keyring, made.wave)
    people.rollback()
    return made


def closed_wave(code: str) -> waves.Wave:
    return waves.Wave(
        code=code,
        names={"en": code},
        state=waves.State.CLOSED,
        opens_on=date(2026, 12, 1),
        closes_on=date(2026, 12, 2),
        releases_on=date(2026, 12, 9),
        release_hour=9,
        instrument_document=programme.instrument_for(1).document(),
        pledge_document=Pledge().document(),
    )


@pytest.fixture
def union(app: Flask, people: Session) -> HouseClient:
    client = stock.log_in(app, people, Role.UNION)
    people.rollback()
    return client


def test_the_page_says_that_it_adds_up_and_offers_both_files(
    union: HouseClient, closed: Open
) -> None:
    assert "/checks/audit/2026-11" in union.get("/checks/").text
    page = union.get("/checks/audit/2026-11")
    assert "It adds up: 0 answers of 22 people" in " ".join(page.text.split())
    content = union.get("/checks/audit/2026-11/audit.json")
    document = union.get("/checks/audit/2026-11/keys.json")
    assert 'filename="audit-2026-11.json"' in content.headers["Content-Disposition"]
    assert recount.recount(content.data, document.data).faults == ()
    assert document.data == union.get("/keys/2026-11.json").data


def test_a_page_about_a_wrong_audit_says_what_is_wrong(
    union: HouseClient, closed: Open, people: Session
) -> None:
    wrong = audits.good() | {"wave": "2026-12", "cast": 14}
    other = WaveAudit(
        wave="2026-12", content=canonical.dumps(wrong), key_document=audits.document()
    )
    wave = closed_wave("2026-12")
    people.add_all([other, wave])
    people.commit()
    page = union.get("/checks/audit/2026-12").text
    assert "does not add up" in page
    assert "14 answers in the box, but 13" in page
    assert "The audit is of round 2026-12" in page


def test_an_open_round_has_no_audit(union: HouseClient, today: date) -> None:
    assert union.get("/checks/audit/2026-11").status_code == 404
    assert "Nothing to check yet" in union.get("/checks/").text


@pytest.mark.parametrize("role", [Role.OFFICE, Role.DIRECTOR])
def test_nobody_else_sees_how_many_of_a_block_took_part(
    app: Flask, people: Session, closed: Open, role: Role
) -> None:
    client = stock.log_in(app, people, role)
    for end in ("", "/audit.json", "/keys.json"):
        assert client.get(f"/checks/audit/2026-11{end}").status_code == 403
