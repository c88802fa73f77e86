"""The sealed box: ballots as they were cast, readable by nobody until the wave's opening.

Keeps docs/promise.md#unlinkable: a row holds the wave, the block and the ciphertext, and its key is the ciphertext's
own digest, so that no counter, time or order is stored.
"""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.db import Ballot


class SealedBallot(Ballot):
    """One cast ballot. ``digest`` is SHA-256 of ``ciphertext``: the same ballot twice is one row."""

    __tablename__ = "sealed_box"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    block: Mapped[str] = mapped_column(String(60))
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary(8273))
