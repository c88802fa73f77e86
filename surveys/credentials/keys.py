"""The key document: what a wave promises to everyone's browser, the same bytes for all.

Canonical JSON of the wave's public sealing key, blocks with headcounts, dates, instrument fingerprint and pledge. Its
SHA-256 is shown as four words on slips, posters and the promise page, so that two people can compare what they were given.
"""

from enum import StrEnum

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.db import Ballot, one_of


class BoxState(StrEnum):
    """Where the box stands, in the ballot database's own words."""

    OPEN = "open"
    CLOSED = "closed"
    OPENED = "opened"


class BallotWave(Ballot):
    """The ballot database's own copy of what it needs to know of a wave. No key crosses to the other database."""

    __tablename__ = "ballot_wave"

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[BoxState] = mapped_column(one_of(BoxState))
    #: Canonical JSON, byte for byte as published.
    key_document: Mapped[bytes] = mapped_column(LargeBinary)
    #: Salt of the slips' digests.
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
