"""Sealing keys that keyholders made on the keyholders' page: their public halves, each for one wave.

Keeps docs/promise.md#unlinkable at custody level 2: the private halves exist on the keyholders' sheets alone.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import ForeignKey, LargeBinary, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People
from surveys.errors import Refusal
from surveys.fieldwork.waves import Wave

FORMAT: Final = "pulse-public-keys/1"
MOST: Final = 12
#: Fewer sheets open nothing, so fewer tried ones prove nothing.
_NEEDED: Final = 2
NONE_LEFT: Final = (
    "There is no unused key of the keyholders. Ask them to make keys on the keyholders’ page and import "
    "their file, or let the server hold this round’s key."
)


class SealingKey(People):
    """The public half of a key. Once a wave has it, no other wave can."""

    __tablename__ = "sealing_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: P-256 point, 65 bytes, uncompressed.
    public_key: Mapped[bytes] = mapped_column(LargeBinary(65), unique=True)
    #: Its number on the keyholders' sheets.
    slot: Mapped[int]
    made_on: Mapped[date]
    #: Whether two sheets of its ceremony have opened a test ballot.
    rehearsed: Mapped[bool]
    wave_id: Mapped[int | None] = mapped_column(ForeignKey("wave.id"), unique=True)


@dataclass(frozen=True)
class KeyFile:
    """What the keyholders gave: (slot, public key) each."""

    made_on: date
    rehearsed: bool
    keys: tuple[tuple[int, bytes], ...]


class BadKeyFile(Refusal):
    """Not a file of public keys, or a damaged one. Nothing was taken from it."""


class NoKey(Refusal):
    """There is no unused key."""


def read(content: bytes) -> KeyFile:
    """The keyholders' file. Raises BadKeyFile."""
    try:
        raw = json.loads(content)
        told = raw["format"]
    except (ValueError, TypeError, LookupError, RecursionError):
        raise _damaged() from None
    if told == "pulse-shares/1":
        raise BadKeyFile(
            "This is a keyholder’s secret share, not the file of public keys. Nobody but that keyholder "
            "may have it: delete it here, tell all three keyholders, and let them make new keys."
        )
    if told != FORMAT:
        raise _damaged()
    try:
        return _checked(raw)
    except (ValueError, TypeError, LookupError, AttributeError):
        raise _damaged() from None


def take_in(people: Session, file: KeyFile) -> int:
    """Keep the keys that are not here yet; how many those were. The same file again adds nothing."""
    known = set(people.scalars(select(SealingKey.public_key)))
    new = [(slot, key) for slot, key in file.keys if key not in known]
    for slot, key in new:
        people.add(
            SealingKey(public_key=key, slot=slot, made_on=file.made_on, rehearsed=file.rehearsed)
        )
    people.flush()
    return len(new)


def every(people: Session) -> tuple[tuple[SealingKey, str | None], ...]:
    """All keys in the order of their use, each with the code of the wave that has it."""
    found = (
        select(SealingKey, Wave.code)
        .outerjoin(Wave, Wave.id == SealingKey.wave_id)
        .order_by(SealingKey.id)
    )
    return tuple((row[0], row[1]) for row in people.execute(found))


def unused(people: Session) -> int:
    """How many keys no wave has."""
    free = select(func.count()).select_from(SealingKey).where(SealingKey.wave_id.is_(None))
    return people.scalar(free) or 0


def reserve(people: Session, wave: Wave) -> None:
    """Give a planned wave the next key, for good: also when it is stopped. Raises NoKey."""
    free = select(SealingKey).where(SealingKey.wave_id.is_(None)).order_by(SealingKey.id).limit(1)
    key = people.scalar(free.with_for_update())
    if key is None:
        raise NoKey(NONE_LEFT)
    key.wave_id = wave.id
    people.flush()


def of(people: Session, wave: Wave) -> SealingKey | None:
    """The key of a wave; None where the server makes its own."""
    return people.scalar(select(SealingKey).where(SealingKey.wave_id == wave.id))


def _checked(raw: Mapping[str, Any]) -> KeyFile:
    keys = tuple(_keys(raw["keys"]))
    slots, points = zip(*keys, strict=True)
    if len(set(slots)) < len(slots) or len(set(points)) < len(points) or len(keys) > MOST:
        raise ValueError("a key twice, or too many")
    tested = {str(name) for name in raw["tested"]}
    return KeyFile(date.fromisoformat(raw["made_on"]), len(tested) >= _NEEDED, keys)


def _keys(raw: list[Mapping[str, Any]]) -> Iterator[tuple[int, bytes]]:
    for each in raw:
        slot, point = int(each["slot"]), bytes.fromhex(each["public_key"])
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        if point[0] != 4 or not 0 < slot <= MOST:  # 4: uncompressed
            raise ValueError("no key of ours")
        yield slot, point


def _damaged() -> BadKeyFile:
    return BadKeyFile(
        "This is not the keyholders’ file of public keys, or it is damaged. Its name begins with "
        "pulse-public-keys. Ask the keyholders for it again."
    )
