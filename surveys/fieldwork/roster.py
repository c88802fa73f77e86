"""The roster: who may be asked, and in which reporting group they work. The only table of workers."""

import secrets
from datetime import date

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People


class Worker(People):
    """Somebody who may be asked. Nothing that is kept with an answer ever leads here."""

    __tablename__ = "worker"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: HR's own key: what makes a second import update rather than duplicate.
    staff_number: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    mobile: Mapped[str | None] = mapped_column(String(40))
    group_code: Mapped[str] = mapped_column(ForeignKey("reporting_group.code"), index=True)
    job_title: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    #: The day on which HR's file no longer had them; some time later they are forgotten (``leavers``).
    left_on: Mapped[date | None]
    #: Behind /stop/ in every letter: whoever has it ends and takes up letters to this person, and can do nothing else.
    stop_code: Mapped[str] = mapped_column(
        String(22), index=True, unique=True, default=lambda: secrets.token_urlsafe(16)
    )
    #: They asked for no letters; they answer by slip. Shown to nobody by name.
    no_letters: Mapped[bool] = mapped_column(default=False)
    #: Why the last letter came back, until their address changes.
    came_back: Mapped[str | None] = mapped_column(String(200))


def headcounts(people: Session) -> dict[str, int]:
    """Group code -> people on the roster whose own place is that group; groups with nobody left out."""
    counted = people.execute(
        select(Worker.group_code, func.count()).where(Worker.active).group_by(Worker.group_code)
    )
    return dict(counted.all())


def everybody(people: Session) -> tuple[Worker, ...]:
    """Everybody ever on the roster, leavers included, by staff number."""
    return tuple(people.scalars(select(Worker).order_by(Worker.staff_number)))
