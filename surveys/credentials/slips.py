"""Paper slips: one-time codes drawn from a hat, of which only salted digests are kept."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.db import Ballot


class Slip(Ballot):
    """A code that may be used once, in one wave and block. Whose hand drew it is known to nobody."""

    __tablename__ = "sealed_slip"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    #: SHA-256 of the wave's salt and the code.
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    block: Mapped[str] = mapped_column(String(60), index=True)
