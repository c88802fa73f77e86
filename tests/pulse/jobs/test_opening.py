"""The opening by hand: one round at a time, also when nobody closed the last one on its day."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pulse.jobs import open_wave
from surveys import clock
from surveys.fieldwork import waves
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.waves import State, Wave
from surveys.keyring import Keyring
from tests.pulse.respond.open_round import open_round


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
