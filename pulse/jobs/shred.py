"""Shred a wave's raw answers on the stated day."""

from collections.abc import Mapping
from typing import cast

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.clearing import queue
from surveys.disclosure import build
from surveys.fieldwork import waves
from surveys.fieldwork.waves import Wave
from surveys.keyring import Keyring
from surveys.releases import shelf
from surveys.responses import opened, shred


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Destroy the reading key: from here on the opened answers are noise, in every backup too.

    Comments that stewards have cleared go out first, with the number of those that they have not: these are destroyed.
    A round without a release has no place to publish the number; the log says it.
    """
    wave, uncleared = waves.find(people, code), 0
    if wave.state is waves.State.RELEASED and keyring.holds(opened.key_name(code)):
        uncleared += _publish_the_last(people, ballot, keyring, wave)
        people.commit()
    shred.shred(keyring, code)
    uncleared += queue.drop(people, code)
    audit.record(people, "job", "answers destroyed", f"{code}, {uncleared} comments not cleared")
    people.commit()
    return f"{code}: the raw answers are destroyed, and {uncleared} comments that nobody cleared."


def _publish_the_last(people: Session, ballot: Session, keyring: Keyring, wave: Wave) -> int:
    """How many comments nobody cleared, as the supplement says."""
    supplement = build.last_supplement(people, ballot, keyring, wave)
    if supplement is None:
        return 0
    withheld = shelf.part(people, shelf.find(people, supplement.number), "withheld")
    return int(cast("Mapping[str, int]", withheld)["uncleared"])
