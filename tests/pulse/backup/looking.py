"""What tests of a restore look at, and the day on which they do it."""

from collections.abc import Callable
from datetime import date

from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pulse.extensions import Store
from surveys import clock, db

Speak = Callable[..., Result]


def counted(store: Store, chain: str) -> dict[str, int]:
    """Table -> rows."""
    bases = {"people": db.People, "ballot": db.Ballot}
    with Session(db.reading(getattr(store, chain))) as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in bases[chain].metadata.tables.items()
        }


def on(day: date, speak: Speak, *words: object) -> Result:
    with clock.at(day):
        return speak(*words)
