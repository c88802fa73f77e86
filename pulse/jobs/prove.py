"""The proof that a wave's answers are gone: what was there is looked for after it was destroyed, in tables and files.

Keeps docs/promise.md#destroyed. What was looked at stands in the audit log, which nobody can change, and on the
office's page of what is held.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from surveys.clearing import queue
from surveys.clearing.queue import ClearingComment
from surveys.credentials.links import Link
from surveys.errors import Refusal
from surveys.fieldwork.invitations import Invitation
from surveys.fieldwork.letter import LetterRow
from surveys.keyring import Keyring
from surveys.responses import left, sweep

#: Of the people database: comments that wait, and who was asked how.
_PEOPLE: Final = (ClearingComment, Invitation, Link, LetterRow)
_OPENED: Final = tuple(table.__tablename__ for table in left.TABLES)

#: What no program can look into: said in every proof of a database that PostgreSQL keeps.
UNSEEN: Final = "PostgreSQL's own files cannot be looked into: what its old pages and its log hold of answers has no key"


class NotGone(Refusal):
    """Something of the answers is still there. The job tries again, and the office is told when that does not help."""


@dataclass(frozen=True)
class Looked:
    """What was looked at, in a sentence for the log; and what is still there, a sentence each."""

    said: str
    left: tuple[str, ...]


def marks(people: Session, ballot: Session, keyring: Keyring, code: str) -> tuple[bytes, ...]:
    """Bytes to look for afterwards. Waiting comments are known by their keys, which are published nowhere."""
    waiting = (key.encode() for key in queue.keys(people, code))
    return (*left.marks(ballot, keyring, code), *waiting)


def wipe(people: Engine, ballot: Engine) -> tuple[str, ...]:
    """Leave nothing of deleted rows in the files; what a database would not do, in words. Commit before."""
    of_people = sweep.wipe(people, (ClearingComment.__tablename__,))
    of_ballot = sweep.wipe(ballot, _OPENED)
    return tuple(trouble for trouble in (of_people, of_ballot) if trouble)


def look(
    people: Session, ballot: Session, keyring: Keyring, code: str, marks: Sequence[bytes] = ()
) -> Looked:
    """Look at the folder of keys, every table and, on SQLite, every byte of the databases' files. Changes nothing."""
    engines = [session.get_bind().engine for session in (people, ballot)]
    files = [path for engine in engines for path in left.files(engine)]
    found = left.found_in([*files, *keyring.files()], marks)
    still = [*_keys(keyring, code), *_rows(people, ballot, code)]
    still += [f"{number} marks of it in {path.name}" for path, number in found.items()]
    said = f"No key; no row in {len(left.TABLES) + len(_PEOPLE)} tables"
    if files and marks:
        said += f"; none of {len(marks)} marks of it in {len(files)} files, logs included"
    elif files:
        said += f"; {len(files)} files, no marks to look for"
    if any(engine.dialect.name == "postgresql" for engine in engines):
        said += f". {UNSEEN}"
    return Looked(f"{said}.", tuple(still))


def _keys(keyring: Keyring, code: str) -> Iterator[str]:
    for name in keyring.names(f"{code}."):
        yield f"the key {name}"


def _rows(people: Session, ballot: Session, code: str) -> Iterator[str]:
    yield from (
        f"{number} rows in {name}" for name, number in left.rows(ballot, code).items() if number
    )
    for table in _PEOPLE:
        query = select(func.count()).select_from(table).where(table.wave == code)
        if number := people.scalar(query) or 0:
            yield f"{number} rows in {table.__tablename__}"


def demand(looked: Looked, code: str) -> None:
    """Raises NotGone."""
    if looked.left:
        raise NotGone(f"Of round {code} there still is: {', '.join(looked.left)}. Try again.")
