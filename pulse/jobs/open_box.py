"""Open the box of a closed wave, once."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.fieldwork import waves
from surveys.keyring import Keyring
from surveys.responses import opening, sweep

AFTER_THE_CLOSE = (waves.State.CLOSED, waves.State.PREPARED, waves.State.RELEASED)


def run(
    people: Session,
    ballot: Session,
    keyring: Keyring,
    code: str,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> str:
    """Say how many were cast and how many could be opened: the two are the same unless somebody sent rubbish.

    A job that was killed in its sweep comes back here, perhaps when the wave has gone on; the sweep is then repeated.
    """
    wave = waves.find(people, code)
    if wave.state not in AFTER_THE_CLOSE:
        raise waves.WrongState(
            f"Round {code} is {wave.state}. Its box is opened once, after the close."
        )
    people.rollback()  # the opening is long; hold no lock on the people database meanwhile
    opened = opening.open_box(ballot, keyring, code, progress=progress)
    ballot.commit()
    swept = sweep.sweep(ballot, keyring, code)
    audit.record(people, "job", "box opened", code)  # how many is nobody's before the release
    people.commit()
    return (
        f"{code}: {opened.cast} cast, {opened.opened} opened, {opened.unreadable} unreadable, "
        f"{opened.comments} comments. The box and its key are destroyed."
        + (f" {swept.trouble}" if swept.trouble else "")
    )
