"""The runner: puts into the outbox what today's date asks for, and does what is in the outbox."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from sqlalchemy.orm import Session

from pulse import outbox
from pulse.extensions import Store
from pulse.jobs import (
    close_wave,
    discard,
    forget_leavers,
    invite,
    lease,
    look_for_missed,
    make_files,
    open_box,
    open_wave,
    plan_ahead,
    prepare,
    propose,
    publish,
    returned,
    shred,
    supplement,
    take_result,
    tell_keyholders,
    tell_office,
    tell_readers,
    try_change,
    withdraw,
)
from pulse.jobs.lease import LeaseLost
from pulse.outbox import Taken
from pulse.seen import lines
from surveys import clock, db
from surveys.clearing import queue, withdrawal
from surveys.errors import Refusal
from surveys.exports import kept as kept_files
from surveys.fieldwork import ahead, headcounts, leavers, letters, organisation, waves
from surveys.keyring import Keyring
from surveys.releases import shelf, withdrawn
from surveys.releases.release import Kind
from surveys.responses.discard import kept

log = logging.getLogger("pulse.jobs")

Job = Callable[[Session, Session, Keyring, str], str]

#: Every job there is, by the name it has in the outbox. Each is about one thing: a wave by its code, a question by its number.
JOBS: dict[str, Job] = {
    "plan_ahead": plan_ahead.run,
    "propose": propose.run,
    "open_wave": open_wave.run,
    "invite": invite.run,
    "returned": returned.run,
    "close_wave": close_wave.run,
    "open_box": open_box.run,
    "take_result": take_result.run,
    "prepare": prepare.run,
    "publish": publish.run,
    "make_files": make_files.run,
    "supplement": supplement.run,
    withdraw.NAME: withdraw.run,
    "shred": shred.run,
    "forget_leavers": forget_leavers.run,
    "discard": discard.run,
    "try_change": try_change.run,
    "look_for_missed": look_for_missed.run,
    "tell_keyholders": tell_keyholders.run,
    "tell_readers": tell_readers.run,
    tell_office.NAME: tell_office.run,
}

#: A mail server may be away for a day; what a person must put right is said sooner.
TRIES: Mapping[str, int] = {"invite": 30}


def tick(store: Store) -> Iterator[str]:
    """Do all that is due, one job after the other, and say a line about each."""
    _put_what_is_due(store)
    while (taken := _take(store)) is not None:
        yield _do(store, taken)
        _put_what_is_due(store)  # a wave that was just closed can be opened, and so on


def _put_what_is_due(store: Store) -> None:
    with Session(store.people) as people:
        with Session(db.reading(store.ballot)) as ballot:
            due = list(waves.due(people, kept=lambda code: kept(ballot, store.keyring, code)))
        for name, about in chain(_can_be_done(people, due), _besides(people)):
            outbox.enqueue(people, name, about)
        people.commit()


def _can_be_done(people: Session, due: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What the days of the waves ask for, but for opening one whose headcounts nobody stands for."""
    return (
        (name, code) for name, code in due if name != "open_wave" or _is_confirmed(people, code)
    )


def _besides(people: Session) -> Iterator[tuple[str, str]]:
    """What is due for another reason than a wave's own days."""
    if ahead.lacking(people):
        yield "plan_ahead", "programme"
    if ahead.runs(people):
        yield from (("propose", wave.code) for wave in ahead.to_propose(people))
    yield from _about_letters(people)
    yield from (("supplement", code) for code in _waiting_for_a_supplement(people))
    yield from ((withdraw.NAME, code) for code in withdrawal.waves_to_publish(people))
    yield from (("make_files", code) for code in kept_files.waiting(people))
    yield from (("shred", code) for code in _outlived(people))
    if leavers.due(people):
        yield "forget_leavers", "roster"
    if tell_office.untold(people):
        yield tell_office.NAME, "failures"


def _is_confirmed(people: Session, code: str) -> bool:
    """Whether a second person stands for its headcounts. Until then it waits, and the office's page says for what."""
    return headcounts.why_waiting(people, waves.find(people, code)) is None


def _about_letters(people: Session) -> Iterator[tuple[str, str]]:
    """The open round, if letters of it are due, and once a day which came back. A demonstration writes to nobody."""
    wave = waves.current(people)
    if wave is None or not wave.invites or not organisation.is_real(people):
        return
    if letters.are_due(people, wave):
        yield "invite", wave.code
    if returned.can_ask() and outbox.last_done(people, "returned", wave.code) != clock.today():
        yield "returned", wave.code


def to_destroy(people: Session, ballot: Session, keyring: Keyring) -> Iterator[tuple[str, str]]:
    """Jobs of keeping and destroying that are due, and no others: what an older copy may have brought back."""
    due = waves.due(people, kept=lambda code: kept(ballot, keyring, code))
    found = [(name, code) for name, code in due if name in ("shred", "discard")]
    yield from found
    yield from (("shred", code) for code in _outlived(people) if ("shred", code) not in found)
    if leavers.due(people):
        yield "forget_leavers", "roster"


def _outlived(people: Session) -> Iterator[str]:
    """Rounds whose comments still wait when nothing of their answers may be left: an old backup brought them back."""
    codes = queue.waves(people)
    return (w.code for w in waves.every(people) if w.code in codes and w.is_to_be_destroyed)


def _waiting_for_a_supplement(people: Session) -> Iterator[str]:
    """Rounds with cleared comments, in the hour of their release, once a day: until then a steward can undo."""
    bringing = [
        one
        for one in shelf.releases(people, Kind.COMMENTS)
        if one.number not in withdrawn.numbers(people)  # one that withdraws holds up no other
    ]
    for wave in waves.every(people):
        if wave.state is not waves.State.RELEASED or clock.hour().hour != wave.release_hour:
            continue
        days = [one.published_on for one in bringing if one.wave == wave.code]
        if clock.today() not in days and queue.progress(people, wave.code).approved:
            yield wave.code


def _take(store: Store) -> Taken | None:
    with Session(store.people) as people:
        job = outbox.take(people)
        people.commit()
        return job


def _do(store: Store, job: Taken) -> str:
    begun = time.perf_counter()
    said, ended = _try(store, job)
    ms = round(1000 * (time.perf_counter() - begun))
    lines.line("job", name=job.name, about=job.about, ended=ended, ms=ms)
    return said


def _try(store: Store, job: Taken) -> tuple[str, str]:
    """What to say to whoever looks on, and how it ended in a word."""
    with (
        lease.kept(store, job),
        Session(store.people, expire_on_commit=False) as people,
        Session(store.ballot) as ballot,
    ):
        try:
            said = JOBS[job.name](people, ballot, store.keyring, job.about)
        except LeaseLost:
            people.rollback()
            return f"{job.about}: another runner took {job.name} over.", "lost"
        except Refusal as refusal:
            people.rollback()
            outbox.failed(people, job, str(refusal), tries=TRIES.get(job.name, outbox.TRIES))
            said, ended = f"{job.about}: {refusal}", "refused"
        except Exception as error:
            # The kind alone: a message may repeat what was in a row.
            people.rollback()
            kind = type(error).__name__
            log.error("job %s of %s failed: %s", job.name, job.about, kind)
            outbox.failed(people, job, f"It stopped with {kind}. Try again.")
            said, ended = f"{job.about}: {job.name} stopped with {kind}", "fault"
        else:
            outbox.done(people, job)
            ended = "done"
        people.commit()
    return said, ended
