"""The office chooses what is asked, sees which topic comes when, and looks at it as a worker does."""

from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry
from surveys.fieldwork import ahead, cadence, rotation, waves
from surveys.fieldwork.pledge import Pledge
from tests.house_client import HouseClient
from tests.pulse.respond.open_round import open_round
from tests.pulse.respond.worker import Worker
from tests.surveys.fieldwork import made_up

PAGE = "/office/questions"


def ticked(page: bytes) -> list[str]:
    found = BeautifulSoup(page, "html.parser").select("input[type=checkbox][checked]")
    return [str(each["id"]) for each in found]


def test_the_turns_are_shown_and_saved(office: HouseClient, people: Session) -> None:
    page = office.get(PAGE)
    assert "turn-0-bullying" in ticked(page.data)
    typed = {"turn-0": ["caseload"], "turn-1": ["it"], "turn-2": []}
    done = office.send(page, typed, action=PAGE)
    assert done.status_code == 302
    assert rotation.of(people) == (("caseload",), ("it",), ())
    entry = people.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (entry.act, entry.about) == ("questions chosen", "caseload; it; core alone")


def test_more_or_fewer_turns_are_offered(office: HouseClient, people: Session) -> None:
    assert "Round 5" in office.get(f"{PAGE}?rounds=5").text
    assert "Round 2" not in office.get(f"{PAGE}?rounds=1").text
    assert "Round 7" not in office.get(f"{PAGE}?rounds=99").text
    office.send(office.get(f"{PAGE}?rounds=1"), {"turn-0": ["it"]}, action=PAGE)
    assert rotation.of(people) == (("it",),)


def test_what_cannot_be_asked_together_is_said_beside_its_turn_and_kept(
    office: HouseClient, people: Session
) -> None:
    typed = {"turn-1": ["bureaucracy", "retention"]}
    answer = office.send(office.get(PAGE), typed, action=PAGE)
    assert answer.status_code == 422
    text = BeautifulSoup(answer.data, "html.parser").find(id="turn-1").get_text()  # type: ignore[union-attr]
    assert "at most 2 comments" in text
    assert {"turn-1-bureaucracy", "turn-1-retention"} <= set(ticked(answer.data))
    assert not rotation.is_own(people)
    people.rollback()
    assert office.post(PAGE, data=typed).status_code == 400


def test_the_table_says_which_topic_comes_when(
    office: HouseClient, people: Session, staffed: None, today: date
) -> None:
    assert "Sixth round" in office.get(PAGE).text
    row = cadence.Cadence(id=1, begins_on=date(2026, 12, 1), months=1, open_days=14)
    row.results_after, row.release_hour, row.invites, row.texts = 14, 9, True, False
    row.reminders, row.avoided, row.pledge_document = [], [], Pledge().document()
    people.add(row)
    ahead.plan_next(people)
    people.commit()
    table = BeautifulSoup(office.get(PAGE).data, "html.parser").find(id="calendar")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in table.find_all("tr")
    ]  # type: ignore[union-attr]
    assert rows[0] == [
        "Topic",
        "December 2026",
        "January 2027",
        "February 2027",
        "March 2027",
        "April 2027",
        "May 2027",
    ]
    assert ["Wellbeing", "asked", "–", "–", "asked", "–", "–"] in rows
    assert rows[1][1:] == ["asked"] * 6
    assert rows[-1][:2] == ["Minutes to answer", "3 minutes, 4 with comments"]


def test_one_round_asks_other_topics(
    office: HouseClient, people: Session, staffed: None, today: date
) -> None:
    made_up.wave(people)
    people.commit()
    address = "/office/rounds/2026-11/questions"
    page = office.get(address)
    assert office.send(page, {"topics": ["caseload"]}, action=address).status_code == 302
    assert rotation.chosen(waves.find(people, "2026-11").instrument) == ("caseload",)
    people.rollback()
    for typed in (["age", "sex"], ["no_such"]):
        answer = office.send(page, {"topics": typed}, action=address)
        assert answer.status_code == 422
    people.rollback()
    assert rotation.chosen(waves.find(people, "2026-11").instrument) == ("caseload",)


def test_an_open_rounds_topics_are_settled(office: HouseClient, opened: waves.Wave) -> None:
    assert "settled when it opens" in office.get("/office/rounds/2026-11/questions").text


@pytest.mark.parametrize("chosen", ["", "?turn=2", "?turn=99", "?round=2026-11"])
def test_the_preview_may_stand_in_our_own_frame_alone(
    office: HouseClient, people: Session, staffed: None, today: date, chosen: str
) -> None:
    made_up.wave(people)
    people.commit()
    outer = office.get(f"{PAGE}/preview{chosen}")
    assert "frame-src 'self'" in outer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in outer.headers["Content-Security-Policy"]
    frame = BeautifulSoup(outer.data, "html.parser").find("iframe")
    assert "allow-forms" not in str(frame["sandbox"])  # type: ignore[index]
    inner = office.get(str(frame["src"]))  # type: ignore[index]
    assert "frame-ancestors 'self'" in inner.headers["Content-Security-Policy"]
    assert inner.headers["X-Frame-Options"] == "SAMEORIGIN"
    form = BeautifulSoup(inner.data, "html.parser").find("form")
    assert form["action"] == "#"  # type: ignore[index]
    assert office.post(inner.request.path, data={"script": "1"}).status_code in (400, 405)


def test_the_preview_is_the_very_page_that_workers_get(
    office: HouseClient,
    client: HouseClient,
    people: Session,
    ballot: Session,
    tmp_path: Path,
    today: date,
) -> None:
    """All but where its form leads, what it carries, and what a browser needs to seal."""
    opened = open_round(people, ballot, tmp_path / "keys", wave="2026-11")
    theirs = Worker(client, opened.codes[0], script=True).opens().page
    ours = office.get(f"{PAGE}/preview/page?round=2026-11")
    assert questions_of(ours.data) == questions_of(theirs.data)


def questions_of(page: bytes) -> list[str]:
    """Every element of the main part with what it says, forms' addresses and hidden fields left out."""
    main = BeautifulSoup(page, "html.parser").find("main")
    for hidden in main.select("input[type=hidden], template"):  # type: ignore[union-attr]
        hidden.decompose()
    for form in main.select("form"):  # type: ignore[union-attr]
        form.attrs = {}
    return str(main).split()
