"""Reading opened answers, with the wave's reading key. Only ``surveys.disclosure`` imports this."""

from dataclasses import dataclass
from typing import cast

from sqlalchemy.orm import Session

from surveys.canonical import Json
from surveys.comments.readers import Reader
from surveys.errors import Refusal
from surveys.keyring import Keyring
from surveys.responses import opened
from surveys.responses.opened import Kind, Opened
from surveys.responses.packing import Answers


@dataclass(frozen=True)
class OpenedAnswers:
    """One person's answers, as sent: ``surveys.instruments`` says which of them the round offered."""

    block: str
    answers: Answers


@dataclass(frozen=True)
class OpenedComment:
    """One comment. Which answers came with it is known to nobody."""

    block: str
    item: str
    text: str
    reader: Reader


class NotOpened(Refusal):
    """The wave's box has not been opened."""


def answers(ballot: Session, keyring: Keyring, wave: str) -> tuple[OpenedAnswers, ...]:
    """Every readable ballot's answers, in shuffled order. Raises NotOpened, KeyGone."""
    rows = _rows(ballot, keyring, wave, Kind.ANSWERS)
    return tuple(OpenedAnswers(str(block), cast(Answers, given)) for block, given in rows)


def comments(ballot: Session, keyring: Keyring, wave: str) -> tuple[OpenedComment, ...]:
    """Every comment, in another shuffled order. Raises NotOpened, KeyGone."""
    rows = _rows(ballot, keyring, wave, Kind.COMMENTS)
    return tuple(
        OpenedComment(str(block), str(item), str(text), Reader(str(reader)))
        for block, item, text, reader in rows
    )


def _rows(ballot: Session, keyring: Keyring, wave: str, kind: Kind) -> list[list[Json]]:
    found = ballot.get(Opened, (wave, kind))
    if found is None:
        raise NotOpened(f"The box of round {wave} has not been opened yet.")
    return opened.decrypt(keyring.read(opened.key_name(wave)), found)
