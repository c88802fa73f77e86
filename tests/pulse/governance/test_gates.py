"""Every other way to promise less: the round's form, the programme, the command line, the API, the database."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from pulse.jobs import open_wave
from surveys import clock
from surveys.fieldwork import waves
from surveys.fieldwork.cadence import Cadence
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.waves import State, Wave
from surveys.governance.rounds import WeakerThanTheRules
from surveys.governance.rules import Rules
from tests.pulse.governance.conftest import Enter
from tests.surveys.fieldwork import made_up
from tests.surveys.governance import three

PLAN, PROGRAMME = "/office/rounds/plan", "/office/programme/change"
KEYS = ("union@westerby.example", "director@westerby.example")


def _day(field: str, day: date) -> dict[str, str]:
    return {f"{field}-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def _round(today: date) -> dict[str, str]:
    return {
        "names": "December",
        "code": "2026-12",
        **_day("opens_on", today + timedelta(days=7)),
        **_day("closes_on", today + timedelta(days=20)),
        **_day("releases_on", today + timedelta(days=28)),
    }


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"threshold": "9"}, "The rules in force say 10 people or more."),
        ({"keep_days": "91"}, "The rules in force say 90 days or fewer."),
        ({"results_for": "network"}, "The rules in force say something else."),
    ],
)
def test_the_form_of_a_round_refuses_less_beside_the_field(
    founded: Session, enter: Enter, today: date, fields: dict[str, str], said: str
) -> None:
    office = enter(Role.OFFICE)
    sent = office.send(office.get(PLAN), _round(today) | fields, action=PLAN)
    assert sent.status_code == 422
    assert said in sent.text
    assert "takes two keyholders" in sent.text
    assert founded.scalars(select(Wave)).all() == []


def test_the_programme_refuses_less_too(founded: Session, enter: Enter) -> None:
    office = enter(Role.OFFICE)
    sent = office.send(office.get(PROGRAMME), {"threshold": "9"}, action=PROGRAMME)
    assert sent.status_code == 422
    assert "The rules in force say 10 people or more." in sent.text
    assert founded.scalars(select(Cadence)).all() == []


@pytest.mark.parametrize(
    "options",
    [["--threshold", "9"], ["--keep-days", "91"], ["--results-for", "network"]],
    ids=" ".join,
)
def test_the_command_line_refuses_less(app: Flask, founded: Session, options: list[str]) -> None:
    days = ["--opens", "2026-12-01", "--closes", "2026-12-14", "--releases", "2026-12-21"]
    ran = app.test_cli_runner().invoke(args=["wave", "plan", "2026-12", *days, *options])
    assert ran.exit_code == 1
    assert "The rules in force say" in ran.output
    assert founded.scalars(select(Wave)).all() == []


def test_the_command_line_agrees_to_nothing(app: Flask) -> None:
    commands = app.cli.commands["rules"]
    assert sorted(commands.commands) == ["propose", "show"]  # type: ignore[attr-defined]


def test_the_command_line_proposes_and_nothing_changes(app: Flask, founded: Session) -> None:
    run = app.test_cli_runner().invoke
    ran = run(args=["rules", "propose", "--threshold", "8", "--because", "Small teams."])
    assert ran.exit_code == 0, ran.output
    assert "Two keyholders of different sides must agree" in ran.output
    shown = run(args=["rules", "show"]).output
    assert "fewest people behind a figure: 10" in shown
    assert "Branch secretary" in shown


def test_no_address_of_the_api_writes_anything(app: Flask) -> None:
    methods = {
        method
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api")
        for method in rule.methods or ()
    }
    assert methods <= {"GET", "HEAD", "OPTIONS"}


def test_a_planned_pledge_edited_in_the_database_is_brought_up_when_the_round_opens(
    app: Flask, people: Session, council: Session
) -> None:
    wave = made_up.confirmed(people, made_up.wave(people))
    wave.pledge_document = Pledge(
        threshold=5, sensitive_threshold=5, keep_days=300, reply_days=80
    ).document()
    people.commit()
    _open(app)
    people.expire_all()
    found = waves.find(people, wave.code)
    assert (found.state, found.pledge) == (State.OPEN, Pledge(reply_days=30))


def test_a_question_about_oneself_put_in_by_hand_is_not_asked(
    app: Flask, people: Session, council: Session
) -> None:
    wave = made_up.confirmed(people, made_up.wave(people))
    document = dict(wave.instrument_document)
    role = next(item for item in document["items"] if item["code"] == "role")  # type: ignore[attr-defined]
    document["items"] = [*document["items"], {**role, "code": "age"}]  # type: ignore[misc]
    wave.instrument_document = document
    people.commit()
    _open(app)
    people.expire_all()
    asked = waves.find(people, wave.code).instrument.attributes
    assert [item.code for item in asked] == ["role", "employment"]


def test_a_round_that_cannot_be_brought_up_does_not_open(
    app: Flask, people: Session, council: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = made_up.confirmed(people, made_up.wave(people))
    wave.pledge_document = Pledge(threshold=6).document()
    people.commit()
    monkeypatch.setattr("surveys.governance.rounds.lift", lambda *_: None)
    with pytest.raises(WeakerThanTheRules):
        _open(app)


def _open(app: Flask) -> None:
    store = app.extensions["pulse"]
    with (
        app.app_context(),
        Session(store.people) as people,
        Session(store.ballot) as ballot,
        clock.at(date(2026, 11, 16)),
    ):
        open_wave.run(people, ballot, store.keyring, "2026-11")


def test_a_round_that_is_moved_before_weaker_rules_hold_promises_what_holds_on_its_day(
    founded: Session, enter: Enter, today: date
) -> None:
    made_up.wave(founded, "2026-10", opens=today, closes=today).state = State.RELEASED
    three.agreed(founded, Rules(Pledge(threshold=8)), *KEYS)
    later = today + timedelta(days=28)
    wave = made_up.wave(
        founded,
        opens=later,
        closes=later + timedelta(days=13),
        releases=later + timedelta(days=21),
    )
    wave.pledge_document = Pledge(threshold=8).document()
    founded.commit()
    office, page = enter(Role.OFFICE), "/office/rounds/2026-11/move"
    moved = office.send(office.get(page), _day("opens_on", today + timedelta(days=7)), action=page)
    assert moved.status_code == 302
    founded.expire_all()
    assert waves.find(founded, "2026-11").pledge.threshold == 10
