"""Withdrawing a published comment: what its pages say, and what came of each request."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import audit
from pulse.access.permissions import Role
from surveys import clock
from surveys.releases import withdrawn
from tests.house_client import HouseClient
from tests.pulse.stewards.withdrawing import (
    FORMS,
    LIST,
    PARKING,
    ask,
    asking,
    enter,
    forced,
    press,
    tell,
    withdraw,
    work,
)
from tests.surveys.fieldwork import made_up

pytestmark = pytest.mark.usefixtures("today")


def test_the_page_says_what_it_cannot_do_and_who_took_comments_of_the_round(
    out: Session, una: HouseClient, pat: HouseClient, today: date
) -> None:
    page = tell(una, asking(*PARKING))
    assert "Parking &lt;b&gt;again&lt;/b&gt;" in page
    assert "Nobody has taken a file with comments of this round" in page
    with clock.at(date(2026, 12, 14)):
        pat.send(pat.get("/stewards/comments"), {}, action="/stewards/comments.xlsx")
        audit.record(
            out, "old@example.org", "comments downloaded", "3 comments as zip, filters: none"
        )
        audit.record(out, "other@example.org", "comments downloaded", "1 comments, rounds: 2026-08")
        audit.record(out, "many@example.org", "comments downloaded", "9 comments, rounds: all")
        out.commit()
        page = _plain(tell(una, asking(*PARKING)))
    for said in (
        "Files that were taken are out of reach",
        "The words stay in the signed release in the database, and in its backups",
        "Who has read the comments may notice which one is missing",
        "is published for everybody",
        "It cannot be undone",
        "old@example.org 14 December 2026",
        "many@example.org 14 December 2026",
        "psw-a@example.org 14 December 2026",
        "Reading a page is written down nowhere",
    ):
        assert said in page, said
    assert "other@example.org" not in page


def test_it_is_refused_taken_back_or_expires_and_the_comment_stays(
    app: Flask, out: Session, una: HouseClient, pat: HouseClient, today: date
) -> None:
    ask(una, FORMS)
    assert "You have refused" in tell(pat, press(pat, 1, "refuse").location)
    ask(pat, FORMS)
    assert "Taken back" in tell(pat, press(pat, 2, "take-back").location)
    ask(una, FORMS, "present_harm")
    with clock.at(today + timedelta(days=14)):
        assert "Waiting" in tell(pat, LIST)
    with clock.at(today + timedelta(days=15)):
        listed = tell(pat, LIST)
        assert "Nobody agreed in time." in tell(pat, f"{LIST}/3")
        work(app)
    for said in ("Refused.", "Taken back.", "Nobody agreed in time."):
        assert said in listed
    assert withdrawn.places(out) == frozenset()
    assert pat.get(f"{LIST}/77").status_code == 404


def test_the_same_comment_is_not_asked_for_twice_and_a_decision_is_final(
    out: Session, una: HouseClient, pat: HouseClient
) -> None:
    ask(una, FORMS)
    answer = forced(pat, asking(*FORMS), reason="ordered")
    assert (answer.status_code, "asks that this comment be withdrawn already" in answer.text) == (
        409,
        True,
    )
    press(pat, 1, "agree")
    for client, verb in ((pat, "refuse"), (pat, "agree"), (una, "take-back")):
        assert forced(client, f"{LIST}/1/{verb}").status_code == 409


def test_who_reads_for_a_part_is_told_to_tell_a_reader_of_the_whole(
    app: Flask, out: Session, una: HouseClient
) -> None:
    units = "unit_id,parent_id,name\nALL,,Council\nS1,ALL,Service\n"
    made_up.groups.apply(out, made_up.groups.plan_import(out, units))
    out.commit()
    part = enter(app, out, Role.PSW, name="part", scope="S1")
    ask(una, FORMS)
    assert "Harbour" in tell(part, "/stewards/comments")
    assert "withdraw" not in tell(part, "/stewards/comments")
    assert "asks that a published comment" not in tell(part, "/stewards/")
    for address in (LIST, f"{LIST}/1", asking(*FORMS)):
        assert "You read the comments of one part" in part.get(address).text
    for address in (f"{LIST}/1/agree", f"{LIST}/1/refuse"):
        assert forced(part, address).status_code == 409


def test_nothing_asked_for_says_so(una: HouseClient) -> None:
    assert "Nothing was asked for" in tell(una, LIST)
    assert "Requests to withdraw (0)" in tell(una, "/stewards/comments")


def test_saved_views_count_what_can_still_be_read(
    app: Flask, una: HouseClient, pat: HouseClient
) -> None:
    una.send(
        una.get("/stewards/comments/views/new?words=Harbour"),
        {"name": "Ours"},
        action="/stewards/comments/views/new",
    )
    assert "1 comment" in tell(una, "/stewards/comments/views")
    withdraw(app, una, pat, FORMS)
    assert "0 comments" in tell(una, "/stewards/comments/views")


def _plain(page: str) -> str:
    return " ".join(BeautifulSoup(page, "html.parser").get_text(" ").split())
