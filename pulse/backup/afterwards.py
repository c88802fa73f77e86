"""What is set right at once after a restore: an old copy must not undo a decision, open a door or bring back what is gone.

Keeps docs/promise.md#destroyed and #one-response.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy.orm import Session

from pulse import outbox
from pulse.access import api_key, audit, staff_session
from pulse.backup import rounds
from pulse.backup.manifest import Manifest
from pulse.backup.restore import Before
from pulse.extensions import Store
from pulse.jobs import runner
from surveys import db
from surveys.errors import Refusal
from surveys.fieldwork import stopping, waves
from surveys.fieldwork.waves import Kept, State, Wave
from surveys.responses import discard

STOPPED: Final = (
    "The server broke down while this round was under way, and was set up again from an older copy. "
    "Answers that came after the copy are lost, so the round has no results. Nobody has read an answer."
)


def unfinished(store: Store) -> Sequence[tuple[str, str]]:
    """(code, why) of each round that cannot go on from here: some of its answers, or the key to them, are missing."""
    with Session(db.reading(store.people)) as people, Session(db.reading(store.ballot)) as ballot:
        return [
            (wave.code, why)
            for wave in waves.every(people)
            if (why := _why(wave, discard.kept(ballot, store.keyring, wave.code)))
        ]


def _why(wave: Wave, kept: Kept) -> str | None:
    """None when it is whole. Looked at as it was brought back, whatever the manifest says."""
    if wave.state is State.OPEN:
        return rounds.OPEN
    under_way = wave.state in (State.CLOSED, State.PREPARED) and not wave.is_to_be_destroyed
    return rounds.NO_KEY if under_way and kept in (Kept.NOISE, Kept.NOTHING) else None


def set_right(store: Store, found: Manifest, before: Before) -> Iterator[str]:
    """Everything below, a line about each. Commits."""
    broken = unfinished(store)
    with Session(store.people) as people:
        yield from _close_doors(people)
        yield from _keep_stopped(people, before)
        for code, why in broken:
            wave = waves.find(people, code)
            waves.stop(people, wave, STOPPED)
            yield f"Round {code} is stopped: {why}."
        outbox.forget_unfinished(people)
        about = f"of {found.made_on.isoformat()}, after entry {found.audit_entries}"
        audit.record(people, "command line", "backup brought back", about)
        people.commit()
    yield from _destroy(store)


def _close_doors(people: Session) -> Iterator[str]:
    """A session or key that was ended since must not open again."""
    sessions = staff_session.end_everybodys(people)
    keys = api_key.revoke_all(people)
    yield f"{sessions} log-ins ended and {keys} keys of programs revoked: which were ended since is not known."


def _keep_stopped(people: Session, before: Before) -> Iterator[str]:
    if before.readable:
        again = stopping.stop_again(people, before.stopped)
        yield f"{again} people had stopped letters since the backup: they stay stopped."
    else:
        yield (
            "Who stopped letters since the backup is not known: they get the next round's letter, "
            "with its link to stop. Tell the union before that."
        )


def _destroy(store: Store) -> Iterator[str]:
    """The jobs of keeping and destroying, at once: before anybody sees what was brought back."""
    with Session(db.reading(store.people)) as people, Session(db.reading(store.ballot)) as ballot:
        due = list(runner.to_destroy(people, ballot, store.keyring))
    for name, about in due:
        with Session(store.people) as people, Session(store.ballot) as ballot:
            try:
                yield runner.JOBS[name](people, ballot, store.keyring, about)
                people.commit()
            except Refusal as refusal:
                people.rollback()
                yield f"✗ {about}: {refusal} The job runner tries again."
