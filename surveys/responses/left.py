"""What is left of a wave's answers: looked up in the tables, and by their bytes in the files of the databases.

Keeps docs/promise.md#destroyed: that answers are gone is not remembered from having destroyed them, it is looked at.
"""

import mmap
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from surveys.credentials.slips import Slip
from surveys.credentials.spend import Spent
from surveys.keyring import Keyring
from surveys.responses.box import SealedBallot
from surveys.responses.opened import Opened
from surveys.responses.result_file import SealedResult

#: Tables of the ballot database that hold something of a wave's answers, or of the right to give them.
TABLES: Final = (SealedBallot, Slip, Spent, SealedResult, Opened)
#: Bytes of a mark: too many to be anywhere by chance.
MARK: Final = 32
#: Marks of one blob, spread over it, and ballots of a box from which one is taken.
_PLACES: Final = 12
_BALLOTS: Final = 12


def rows(ballot: Session, wave: str) -> Mapping[str, int]:
    """Table -> rows of this wave. An opened blob counts while it has a byte; its row says how many answered, for good."""
    counted = {}
    for table in TABLES:
        query = select(func.count()).select_from(table).where(table.wave == wave)
        if table is Opened:
            query = query.where(func.length(Opened.blob) > 0)
        counted[table.__tablename__] = ballot.scalar(query) or 0
    return counted


def empty(ballot: Session, wave: str) -> None:
    """Leave none of them. The caller commits, then wipes the files (``sweep.wipe``)."""
    for table in TABLES:
        if table is not Opened:
            ballot.execute(delete(table).where(table.wave == wave))
    ballot.execute(update(Opened).where(Opened.wave == wave).values(blob=b""))
    ballot.flush()


def marks(ballot: Session, keyring: Keyring, wave: str) -> tuple[bytes, ...]:
    """Bytes by which this wave's keys, ballots and opened answers are known again in a file. Take them beforehand."""
    found = list(keyring.contents(f"{wave}."))
    for blob in ballot.scalars(select(Opened.blob).where(Opened.wave == wave)):
        found += _places(blob, _PLACES)
    some = select(SealedBallot.ciphertext).where(SealedBallot.wave == wave).limit(_BALLOTS)
    for ciphertext in ballot.scalars(some):
        found += _places(ciphertext, 2)
    return tuple(middle(each) for each in found if len(each) >= MARK)


def middle(found: bytes) -> bytes:
    """The bytes by which a key's file is known: it begins and ends as every other one does. Shorter ones whole."""
    begin = max(0, (len(found) - MARK) // 2)
    return found[begin : begin + MARK]


def _places(blob: bytes, most: int) -> Iterator[bytes]:
    """From all over a blob: a database cuts long ones into pages, so one place might fall on a cut."""
    step = max(MARK, len(blob) // most)
    for begin in range(0, len(blob) - MARK + 1, step):
        yield blob[begin : begin + MARK]


def files(engine: Engine) -> tuple[Path, ...]:
    """The files of a SQLite database: itself, its write-ahead log and what else bears its name. None of PostgreSQL."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name:
        return ()
    path = Path(name)
    return tuple(sorted(path.parent.glob(f"{path.name}*")))


def found_in(paths: Iterable[Path], marks: Collection[bytes]) -> Mapping[Path, int]:
    """File -> how many of the marks stand in it, byte for byte; files with none are left out."""
    counted = {path: _found(path, marks) for path in paths}
    return {path: number for path, number in counted.items() if number}


def _found(path: Path, marks: Collection[bytes]) -> int:
    try:
        with path.open("rb") as file:
            if not os.fstat(file.fileno()).st_size:
                return 0
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return sum(content.find(mark) >= 0 for mark in marks)
    except FileNotFoundError:
        return 0  # a key that was shredded, or a log that went with its last connection, since the folder was read
