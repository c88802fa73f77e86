"""What workers read of what was promised: the reply and its day, what is done and what is late, and nobody's name."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys import clock
from surveys.fieldwork import organisation
from surveys.keyring import Keyring
from surveys.releases import publish as release
from surveys.reports.action import About
from surveys.reports.intent import State
from tests.house_client import HouseClient
from tests.pulse.director.test_figures import words
from tests.surveys.reports import said
from tests.surveys.reports.council import Council, draft, publish_rounds
from tests.surveys.reports.said import aim, intent

SIZES = {"S1T01": 40, "S1T02": 9, "S1T03": 14, "S2T01": 40, "S2T02": 35}
#: the newest round is out on 10 August
RELEASED = date(2026, 8, 10)


@pytest.fixture
def out(people: Session, tmp_path, today: date) -> Session:
    organisation.name(people, {"en": "Northmoor Council"})
    council = Council(services=("North", "South"), teams=0, sizes=dict(SIZES))
    publish_rounds(people, tmp_path, council, 4, share=1.0)
    people.commit()
    return people


@pytest.mark.parametrize(
    ("day", "replied", "line"),
    [
        (date(2026, 8, 10), None, "9 September 2026. No reply is here yet."),
        (date(2026, 9, 9), None, "9 September 2026. No reply is here yet."),
        (date(2026, 9, 10), None, "That day has passed, and they have not replied."),
        (date(2026, 9, 20), date(2026, 9, 9), "They replied on 9 September 2026."),
        (date(2026, 9, 20), date(2026, 9, 10), "They replied on 10 September 2026, 1 day late."),
    ],
)
def test_the_reply_and_its_day_are_told_from_the_first_minute(
    client: HouseClient, out: Session, day: date, replied: date | None, line: str
) -> None:
    if replied:
        said.published(out, said=intent(State.DECLINED), on=replied)
        out.commit()
    with clock.at(day):
        for path in ("/results", "/results/S1"):
            page = words(client, path)
            assert "Directors promised to reply by Wednesday 9 September 2026." in page
            assert line in page


def test_a_round_keeps_the_days_its_workers_were_told_whatever_the_office_says_later(
    client: HouseClient, out: Session, tmp_path: Path
) -> None:
    council = Council(services=("North", "South"), teams=0, sizes=dict(SIZES))
    told = draft(council, 5, share=1.0)
    pledge = {**told.parts["pledge"], "reply_days": 21}
    release.publish(out, Keyring(tmp_path), replace(told, parts={**told.parts, "pledge": pledge}))
    organisation.reply_within(out, 7, opened=True)
    out.commit()
    page = words(client, "/results")
    assert "Directors promised to reply by Wednesday 30 September 2026." in page


def test_before_any_action_it_says_so(client: HouseClient, out: Session) -> None:
    said.draft(out)
    out.commit()
    page = words(client, "/results")
    assert "Directors have not promised anything here yet." in page
    assert said.WHAT not in page


def test_actions_stand_with_their_topic_late_ones_first(client: HouseClient, out: Session) -> None:
    july, september = date(2026, 7, 20), date(2026, 9, 1)
    said.published(out, said=intent(State.UNDER_WAY, what="Under way."))
    late = intent(what="Late.", due=september)
    said.published(out, said=late, on=july)
    said.published(out, aim("supervision"), intent(State.DECLINED, what="Never."))
    out.commit()
    page = words(client, "/results")
    assert "What was promised: 1 late, 1 under way, 1 not to be done" in page
    assert "Caseload 2 promises" in page
    assert page.index("Late.") < page.index("Under way.") < page.index("Never.")
    assert "Head of fostering, by 1 September 2026. 76 days late." in page
    assert "We can’t, because: The budget is spent." in page
    html = client.get("/results").get_data(as_text=True)
    assert 'href="#on-topic-caseload"' in html
    assert 'id="on-topic-caseload"' in html


def test_what_was_changed_is_told_without_who_did(client: HouseClient, out: Session) -> None:
    made = said.published(out)
    said.then(out, made, intent(due=date(2027, 3, 1)), on=date(2026, 12, 1), note="Supplier late.")
    out.commit()
    page = words(client, "/results")
    assert "By: 31 December 2026 → 1 March 2027 Supplier late." in page
    assert "First promised by 31 December 2026." in page
    assert said.BY not in client.get("/results").get_data(as_text=True)


def test_a_promise_that_is_not_kept_is_told_from_one_that_was_never_made(
    client: HouseClient, out: Session
) -> None:
    made = said.published(out, on=date(2026, 9, 1))
    said.then(out, made, intent(State.DECLINED, due=said.DUE), on=date(2026, 11, 2))
    said.published(out, aim("trust"), intent(State.DECLINED), on=date(2026, 9, 3))
    out.commit()
    page = words(client, "/results")
    assert "Promised on 1 September 2026. Turned down on 2 November 2026." in page
    assert "Answered on 3 September 2026." in page
    assert page.count("Turned down") == 1


def test_what_is_over_after_earlier_rounds_is_folded_away(
    client: HouseClient, out: Session
) -> None:
    may = date(2026, 5, 20)
    said.published(out, aim(wave="2026-01"), intent(State.DONE, what="Long done."), on=may)
    out.commit()
    assert "1 done or turned down after earlier rounds : Caseload" in words(client, "/results")
    said.published(out)
    out.commit()
    page = words(client, "/results")
    assert "1 more, done or turned down after earlier rounds : Caseload" in page
    assert page.index(said.WHAT) < page.index("Long done.")


def test_a_page_of_a_group_has_what_concerns_it(client: HouseClient, out: Session) -> None:
    for group in ("ALL", "S1", "S1T01", "S2"):
        said.published(out, aim(group=group), intent(what=f"For {group}."))
    out.commit()
    seen = {
        path: {g for g in ("ALL", "S1", "S1T01", "S2") if f"For {g}." in words(client, path)}
        for path in ("/results", "/results/S1", "/results/S1T01", "/results/S2", "/results/S2T02")
    }
    assert seen == {
        "/results": {"ALL", "S1", "S1T01", "S2"},
        "/results/S1": {"ALL", "S1", "S1T01"},
        "/results/S1T01": {"ALL", "S1", "S1T01"},
        "/results/S2": {"ALL", "S2"},
        "/results/S2T02": {"ALL", "S2"},
    }
    assert "For ALL." in words(client, "/results/role=social_worker")


def test_themes_lead_to_their_actions_and_old_topics_keep_theirs(
    client: HouseClient, out: Session
) -> None:
    said.published(out, aim("supervision", about=About.THEME), intent(what="A diary."))
    said.published(out, aim("it", wave="2026-02"), intent(what="Laptops."))
    said.published(out, aim("bullying", wave="2026-01"), intent(what="An adviser."))
    out.commit()
    html = client.get("/results").get_data(as_text=True)
    assert 'href="#on-theme-supervision"' in html
    page = words(client, "/results").split("what became of it")[1]
    assert "A theme of comments." in page
    assert page.index("An adviser.") < page.index("Laptops.") < page.index("A diary.")


def test_results_are_found_by_no_search_engine(client: HouseClient, out: Session) -> None:
    for path in ("/results", "/results/S1"):
        answer = client.get(path)
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex, nofollow">' in answer.text
