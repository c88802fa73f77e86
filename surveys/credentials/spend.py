"""Spending: a right to answer is used once. Spent rights and box rows name each other nowhere."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveys.db import Ballot


class Spent(Ballot):
    """A right that has been used."""

    __tablename__ = "sealed_spent"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
