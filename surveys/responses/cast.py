"""Casting: one right to answer is spent and one sealed ballot is in the box, together or not at all.

Keeps docs/promise.md#one-response. Nothing of the right is written beside the ballot.
"""

import hashlib
from dataclasses import dataclass

from surveys.credentials import credential, slips, spend
from surveys.credentials.credential import Credential
from surveys.credentials.right import Right
from surveys.db import Line
from surveys.errors import Refusal
from surveys.responses import box
from surveys.responses.envelope import BadBallot
from surveys.responses.seal import SEALED
from surveys.speech import say


@dataclass(frozen=True)
class Acknowledged:
    """The ballot is in the box once the caller has committed."""

    wave: str
    #: SHA-256 of the ciphertext.
    digest: bytes
    #: True when it was there before: the acknowledgement of the first sending was lost.
    again: bool = False


class CopiedBallot(Refusal):
    """A ballot that somebody else has cast, sent with another code. The code is not spent."""


def cast(ballot: Line, right: str | Credential, ciphertext: bytes) -> Acknowledged:
    """Spend the right (a slip's code, or a credential) and put the ballot in the box. The caller commits, then acknowledges.

    The same right with the same ballot is acknowledged again. Raises UnknownCode, BadCredential, UsedCode, UsedLink,
    RoundOver, BadBallot, CopiedBallot; then nothing has changed.
    """
    if len(ciphertext) != SEALED or ciphertext[0] != 4:  # 4: an uncompressed point follows
        raise BadBallot
    digest = hashlib.sha256(ciphertext).digest()
    held = slips.hold(ballot, right) if isinstance(right, str) else credential.hold(ballot, right)
    wave = held.wave.wave
    if not held.wave.is_open or not spend.spend(ballot, held):
        return _again(ballot, held, digest)
    if not box.put(ballot, wave, digest=digest, block=held.block, ciphertext=ciphertext):
        spend.give_back(ballot, held)
        raise CopiedBallot(say("These answers have been sent by somebody else. Start again."))
    return Acknowledged(wave, digest)


def _again(ballot: Line, held: Right, digest: bytes) -> Acknowledged:
    """A ballot that is in the box is acknowledged as often as it is sent, after the close too: it counts."""
    wave = held.wave.wave
    if spend.is_spent(ballot, wave, held.digest) and box.holds(ballot, wave, digest):
        return Acknowledged(wave, digest, again=True)
    raise held.used()
