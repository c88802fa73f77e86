"""The room: who enters it, what is written down of what they do, and how what is cleared is published."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from pulse.outbox import JobState, OutboxJob
from surveys.fieldwork import groups
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.pulse.stewards.hands import PAGE, A, press, said, token
from tests.pulse.stewards.stock import WAVE


def test_cleared_comments_are_published_by_a_job(
    waiting: Session, union: HouseClient, tmp_path: Path
) -> None:
    stock.release(waiting, tmp_path)
    press(union, A, "approve")
    asked = union.send(union.get("/stewards/"), {}, action=f"{PAGE}/publish")
    page = said(union.get(asked.location))
    assert "appear in a few minutes" in page
    assert "being published" in page
    assert "Publish what is cleared" not in page
    union.post(f"{PAGE}/publish", data=token(union))
    assert "nothing to publish" in said(union.get("/stewards/"))
    (job,) = waiting.scalars(select(OutboxJob))
    assert (job.name, job.about) == ("supplement", WAVE)
    job.state = JobState.FAILED
    waiting.commit()
    assert "Publishing did not work" in said(union.get("/stewards/"))


def test_every_act_is_written_down_without_saying_on_which_comment(
    waiting: Session, union: HouseClient
) -> None:
    press(union, A, "hide", typed="Joan")
    press(union, A, "approve")
    waiting.rollback()
    rows = waiting.scalars(
        select(AuditEntry).where(AuditEntry.act != "logged in").order_by(AuditEntry.id)
    ).all()
    assert [(row.act, row.about) for row in rows] == [
        ("words of a comment hidden", "round 2026-11"),
        ("comment approved", "round 2026-11"),
    ]
    assert rows[0].actor == "union-a@example.org"


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OFFICE])
def test_nobody_else_enters(waiting: Session, app: Flask, role: Role) -> None:
    client = stock.log_in(app, waiting, role)
    for address in ("", "comments", "codebook", "codebook.csv", "how-to-clear", f"clear/{WAVE}"):
        assert client.get(f"/stewards/{address}").status_code == 403


def test_who_reads_for_a_part_does_not_clear(waiting: Session, app: Flask, tmp_path: Path) -> None:
    stock.release(waiting, tmp_path)
    _units(waiting)
    part = stock.log_in(app, waiting, Role.UNION, scope="S1", name="part")
    assert "Clearing is not part of your role" in said(part.get("/stewards/"))
    assert part.get(PAGE).status_code == 409
    whole = stock.log_in(app, waiting, Role.UNION, scope="ALL", name="whole")
    assert "0 of 3 read" in said(whole.get(PAGE))


def test_the_procedure_says_what_to_do_about_harm(union: HouseClient) -> None:
    page = said(union.get("/stewards/how-to-clear"))
    assert "at risk" in page
    assert "999" in page


def _units(people: Session) -> None:
    content = "unit_id,parent_id,name\nALL,,Council\nS1,ALL,Service\n"
    groups.apply(people, groups.plan_import(people, content))
    people.commit()
