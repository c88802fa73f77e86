"""Reading opened answers, with the wave's reading key. Only ``surveys.disclosure`` imports this."""

import json
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from sqlalchemy.orm import Session

from surveys.comments.kept import Kept
from surveys.comments.readers import Reader
from surveys.errors import Refusal
from surveys.keyring import Keyring
from surveys.responses import columns, opened
from surveys.responses.columns import Batch
from surveys.responses.opened import Kind, Opened
from surveys.responses.packing import Answers, Unreadable, read_kept


@dataclass(frozen=True)
class OpenedAnswers:
    """One person's answers, as sent: ``surveys.instruments`` says which of them the round offered."""

    block: str
    answers: Answers


@dataclass(frozen=True)
class AllAnswers:
    """Everybody's answers, in shuffled order: kept as columns, gone through one by one where somebody wants to."""

    batches: tuple[Batch, ...]

    def __len__(self) -> int:
        return sum(batch.rows for batch in self.batches)

    def __iter__(self) -> Iterator[OpenedAnswers]:
        return (OpenedAnswers(block, given) for batch in self.batches for block, given in batch)


@dataclass(frozen=True)
class OpenedComment:
    """One comment. Which answers came with it is known to nobody."""

    block: str
    item: str
    text: str
    reader: Reader
    #: words under a mark that its author asks a reader to show
    kept: tuple[Kept, ...] = ()


class NotOpened(Refusal):
    """The wave's box has not been opened."""


class Damaged(Refusal):
    """What the opening wrote is not there as it was written, or the reading key is another. Says nothing of it."""


def answers(ballot: Session, keyring: Keyring, wave: str) -> AllAnswers:
    """Every readable ballot's answers. Raises NotOpened, KeyGone, Damaged."""
    content = _content(ballot, keyring, wave, Kind.ANSWERS)
    try:
        if content.startswith(columns.MAGIC):
            return AllAnswers(tuple(columns.loads(content)))
        return AllAnswers(tuple(columns.batches(json.loads(zlib.decompress(content)))))
    except _DAMAGES:
        raise _damaged(wave) from None


def columned(given: Iterable[OpenedAnswers]) -> AllAnswers:
    """Answers as columns; those that are so already stay as they are."""
    if isinstance(given, AllAnswers):
        return given
    return AllAnswers(tuple(columns.batches((one.block, dict(one.answers)) for one in given)))


def comments(ballot: Session, keyring: Keyring, wave: str) -> tuple[OpenedComment, ...]:
    """Every comment, in another shuffled order. Raises NotOpened, KeyGone, Damaged."""
    content = _content(ballot, keyring, wave, Kind.COMMENTS)
    try:
        return tuple(
            OpenedComment(
                str(block), str(item), str(text), Reader(str(reader)), read_kept(*kept or [[]])
            )
            for block, item, text, reader, *kept in json.loads(zlib.decompress(content))
        )
    except Unreadable:
        raise _damaged(wave) from None
    except _DAMAGES:
        raise _damaged(wave) from None


_DAMAGES = (InvalidTag, ValueError, TypeError, LookupError, zlib.error, struct.error)


def _content(ballot: Session, keyring: Keyring, wave: str, kind: Kind) -> bytes:
    found = ballot.get(Opened, (wave, kind))
    if found is None:
        raise NotOpened(f"The box of round {wave} has not been opened yet.")
    key = keyring.read(opened.key_name(wave))
    try:
        return opened.decrypt(key, found)
    except _DAMAGES:
        raise _damaged(wave) from None


def _damaged(wave: str) -> Damaged:
    return Damaged(
        f"The opened answers of round {wave} cannot be read with the key that is here. Restore the "
        "ballot database and the folder of keys as they were together on one day."
    )
