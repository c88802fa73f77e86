"""The opening at custody level 1: after a wave has closed the server opens its box, once.

Keeps docs/promise.md#unlinkable: what joined answers to ballots is destroyed in the transaction that writes them (``parting``).
The private key goes after that (``sweep``).

It knows no instrument on purpose: an answer that a round does not offer is left out where answers are read, which can
be done again; a ballot dropped here is gone.
"""

from collections.abc import Callable, Iterator

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from surveys.canonical import Json
from surveys.credentials.keys import BallotWave, BoxState
from surveys.errors import Refusal
from surveys.keyring import Keyring
from surveys.responses import opened, packing, parting, seal
from surveys.responses.box import SealedBallot
from surveys.responses.parting import Contents, Opening, StillOpen, WrongKey

__all__ = ("HeldByKeyholders", "Opening", "Progress", "StillOpen", "WrongKey", "open_box")

Progress = Callable[[int, int], None]


class HeldByKeyholders(Refusal):
    """The key of this wave was never on the server."""


def open_box(
    ballot: Session, keyring: Keyring, wave: str, *, progress: Progress | None = None
) -> Opening:
    """Open a closed wave's box; a second call says what the first one found.

    The caller commits, then calls ``sweep.sweep``. Killed anywhere before the commit nothing has happened but a reading
    key nobody has used; killed after it the sweep remains, and it can be repeated. ``progress`` is told (done, all).
    Raises NoSuchBox, StillOpen, HeldByKeyholders, KeyGone, WrongKey.
    """
    held = parting.closed(ballot, wave)
    if held.state == BoxState.OPENED:
        return parting.found(ballot, held)
    if held.keys.reading_key is not None:
        raise HeldByKeyholders(
            f"Two of three keyholders open round {wave}, not the server. Give them the box "
            f"(`flask box export {wave} FILE`) and take their result (`flask box take {wave} FILE`)."
        )
    private_key = _fitting_key(keyring, held)
    contents = _read(ballot, wave, private_key, progress or _silent)
    return parting.part(ballot, keyring, held, contents)


def _silent(done: int, of: int) -> None:
    pass


def _fitting_key(keyring: Keyring, wave: BallotWave) -> ec.EllipticCurvePrivateKey:
    private_key = seal.load_key(keyring.read(seal.key_name(wave.wave)))
    if seal.public_part(private_key) != wave.keys.sealing_key:
        raise WrongKey(
            f"The private key of round {wave.wave} on this machine is not the one its ballots "
            "were sealed to. Check that the folder of keys and the database belong together."
        )
    return private_key


def _read(
    ballot: Session, wave: str, private_key: ec.EllipticCurvePrivateKey, progress: Progress
) -> Contents:
    """Answers, comments and how many ballots were neither. One ballot at a time is in memory sealed."""
    answers: list[Json] = []
    comments: list[Json] = []
    unreadable = 0
    total = ballot.scalar(select(func.count()).where(SealedBallot.wave == wave)) or 0
    for done, row in enumerate(_ballots(ballot, wave), start=1):
        try:
            contents = packing.unpack(seal.unseal(private_key, wave, row.block, row.ciphertext))
        except packing.Unreadable:
            unreadable += 1
        else:
            answers.append([row.block, contents.answers])
            comments += [opened.comment_row(row.block, one) for one in contents.comments]
        progress(done, total)
    return Contents(answers, comments, unreadable)


def _ballots(ballot: Session, wave: str) -> Iterator[Row[str, bytes]]:
    chosen = select(SealedBallot.block, SealedBallot.ciphertext).where(SealedBallot.wave == wave)
    yield from ballot.execute(chosen.execution_options(yield_per=200))
