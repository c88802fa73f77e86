"""The demonstration's promises: every kind of action is among them, and none is refused by the rules for real ones."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pulse.demonstration import calendar, promises
from surveys.reports import actions
from surveys.reports.intent import State
from tests.surveys.reports.council import Council, publish_rounds


def test_some_are_done_some_late_one_refused_one_a_draft(
    people: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    publish_rounds(people, tmp_path, Council(services=("North",), teams=2), 6)
    # this council is not the demonstration's: its rounds, groups and themes go by other names
    own = [{**each, "group": "ALL", "about": _known(each["about"])} for each in promises._every()]
    monkeypatch.setattr(promises, "_every", lambda: own)
    monkeypatch.setattr(calendar.Days, "code", property(lambda days: f"2026-{days.number:02}"))
    for days in calendar.rounds(today)[:-1]:
        promises.make(people, days)
    made = actions.every(people)
    states = {each.now.state for each in made if not each.is_draft}
    assert states == {State.PLANNED, State.UNDER_WAY, State.DONE, State.DECLINED}
    assert sum(each.is_late for each in made) == 2
    assert sum(each.is_draft for each in made) == 1
    assert any(each.first_due for each in made)
    assert max(each.last.on for each in made) <= today
    last = calendar.rounds(today)[-2]
    replied = [
        each.published_on for each in made if each.aim.wave == last.code and each.published_on
    ]
    assert min(replied) <= last.releases_on + timedelta(days=30)


def _known(about: str) -> str:
    return "theme:caseload" if about.startswith("theme:") else about
