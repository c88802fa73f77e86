"""Where actions are read: found, late first, beside topics and themes, whatever is in them."""

import re

import pytest
from sqlalchemy.orm import Session

from surveys.reports import actions
from surveys.reports.intent import State
from tests.pulse.director.action_form import HOSTILE, PAGE
from tests.pulse.director.conftest import LogIn, Publish
from tests.pulse.director.test_figures import words
from tests.surveys.reports import said
from tests.surveys.reports.said import aim, intent

pytestmark = pytest.mark.usefixtures("today")


def test_what_was_promised_in_june_is_two_taps_from_the_first_page(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    for day, what in ((said.DUE.replace(month=6, day=20), "In June."), (said.DUE, "At the end.")):
        said.published(people, said=intent(State.DONE, what=what), on=day)
    people.commit()
    client = log_in()
    assert f'href="{PAGE}"' in client.get("/director/").text
    assert f'href="{PAGE}?month=2026-06#found"' in client.get(PAGE).text
    june = words(client, PAGE + "?month=2026-06")
    assert "1 of 2 actions" in june
    assert "July 2026: nothing" in words(client, PAGE)
    assert "In June." in june
    assert "At the end." not in june


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"late", "team", "theme", "draft"}),
        ("?about=topic:caseload", {"late", "team", "draft"}),
        ("?about=theme:supervision", {"theme"}),
        ("?status=late", {"late"}),
        ("?status=planned", {"late", "team"}),
        ("?status=declined", {"theme"}),
        ("?status=draft", {"draft"}),
        ("?round=2026-03", {"team"}),
        ("?round=2026-03&status=late", set()),
        ("?month=2031-01&about=nonsense", set()),
    ],
)
def test_actions_are_found_by_topic_state_and_round(
    log_in: LogIn, publish: Publish, people: Session, query: str, found: set[str]
) -> None:
    publish()
    whats = ("late", "team", "theme", "draft")
    about = actions.About.THEME
    due = intent(due=said.DUE.replace(month=11, day=10)).due
    yesterday = said.DUE.replace(month=11, day=2)
    said.published(people, said=intent(what="The late one.", due=due), on=yesterday)
    said.published(people, aim(group="S1T01", wave="2026-03"), intent(what="The team one."))
    said.published(
        people, aim("supervision", about=about), intent(State.DECLINED, what="The theme one.")
    )
    said.draft(people, said=intent(what="The draft one."))
    people.commit()
    page = words(log_in(), PAGE + query)
    assert {what for what in whats if f"The {what} one." in page} == found
    assert ("None matches" in page) == (not found)
    if not query:
        assert page.index("The late one.") < page.index("The team one.")


def test_hostile_long_and_many_texts_stay_texts(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    for number in range(30):
        what = HOSTILE if number % 2 else "abc" * 200
        said.published(people, said=intent(what=what, post=HOSTILE))
    people.commit()
    client = log_in()
    for path in (PAGE, PAGE + "/1", PAGE + "/2/edit", "/director/trends/caseload", "/results"):
        page = client.get(path).get_data(as_text=True)  # inspected: well-formed, no inline script
        assert "<script>alert" not in page
        assert "49" not in re.findall(r"textarea>(\d+)", page)
    assert words(client, "/results").count("abcabc") >= 15


def test_an_action_on_what_is_no_longer_asked_is_told_so(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()  # the fourth round does not ask about IT; the second does
    said.published(people, aim("it", wave="2026-02"), intent(what="New laptops."))
    people.commit()
    client = log_in()
    assert "IT, not asked in the newest round" in words(client, PAGE)
    assert "New laptops." in words(client, "/director/trends/it")
    assert "New laptops." in words(client, "/results")


def test_themes_have_their_actions_too(log_in: LogIn, publish: Publish, people: Session) -> None:
    publish()
    client = log_in()
    assert "Nothing is promised about a theme here." in words(client, "/director/themes")
    of = aim("supervision", about=actions.About.THEME)
    said.published(people, of, intent(what="A diary for every team."))
    people.commit()
    assert "A diary for every team." in words(client, "/director/themes")
    assert "A diary for every team." in words(client, "/director/themes?group=S1")
    assert "A diary for every team." in words(client, "/director/themes/supervision")
    assert "Nothing is promised about Pay here." in words(client, "/director/themes/pay")
    assert "A diary for every team." not in words(client, "/director/trends/supervision")


def test_what_is_late_stands_on_the_first_page(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    client = log_in()
    assert "No actions here." in words(client, "/director/")
    october = said.DUE.replace(month=10, day=1)
    said.published(people, said=intent(due=october), on=october)
    people.commit()
    assert f"Late Caseload: {said.WHAT}" in words(client, "/director/")
    assert "1 action here." in words(client, "/director/?group=S1")


def test_an_action_leads_to_its_topics_trend_where_it_has_one(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    for of in (aim(), aim("bullying", wave="2026-01"), aim("caseload", about=actions.About.THEME)):
        said.published(people, of)
    people.commit()
    client = log_in()
    leads = ["over all rounds" in client.get(f"{PAGE}/{number}").text for number in (1, 2, 3)]
    assert leads == [True, False, False]
