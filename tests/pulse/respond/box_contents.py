"""What is in the box, read with the wave's private key: tests alone may, before the opening."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.responses import packing, seal
from surveys.responses.box import SealedBallot
from surveys.responses.packing import Contents


def contents(ballot: Session, keys: Path, wave: str) -> list[Contents]:
    """Every ballot of the wave, unsealed."""
    private = seal.load_key(Keyring(keys).read(seal.key_name(wave)))
    rows = ballot.scalars(select(SealedBallot).where(SealedBallot.wave == wave)).all()
    found = [packing.unpack(seal.unseal(private, wave, row.block, row.ciphertext)) for row in rows]
    ballot.rollback()  # a session that has looked holds the write lock of SQLite
    return found
