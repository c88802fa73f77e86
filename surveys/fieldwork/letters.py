"""Letters: everybody of a wave who is asked by link gets the same ones on the same days.

Whether somebody has answered could not be told, so reminders go to all. Left out are those who asked for no letters and
those whose address did not work.
"""

import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, insert, or_, select
from sqlalchemy.orm import Session

from surveys import clock
from surveys.fieldwork import invitations
from surveys.fieldwork.correspondence import Channel, Fate, Kind
from surveys.fieldwork.invitations import Invitation
from surveys.fieldwork.letter import Letter, LetterRow
from surveys.fieldwork.reminders import REST
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.waves import Wave
from surveys.keyring import Keyring

REMINDERS: Final = (Kind.FIRST_REMINDER, Kind.SECOND_REMINDER)


def reminder_days(wave: Wave) -> tuple[date, ...]:
    """The days of a wave's reminders, those after its last day left out."""
    days = (wave.opens_on + timedelta(days=after) for after in wave.reminders)
    return tuple(day for day in days if day <= wave.closes_on)


def make_due(people: Session, wave: Wave) -> int:
    """Put in the letters whose day has come, for everybody who can be reached. Returns how many are new."""
    made = 0
    for kind, whom in _due(wave):
        new = people.scalars(whom.order_by(Invitation.id)).all()
        if new:
            people.execute(insert(LetterRow), [_row(wave.code, kind, one) for one in new])
        made += len(new)
    return made


def are_due(people: Session, wave: Wave) -> bool:
    """Whether there is a letter to put in, to hand over, or to look up after a runner died."""
    lacking = (whom for _, whom in _due(wave))
    return (
        any(people.scalar(whom.limit(1)) is not None for whom in lacking)
        or people.execute(_unsent(wave.code).limit(1)).first() is not None
    )


def waiting(people: Session, keyring: Keyring, wave: str, key_document: bytes) -> Iterator[Letter]:
    """Letters to be handed over, in an order that says nothing. Raises KeyGone once the wave has closed."""
    fragment = invitations.fragments(keyring, wave, key_document)
    chosen = _unsent(wave).where(LetterRow.fate == Fate.WAITING).order_by(LetterRow.reference)
    for row, invitation, worker in people.execute(chosen).all():
        to = worker.email if invitation.channel is Channel.EMAIL else worker.mobile
        if to:
            yield Letter(
                reference=row.reference,
                invitation=invitation.id,
                kind=row.kind,
                channel=invitation.channel,
                to=to,
                fragment=fragment(invitation.id),
                stop_code=worker.stop_code,
            )


def _due(wave: Wave) -> Iterator[tuple[Kind, Select[bytes]]]:
    """Each kind whose day has come, and the invitations that lack it.

    Of two reminders that are both due, because nothing ran for days, only the later is sent.
    """
    yield Kind.INVITATION, _lacking(wave.code, Kind.INVITATION)
    days = zip(REMINDERS, reminder_days(wave), strict=False)
    come = [kind for kind, day in days if day <= clock.today()]
    if come:
        had_theirs = select(LetterRow.invitation_id).where(
            LetterRow.kind == Kind.INVITATION,
            LetterRow.fate == Fate.HANDED,
            LetterRow.handed_on <= clock.today() - timedelta(days=REST),
        )
        yield come[-1], _lacking(wave.code, come[-1]).where(Invitation.id.in_(had_theirs))


def _lacking(wave: str, kind: Kind) -> Select[bytes]:
    there = select(LetterRow.invitation_id).where(LetterRow.wave == wave, LetterRow.kind == kind)
    return (
        select(Invitation.id)
        .join(Worker, Worker.id == Invitation.worker_id)
        .where(Invitation.wave == wave, Invitation.id.not_in(there), *_reachable())
    )


def _unsent(wave: str) -> Select[LetterRow, Invitation, Worker]:
    """What waits for people who can be reached, and what was under way, whoever it is for."""
    return (
        select(LetterRow, Invitation, Worker)
        .join(Invitation, Invitation.id == LetterRow.invitation_id)
        .join(Worker, Worker.id == Invitation.worker_id)
        .where(
            LetterRow.wave == wave,
            or_(
                LetterRow.fate == Fate.HANDING,
                and_(LetterRow.fate == Fate.WAITING, *_reachable()),
            ),
        )
    )


def _reachable() -> tuple[ColumnElement[bool], ...]:
    return Worker.active.is_(True), Worker.no_letters.is_(False), Worker.came_back.is_(None)


def _row(wave: str, kind: Kind, invitation: bytes) -> dict[str, object]:
    return {
        "reference": secrets.token_hex(16),
        "wave": wave,
        "invitation_id": invitation,
        "kind": kind,
        "fate": Fate.WAITING,
        "tries": 0,
        "perhaps_twice": False,
    }
