"""Shred a wave's raw answers on the stated day."""

from collections.abc import Mapping
from typing import cast

from sqlalchemy.orm import Session

from pulse.access import destroyed
from pulse.jobs import forget_links, prove
from pulse.jobs.prove import Looked
from surveys.clearing import queue
from surveys.credentials.keys import BallotWave
from surveys.disclosure import build
from surveys.fieldwork import waves
from surveys.fieldwork.waves import Wave
from surveys.keyring import Keyring
from surveys.releases import shelf
from surveys.responses import discard, opened, shred


class TooEarly(waves.WrongState):
    """Somebody asks before the stated day."""


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Destroy the reading key, then every row and byte that it read, and look whether all of it is gone.

    With the key the opened answers are noise, in every backup too; what follows is for whoever wants to see nothing.
    Comments that stewards have cleared go out first, with the number of those that they have not: these are destroyed.
    A round without a release has no place to publish the number; the log says it. A killed job begins again, and finds
    done what is done. Raises TooEarly, prove.NotGone.
    """
    wave, uncleared = waves.find(people, code), 0
    if not wave.is_to_be_destroyed:
        raise TooEarly(f"The answers of round {code} are destroyed on {wave.shreds_on:%d %B %Y}.")
    marks = prove.marks(people, ballot, keyring, code)
    if wave.state is waves.State.RELEASED and keyring.holds(opened.key_name(code)):
        uncleared += _publish_the_last(people, ballot, keyring, wave)
    # From here on one database at a time is held: a runner that lost its lease may be at the same work.
    people.commit()
    ballot.rollback()
    shred.shred(keyring, code)
    if ballot.get(BallotWave, code) is not None:
        discard.discard(ballot, code)
        ballot.commit()
        forget_links.run(people, ballot, keyring, code)
    uncleared += queue.drop(people, code)
    people.commit()
    looked = finish(people, ballot, keyring, code, marks, f", {uncleared} comments not cleared")
    return (
        f"{code}: the raw answers are destroyed, and {uncleared} comments that nobody cleared. "
        f"{looked.said}"
    )


def finish(
    people: Session,
    ballot: Session,
    keyring: Keyring,
    code: str,
    marks: tuple[bytes, ...],
    about: str,
) -> Looked:
    """Wipe, look, and write down what was looked at. Commits. Raises prove.NotGone."""
    ballot.rollback()  # a reading transaction would keep the log from being emptied
    trouble = prove.wipe(people.get_bind().engine, ballot.get_bind().engine)
    looked = prove.look(people, ballot, keyring, code, marks)
    prove.demand(looked, code)
    destroyed.record(people, code, " ".join((f"{about}. {looked.said}", *trouble)))
    people.commit()
    return looked


def _publish_the_last(people: Session, ballot: Session, keyring: Keyring, wave: Wave) -> int:
    """How many comments nobody cleared, as the supplement says."""
    supplement = build.last_supplement(people, ballot, keyring, wave)
    if supplement is None:
        return 0
    withheld = shelf.part(people, shelf.find(people, supplement.number), "withheld")
    return int(cast("Mapping[str, int]", withheld)["uncleared"])
