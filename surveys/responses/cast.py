"""Casting: one right to answer is spent and one sealed ballot is in the box, together or not at all.

Keeps docs/promise.md#one-response. Nothing of the right is written beside the ballot.
"""

import hashlib
from dataclasses import dataclass

from surveys.credentials import slips, spend
from surveys.credentials.slips import Found, RoundOver, UsedCode
from surveys.db import Line
from surveys.errors import Refusal
from surveys.responses import box
from surveys.responses.seal import SEALED


@dataclass(frozen=True)
class Acknowledged:
    """The ballot is in the box once the caller has committed."""

    wave: str
    #: SHA-256 of the ciphertext.
    digest: bytes
    #: True when it was there before: the acknowledgement of the first sending was lost.
    again: bool = False


class BadBallot(Refusal):
    """Not a sealed ballot: something on the way changed it."""


class CopiedBallot(Refusal):
    """A ballot that somebody else has cast, sent with another code. The code is not spent."""


def cast(ballot: Line, code: str, ciphertext: bytes) -> Acknowledged:
    """Spend the code and put the ballot in the box. The caller commits, then acknowledges.

    The same code with the same ballot is acknowledged again. Raises UnknownCode, UsedCode, RoundOver, BadBallot,
    CopiedBallot; then nothing has changed.
    """
    if len(ciphertext) != SEALED or ciphertext[0] != 4:  # 4: an uncompressed point follows
        raise BadBallot("Your answers did not arrive whole. Send them again.")
    digest = hashlib.sha256(ciphertext).digest()
    found = slips.hold(ballot, code)
    wave, right = found.wave.wave, found.digest
    if not found.wave.is_open or not spend.spend(ballot, wave, right):
        return _again(ballot, found, digest)
    if not box.put(ballot, wave, digest=digest, block=found.block, ciphertext=ciphertext):
        spend.give_back(ballot, wave, right)
        raise CopiedBallot("These answers have been sent with another code. Start again.")
    return Acknowledged(wave, digest)


def _again(ballot: Line, found: Found, digest: bytes) -> Acknowledged:
    """A ballot that is in the box is acknowledged as often as it is sent, after the close too: it counts."""
    wave = found.wave.wave
    if spend.is_spent(ballot, wave, found.digest) and box.holds(ballot, wave, digest):
        return Acknowledged(wave, digest, again=True)
    raise UsedCode if found.wave.is_open else RoundOver
