"""Handing over: a letter's way from waiting to handed over or come back, one committed step at a time.

The step to ``handing`` is committed before a letter leaves. Where a runner dies between that and the next step nobody
knows whether it left: GOV.UK Notify is asked by its reference; a mail server cannot be asked, so it may go twice.
"""

from collections.abc import Sequence
from typing import Final, cast

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.orm import Session

from surveys import clock
from surveys.fieldwork.correspondence import Channel, Fate
from surveys.fieldwork.invitations import Invitation
from surveys.fieldwork.letter import LetterRow
from surveys.fieldwork.roster import Worker

#: An address that took nothing so often in a wave counts as one that does not work.
PATIENCE: Final = 8
_WHY: Final = 200


def begin(people: Session, reference: str) -> bool:
    """It is being handed over: commit this before it leaves. False when somebody else has it."""
    return _move(people, reference, Fate.WAITING, fate=Fate.HANDING, tries=LetterRow.tries + 1)


def handed(people: Session, reference: str) -> None:
    """It has been handed over."""
    _move(people, reference, Fate.HANDING, fate=Fate.HANDED, handed_on=clock.today())


def put_back(people: Session, reference: str, *, perhaps_twice: bool = False) -> None:
    """It was not handed over, or nobody knows: it waits again."""
    values = {"perhaps_twice": True} if perhaps_twice else {}
    _move(people, reference, Fate.HANDING, fate=Fate.WAITING, **values)


def not_now(people: Session, reference: str, why: str) -> None:
    """This address takes nothing now: the letter waits for another try, up to PATIENCE."""
    if not _move(people, reference, Fate.HANDING, LetterRow.tries < PATIENCE, fate=Fate.WAITING):
        came_back(people, reference, why)


def came_back(people: Session, reference: str, why: str) -> bool:
    """The address does not work: nothing more is sent there until it was put right. False for what is no letter."""
    row = people.get(LetterRow, reference)
    if row is None:
        return False
    row.fate = Fate.CAME_BACK
    invitation = people.get_one(Invitation, row.invitation_id)
    people.get_one(Worker, invitation.worker_id).came_back = why[:_WHY]
    people.flush()
    return True


def under_way(people: Session, wave: str) -> Sequence[tuple[str, Channel]]:
    """What a runner that died was handing over: reference and channel."""
    found = (
        select(LetterRow.reference, Invitation.channel)
        .join(Invitation, Invitation.id == LetterRow.invitation_id)
        .where(LetterRow.wave == wave, LetterRow.fate == Fate.HANDING)
    )
    return [(reference, channel) for reference, channel in people.execute(found).all()]


def again(people: Session, wave: str, worker_id: int) -> bool:
    """Their address was put right: the letter that came back waits again. False when none did.

    Of several the invitation: it says more than a reminder.
    """
    theirs = select(Invitation.id).where(Invitation.wave == wave, Invitation.worker_id == worker_id)
    row = people.scalar(
        select(LetterRow)
        .where(LetterRow.invitation_id.in_(theirs), LetterRow.fate == Fate.CAME_BACK)
        .order_by(LetterRow.kind)
        .limit(1)
    )
    if row is not None:
        row.fate, row.tries = Fate.WAITING, 0
        people.flush()
    return row is not None


def mark(people: Session, worker_id: int) -> None:
    """What was handed over to this person in a wave that is open did not arrive."""
    theirs = select(Invitation.id).where(Invitation.worker_id == worker_id)
    people.execute(
        update(LetterRow)
        .where(LetterRow.invitation_id.in_(theirs), LetterRow.fate == Fate.HANDED)
        .values(fate=Fate.CAME_BACK)
        .execution_options(synchronize_session="fetch")
    )


def _move(
    people: Session,
    reference: str,
    is_now: Fate,
    *besides: ColumnElement[bool],
    **values: object,
) -> bool:
    change = (
        update(LetterRow)
        .where(LetterRow.reference == reference, LetterRow.fate == is_now, *besides)
        .values(**values)
        .execution_options(synchronize_session="fetch")
    )
    return cast("CursorResult[object]", people.execute(change)).rowcount == 1
