"""The opening by hand: one round at a time, also when nobody closed the last one on its day."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pulse.jobs import open_wave
from surveys import clock
from surveys.credentials import keys
from surveys.fieldwork import organisation, waves
from surveys.fieldwork.pledge import Pledge, WeakPledge
from surveys.fieldwork.waves import State, Wave
from surveys.keyring import Keyring
from tests.pulse.respond.open_round import open_round
from tests.surveys.fieldwork import made_up


def test_a_round_does_not_open_beside_another(
    people: Session, ballot: Session, tmp_path: Path, today: date
) -> None:
    asked = open_round(people, ballot, tmp_path / "keys")
    people.add(
        Wave(
            code="2026-12",
            names={"en": "December 2026"},
            state=State.PLANNED,
            opens_on=date(2026, 12, 1),
            closes_on=date(2026, 12, 14),
            releases_on=date(2026, 12, 21),
            release_hour=9,
            instrument_document=asked.instrument.document(),
            pledge_document=Pledge().document(),
        )
    )
    people.flush()
    with (
        clock.at(date(2026, 12, 2)),
        pytest.raises(open_wave.AnotherOpen, match=r"2026-11 is still open. Close it first"),
    ):
        open_wave.run(people, ballot, Keyring(tmp_path / "keys"), "2026-12")
    assert waves.find(people, "2026-12").state is State.PLANNED


def test_the_days_of_the_directors_reply_are_frozen_with_the_round(
    people: Session, ballot: Session, tmp_path: Path, today: date
) -> None:
    # Given a round that opens while the office says 30 days
    made_up.staffed(people)
    made_up.confirmed(people, made_up.wave(people))
    people.commit()
    open_wave.run(people, ballot, Keyring(tmp_path / "keys"), "2026-11")
    # When the office shortens them afterwards
    organisation.reply_within(people, 14, opened=True)
    # Then the round keeps what its workers were told, where nobody can change it
    assert waves.find(people, "2026-11").pledge.reply_days == 30
    held = keys.open_now(ballot)
    assert held is not None
    assert held.keys.pledge["reply_days"] == 30


def test_a_pledge_from_before_the_reply_was_in_it_stays_the_same_document() -> None:
    before = {"threshold": 10, "comment_threshold": 10, "sensitive_threshold": 20, "keep_days": 90}
    old = Pledge.from_document({**before, "results_for": "everyone", "custody": 1})
    assert old.reply_days is None
    assert "reply_days" not in old.document()
    with pytest.raises(WeakPledge):
        Pledge(reply_days=0)


def test_a_killed_opening_goes_on_with_the_days_that_its_key_document_says(
    people: Session, ballot: Session, tmp_path: Path, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given an opening that was killed between its two commits
    made_up.staffed(people)
    made_up.confirmed(people, made_up.wave(people))
    people.commit()
    keyring = Keyring(tmp_path / "keys")
    with monkeypatch.context() as killed:
        killed.setattr(people, "commit", interrupt)
        with pytest.raises(KeyboardInterrupt):
            open_wave.run(people, ballot, keyring, "2026-11")
    people.rollback()
    # When the office shortens the days before it is tried again
    organisation.reply_within(people, 14, opened=False)
    people.commit()
    open_wave.run(people, ballot, keyring, "2026-11")
    # Then what was published counts
    assert waves.find(people, "2026-11").pledge.reply_days == 30


def interrupt() -> None:
    raise KeyboardInterrupt
