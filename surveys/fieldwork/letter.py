"""A letter: one message to somebody who is asked by link, and how far it is. Its text is stored nowhere.

Nothing here says whether a link was opened, and at the close all of it goes (``invitations.clear``).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveys.db import People, one_of
from surveys.fieldwork.correspondence import Channel, Fate, Kind


class LetterRow(People):
    """A letter that is sent or to be sent. Its text is stored nowhere."""

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("invitation_id", "kind"),)

    #: Random; also the reference under which GOV.UK Notify knows it.
    reference: Mapped[str] = mapped_column(String(32), primary_key=True)
    wave: Mapped[str] = mapped_column(String(20), index=True)
    invitation_id: Mapped[bytes] = mapped_column(
        LargeBinary(16), ForeignKey("invitation.id", ondelete="CASCADE")
    )
    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    fate: Mapped[Fate] = mapped_column(one_of(Fate), default=Fate.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    #: It was under way when a runner died, so it was sent once more: it may have come twice.
    perhaps_twice: Mapped[bool] = mapped_column(default=False)
    handed_on: Mapped[date | None]


@dataclass(frozen=True)
class Letter:
    """What it takes to write one."""

    reference: str
    invitation: bytes
    kind: Kind
    channel: Channel
    to: str
    #: 43 letters and digits behind the # of the link
    fragment: str
    #: what ends all letters to this person
    stop_code: str
