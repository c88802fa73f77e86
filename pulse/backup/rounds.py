"""Rounds that were under way when a backup was made, and which of them cannot go on from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from pulse.extensions import Store
from surveys import db
from surveys.errors import Refusal
from surveys.fieldwork import waves
from surveys.fieldwork.waves import Kept, State
from surveys.keyring import Keyring
from surveys.responses import discard, opened, seal

_UNDER_WAY: Final = (State.OPEN, State.CLOSED, State.PREPARED)

OPEN: Final = "it was open: answers that came since are lost, and some links could be used twice"
NO_KEY: Final = "the key that reads its answers is not on this machine"


class RoundsUnderWay(Refusal):
    """Somebody must decide about them first. Nothing was touched."""


@dataclass(frozen=True)
class UnderWay:
    """One round, and what there was of its answers."""

    code: str
    state: State
    kept: Kept


def under_way(store: Store) -> tuple[UnderWay, ...]:
    """As they are now."""
    with Session(db.reading(store.people)) as people, Session(db.reading(store.ballot)) as ballot:
        return tuple(
            UnderWay(wave.code, wave.state, discard.kept(ballot, store.keyring, wave.code))
            for wave in waves.every(people)
            if wave.state in _UNDER_WAY and not wave.is_to_be_destroyed
        )


def broken(keyring: Keyring, rounds: Sequence[UnderWay]) -> tuple[tuple[str, str], ...]:
    """(code, why) of those that cannot go on. One that had closed is whole, if the key to what was saved is here."""
    return tuple((one.code, why) for one in rounds if (why := _why(keyring, one)))


def demand(broken: Sequence[tuple[str, str]], *, stop_rounds: bool) -> None:
    """Raises RoundsUnderWay unless somebody said that they may be stopped."""
    if broken and not stop_rounds:
        codes = ", ".join(code for code, _ in broken)
        raise RoundsUnderWay(
            f"Rounds cannot go on from this backup: {codes}. If the databases here can still be used, use them. "
            "Otherwise --stop-rounds brings the backup back and stops these rounds: their answers are destroyed unread."
        )


def _why(keyring: Keyring, one: UnderWay) -> str | None:
    if one.state is State.OPEN:
        return OPEN
    keys = {
        Kept.BOX: (seal.key_name, seal.handover_key_name),
        Kept.RESULT: (seal.handover_key_name,),
        Kept.ANSWERS: (opened.key_name,),
    }.get(one.kept, ())
    return None if any(keyring.holds(key(one.code)) for key in keys) else NO_KEY
