"""What a director may write: a role and no name, a day that is to come, or a reason."""

from datetime import date, timedelta

import pytest

from surveys.reports import intent as intents
from surveys.reports.intent import BadIntent, Intent, State
from tests.surveys.reports.said import intent

pytestmark = pytest.mark.usefixtures("today")


def wrong(said: Intent, **more: object) -> dict[str, str]:
    """Field -> what is wrong with it."""
    try:
        intents.check(said, **more)  # type: ignore[arg-type]
    except BadIntent as bad:
        return {problem.field: problem.message for problem in bad.problems}
    return {}


@pytest.mark.parametrize("field", ["what", "post", "because", "note"])
def test_a_name_is_refused_in_every_field_and_a_role_asked_for(field: str) -> None:
    typed = "Ask Sarah Jones about it"
    found = wrong(intent(), note=typed) if field == "note" else wrong(intent(**{field: typed}))
    assert list(found) == [field]
    assert "“Sarah Jones” may say who somebody is. Put a role instead" in found[field]


@pytest.mark.parametrize(
    "typed", ["call 01234 567890", "s.jones@council.example", "lives in LS1 4AP"]
)
def test_what_leads_to_somebody_is_refused_too(typed: str) -> None:
    assert "what" in wrong(intent(what=typed))


@pytest.mark.parametrize(
    "typed",
    [
        "Head of Service, Fostering",
        "Two more social workers by 1 July 2027",
        "Alder Team has an administrator of its own",
        "Principal Social Worker",
        "We can’t before April, because the budget for 2026/27 is fixed.",
    ],
)
def test_roles_days_and_teams_are_no_names(typed: str) -> None:
    assert wrong(intent(what=typed)) == {}


def test_the_organisations_own_words_name_nobody() -> None:
    said = intent(what="The Northmoor panel form is cut to two pages.")
    assert "what" in wrong(said)
    assert wrong(said, allow=["Northmoor"]) == {}


@pytest.mark.parametrize("state", list(State))
def test_who_and_when_are_wanted_unless_it_will_not_be_done_and_then_why(state: State) -> None:
    bare = Intent(state, "", "", None, "")
    declined = {"what", "because"}
    assert set(wrong(bare)) == (declined if state is State.DECLINED else {"what", "post", "due"})
    assert wrong(intent(state)) == {}


def test_a_day_is_to_come_and_not_in_another_age() -> None:
    today = date(2026, 11, 16)
    assert wrong(intent(due=today)) == {}
    assert "today or later" in wrong(intent(due=today - timedelta(days=1)))["due"]
    assert "within five years" in wrong(intent(due=date(2206, 1, 1)))["due"]
    late = intent(due=today - timedelta(days=9))
    assert wrong(late, before=late) == {}
    assert wrong(intent(State.DONE, due=today - timedelta(days=9))) == {}


def test_a_text_too_long_is_refused() -> None:
    assert "600 characters at most" in wrong(intent(what="a " * 301))["what"]
    endless = wrong(intent(what="X" + "look" * 100))["what"]
    assert "look" * 3 in endless
    assert "…” may say who" in endless
    assert len(endless) < 200
