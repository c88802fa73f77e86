"""Discarding: a stopped wave's ballots are destroyed unread; and what there still is of any wave's answers."""

from sqlalchemy.orm import Session

from surveys.credentials import keys
from surveys.credentials.keys import BallotWave, BoxState
from surveys.fieldwork.waves import Kept
from surveys.keyring import Keyring
from surveys.responses import left, opened, seal
from surveys.responses.result_file import SealedResult


def kept(ballot: Session, keyring: Keyring, wave: str) -> Kept:
    """BOX until the box is opened and its key shredded, then ANSWERS until the reading key is.

    NOISE is what has outlived its keys: a killed job left it, or an old backup brought it back.
    A box of keyholders has no key here, but one for what they hand over: RESULT once they have, until that is taken.
    """
    held = ballot.get(BallotWave, wave)
    if held is None:
        return Kept.NOTHING
    if keyring.holds(seal.key_name(wave)):
        return Kept.BOX
    if keyring.holds(seal.handover_key_name(wave)):
        has_come = held.state == BoxState.OPENED or ballot.get(SealedResult, wave) is not None
        return Kept.RESULT if has_come else Kept.BOX
    readable = held.state == BoxState.OPENED and keyring.holds(opened.key_name(wave))
    if readable:
        return Kept.ANSWERS
    return Kept.NOISE if any(left.rows(ballot, wave).values()) else Kept.NOTHING


def discard(ballot: Session, wave: str) -> None:
    """Close the box and remove what is in it. The caller commits, then calls ``forget``. Raises NoSuchBox."""
    held = keys.hold(ballot, wave)
    if held.state == BoxState.OPEN:
        held.state = BoxState.CLOSED
    left.empty(ballot, wave)


def forget(keyring: Keyring, wave: str) -> None:
    """Shred every key of a discarded wave. May be repeated."""
    for name in (opened.key_name, seal.key_name, seal.handover_key_name):
        keyring.shred(name(wave))
