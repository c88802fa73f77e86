"""Rounds with a box, and ballots to put in it: plain functions for the tests of slips, box and opening."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from surveys.comments.readers import Reader
from surveys.credentials import key_document, keys, slips
from surveys.credentials.keys import BallotWave
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import Wave
from surveys.keyring import Keyring
from surveys.responses import box, cast, seal
from surveys.responses.seal import Comment

CODE = "2026-12"
BLOCKS = {"north": 12, "south": 8}


def make_wave(code: str = CODE) -> Wave:
    return Wave(
        code=code,
        names={"en": "December 2026", "cy": "Rhagfyr 2026"},
        opens_on=date(2026, 12, 1),
        closes_on=date(2026, 12, 14),
        releases_on=date(2027, 1, 11),
        release_hour=9,
        instrument_document={"code": "core", "items": []},
        pledge_document={"threshold": 5},
    )


def make_blocks(heads: Mapping[str, int] = BLOCKS) -> list[WaveGroup]:
    return [
        WaveGroup(code=code, names={"en": f"Team {code}"}, headcount=count, is_block=True)
        for code, count in heads.items()
    ]


def set_up(
    ballot: Session, keyring: Keyring, *, code: str = CODE, heads: Mapping[str, int] = BLOCKS
) -> BallotWave:
    """An open round, committed."""
    made = box.set_up(ballot, keyring, make_wave(code), make_blocks(heads))
    ballot.commit()
    return made


def make_slips(
    ballot: Session, *, code: str = CODE, heads: Mapping[str, int] = BLOCKS
) -> list[tuple[str, str]]:
    """(block, code) for everybody, committed."""
    made = slips.make(ballot, code, heads)
    ballot.commit()
    return [(block, slip) for block, several in made.items() for slip in several]


def sealed(
    document: bytes, block: str, *, words: str = "", answers: Mapping[str, str] | None = None
) -> bytes:
    """A ballot of this block; with a comment when there are words."""
    said = [Comment("why", words, Reader.UNION)] if words else []
    packed = seal.pack(answers or {"q1": "agree"}, said)
    return seal.seal(
        key_document.public_key(document), key_document.read(document).wave, block, packed
    )


def cast_all(
    ballot: Session, rights: Sequence[tuple[str, str]], *, code: str = CODE
) -> list[bytes]:
    """One ballot a right, numbered in the order of casting; the ciphertexts in that order. Committed."""
    document = keys.find(ballot, code).key_document
    sent = []
    for number, (block, slip) in enumerate(rights):
        ciphertext = sealed(
            document, block, answers={"q1": f"n{number:05}"}, words=f"secret words {number:05}"
        )
        cast.cast(ballot, slip, ciphertext)
        sent.append(ciphertext)
    ballot.commit()
    return sent
