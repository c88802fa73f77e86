"""Opened answers: two shuffled, encrypted blobs a wave, one of answers and one of comments, and nothing that joins them."""

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.db import Ballot


class Opened(Ballot):
    """A blob under the wave's reading key, which is kept outside the databases and shredded on the stated day."""

    __tablename__ = "sealed_opened"
    __table_args__ = (CheckConstraint("kind IN ('answers', 'comments')", name="kind"),)

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    blob: Mapped[bytes] = mapped_column(LargeBinary)
    #: How many rows are in the blob, for the count cast = opened = tabulated.
    rows: Mapped[int]
