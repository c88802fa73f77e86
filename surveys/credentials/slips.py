"""Paper slips: one-time codes drawn from a hat, of which only salted digests are kept."""

import hashlib
import secrets
import unicodedata
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import LargeBinary, String, bindparam, delete, exists, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql import Executable

from surveys.credentials import keys, spend
from surveys.credentials.keys import BallotWave, BoxState, Unopened
from surveys.credentials.right import Right, RoundOver
from surveys.db import Ballot, Line
from surveys.errors import Missing, Refusal
from surveys.speech import say

#: Crockford's base 32: no I, L, O or U.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 16
_MISREAD: Final = str.maketrans("OIL", "011")


class Slip(Ballot):
    """A code that may be used once, in one wave and block. Whose hand drew it is known to nobody."""

    __tablename__ = "sealed_slip"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    #: SHA-256 of the wave's salt and the code.
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    block: Mapped[str] = mapped_column(String(60))


# Prepared once: this is on the way of every answer. A row for each unopened wave, with or without the slip.
_WAVE, _SLIP, _SPENT = (table.__table__.c for table in (BallotWave, Slip, spend.Spent))
_DIGEST = bindparam("digest", type_=LargeBinary(32))
_LOOK_UP = (
    select(
        _WAVE.wave,
        _WAVE.salt,
        (_WAVE.state == BoxState.OPEN).label("is_open"),
        _SLIP.block,
        exists().where(_SPENT.wave == _WAVE.wave, _SPENT.digest == _DIGEST).label("is_spent"),
    )
    .outerjoin_from(
        BallotWave.__table__,
        Slip.__table__,
        (_SLIP.wave == _WAVE.wave) & (_SLIP.digest == _DIGEST),
    )
    .where(_WAVE.state != BoxState.OPENED)
)
# FOR SHARE on PostgreSQL: casts do not wait for each other, and closing waits for them. SQLite holds its write lock.
_HOLD = _LOOK_UP.where(_WAVE.state == BoxState.OPEN).with_for_update(
    read=True, of=BallotWave.__table__
)
_CLOSED = _LOOK_UP.where(_WAVE.state == BoxState.CLOSED)

#: The salt of the code that was found last. The next one is mostly of the same wave, and found at once.
_last_salt = [b""]


class UnknownCode(Refusal):
    """No unopened wave has this code."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "We do not know this code. Check it against your slip: it has 16 letters and numbers. "
                "A code from an earlier round no longer works."
            )
        )


class TooManySlips(Refusal):
    """More codes than the block has people."""


class SlipsInUse(Refusal):
    """Codes cannot be replaced once somebody has answered with one of them."""


class NoSuchBlock(Missing):
    """The wave has no block of that code."""


def make(
    ballot: Session,
    wave: str,
    counts: Mapping[str, int],
    *,
    moved: Mapping[str, int] = MappingProxyType({}),
) -> Mapping[str, tuple[str, ...]]:
    """New codes, block -> codes as printed. This is the only time they can be read: digests are kept.

    ``moved``: block -> links that were given up for paper. Raises TooManySlips when a block would have more codes and
    links than people, NoSuchBlock, RoundOver, NoSuchBox.
    """
    held = _held_open(ballot, wave)
    for block, count in counts.items():
        _check_room(held, block, count + _made(ballot, wave, block) - moved.get(block, 0))
    return _write(ballot, held, counts)


def room(ballot: Session, wave: str, moved: Mapping[str, int]) -> Mapping[str, int]:
    """Block -> slips that can still be made: a person has a slip or a link. Raises NoSuchBox."""
    return {
        block.code: block.headcount
        - block.links
        + moved.get(block.code, 0)
        - _made(ballot, wave, block.code)
        for block in keys.find(ballot, wave).keys.blocks
    }


def replace(ballot: Session, wave: str, blocks: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Cancel the codes of these blocks and make as many new ones: for a sheet that was lost or seen.

    Refused once a code of the block has been used (SlipsInUse): the number of new codes would tell how many of a block
    have answered, and a person who has answered could answer again. Raises NoSuchBlock, RoundOver, NoSuchBox.
    """
    held = _held_open(ballot, wave)
    counts = {}
    for block in sorted(set(blocks)):
        counts[block] = _made(ballot, wave, block)
        _check_room(held, block, 0)
        _check_unused(ballot, wave, block)
        ballot.execute(delete(Slip).where(Slip.wave == wave, Slip.block == block))
    return _write(ballot, held, counts)


def find(ballot: Line, typed: str) -> Right:
    """The unused right behind a code as somebody typed or pasted it. Raises UnknownCode, UsedCode, RoundOver."""
    found = _search(ballot, typed, _LOOK_UP)
    if found.is_spent or not found.wave.is_open:
        raise found.used()
    return found


def hold(ballot: Line, typed: str) -> Right:
    """The right behind a code, used or not, or of a round that is over. Raises UnknownCode.

    A round that takes answers does so until this transaction ends. One that is over is not held: it may be being opened.
    """
    try:
        return _search(ballot, typed, _HOLD)
    except UnknownCode:
        return _search(ballot, typed, _CLOSED)


def normalise(typed: str) -> str:
    """The 16 characters of a code, however typed: any case, spaces, dashes, O for 0, I or L for 1, the whole link.

    Raises UnknownCode when it cannot be a code.
    """
    after_link = unicodedata.normalize("NFKC", typed).replace("%23", "#").rpartition("#")[2]
    code = "".join(filter(str.isalnum, after_link)).upper().translate(_MISREAD)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise UnknownCode
    return code


def printed(code: str) -> str:
    """The code as it stands on paper: ``XXXX-XXXX-XXXX-XXXX``."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def digest_of(salt: bytes, code: str) -> bytes:
    """What is kept of a normalised code: SHA-256 of the wave's salt and the code."""
    return hashlib.sha256(salt + code.encode()).digest()


def _search(ballot: Line, typed: str, statement: Executable) -> Right:
    code = normalise(typed)
    tried, salts = set(), {_last_salt[0]}
    while salts:
        tried.add(salt := salts.pop())
        digest = digest_of(salt, code)
        for row in ballot.execute(statement, {"digest": digest}).all():
            if row.salt == salt and row.block is not None:
                _last_salt[0] = salt
                wave = Unopened(row.wave, row.salt, row.is_open)
                return Right(wave, row.block, digest, row.is_spent)
            salts |= {row.salt} - tried
    raise UnknownCode


def _held_open(ballot: Session, wave: str) -> BallotWave:
    held = keys.hold(ballot, wave)
    if not held.is_open:
        raise RoundOver
    return held


def _made(ballot: Session, wave: str, block: str) -> int:
    counted = select(func.count()).where(Slip.wave == wave, Slip.block == block)
    return ballot.scalar(counted) or 0


def _check_room(wave: BallotWave, block: str, codes: int) -> None:
    heads = {known.code: known.headcount - known.links for known in wave.keys.blocks}
    if block not in heads:
        raise NoSuchBlock(f"Round {wave.wave} has no block called {block}.")
    if codes > heads[block]:
        raise TooManySlips(
            f"{block} has {heads[block]} people who answer with a slip, so it cannot have {codes} slips. Nobody may "
            "answer twice. If its sheet was lost before slips were handed out, replace it."
        )


def _check_unused(ballot: Session, wave: str, block: str) -> None:
    of_block = (Slip.wave == wave, Slip.block == block)
    used = exists().where(*of_block, spend.Spent.wave == wave, spend.Spent.digest == Slip.digest)
    if ballot.scalar(select(used)):
        raise SlipsInUse(
            f"Somebody has answered with a slip of {block}, so its slips cannot be replaced. "
            "Nobody knows whose slip is whose: the lost ones stay lost in this round."
        )


def _write(
    ballot: Session, wave: BallotWave, counts: Mapping[str, int]
) -> Mapping[str, tuple[str, ...]]:
    codes = {block: tuple(_new_code() for _ in range(count)) for block, count in counts.items()}
    # By digest: the order of a sheet is not the order of the rows.
    digests = sorted(
        (digest_of(wave.salt, code), block) for block, made in codes.items() for code in made
    )
    rows = [{"wave": wave.wave, "digest": digest, "block": block} for digest, block in digests]
    if rows:
        ballot.execute(insert(Slip), rows)
    return {block: tuple(map(printed, made)) for block, made in codes.items()}


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
