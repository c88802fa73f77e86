"""The result file: what keyholders have opened, sealed to the server; kept as it came until ``taking`` reads it.

What can be said of it without opening it is said when it comes: whether it is whole, and of this very box.
"""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Final

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.credentials import keys
from surveys.credentials.keys import BoxState
from surveys.db import Ballot
from surveys.errors import Refusal
from surveys.responses import box, box_file

FORMAT: Final = "pulse-result/1"
_OTHERS: Final = {
    box_file.FORMAT: "the box file",
    "pulse-public-keys/1": "the file of public keys",
    "pulse-shares/1": "a keyholder’s secret share, which nobody else may have: tell the keyholders",
}


class SealedResult(Ballot):
    """A result that waits to be taken. Its content is sealed to the wave's handover key."""

    __tablename__ = "sealed_result"

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class Result:
    """A result file, read. ``box``: digest of the box file that was opened; ``sealed``: for the handover key."""

    wave: str
    box: str
    cast: int
    unreadable: int
    sealed: bytes


class BadResult(Refusal):
    """Not a result of this box. The box is as it was."""


def read(content: bytes) -> Result:
    """What the file says without being opened. Raises BadResult."""
    try:
        raw = json.loads(content)
        told = raw["format"]
    except (ValueError, TypeError, LookupError, RecursionError):
        raise BadResult(
            "This is not a result file, or its end is missing. Copy it again from the keyholders’ computer."
        ) from None
    if told != FORMAT:
        known = _OTHERS.get(str(told))
        raise BadResult(f"This is {known}." if known else "This is not a result file.")
    try:
        sealed = base64.urlsafe_b64decode(raw["sealed"] + "=" * (-len(raw["sealed"]) % 4))
        if hashlib.sha256(sealed).hexdigest() != raw["sha256"]:
            raise ValueError("changed")
        return Result(raw["wave"], raw["box"], int(raw["cast"]), int(raw["unreadable"]), sealed)
    except (ValueError, TypeError, LookupError, OverflowError, binascii.Error):
        raise BadResult(
            "The result file was changed on its way. Copy it again from the keyholders’ computer."
        ) from None


def check(ballot: Session, wave: str, content: bytes) -> Result:
    """The result, if it is of this wave and of the box as it stands. Raises BadResult, NoSuchBox, NotForKeyholders."""
    result = read(content)
    if result.wave != wave:
        raise BadResult(f"This is the result of round {result.wave}, not of {wave}.")
    if result.box != box_file.digest(ballot, wave):
        raise BadResult(
            f"This result is of another box file than that of round {wave}. Give the keyholders the "
            "box file anew, and let them open that one."
        )
    if result.cast != box.count(ballot, wave):
        raise BadResult(f"This result counts {result.cast} ballots, which is not what was cast.")
    return result


def keep(ballot: Session, wave: str, content: bytes) -> None:
    """Keep a result until it is taken, in place of one that came before. Raises as ``check``.

    After the taking it is too late to matter, and no error: the same file may be sent again.
    """
    held = keys.hold(ballot, wave)
    if held.state == BoxState.OPENED and read(content).wave == wave:
        return
    check(ballot, wave, content)
    there = ballot.get(SealedResult, wave)
    if there is None:
        ballot.add(SealedResult(wave=wave, content=content))
    else:
        there.content = content
    ballot.flush()


def has_come(ballot: Session, wave: str) -> bool:
    """Whether a result waits to be taken."""
    return ballot.get(SealedResult, wave) is not None


def is_awaited(ballot: Session, wave: str) -> bool:
    """Whether the wave's box is closed and still there."""
    return keys.find(ballot, wave).state == BoxState.CLOSED
