"""Taken: who took published comments of a round away as a file, and on which days, as the audit log has it.

Reading a page is written down nowhere, so this is all that is known of where a comment went.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry

ACT: Final = "comments downloaded"
_ROUNDS: Final = ", rounds: "
_ALL: Final = "all"
#: An entry of the log is cut at 500 characters; longer lists of rounds are told as all of them.
_ROOM: Final = 400


@dataclass(frozen=True)
class Taken:
    """One reader. ``days``: on which they took a file that holds comments of the round, or may hold some."""

    by: str
    days: Sequence[date]


def about(what: str, waves: Collection[str]) -> str:
    """What the log says of a file: what it is, and of which rounds its comments are."""
    listed = " ".join(sorted(waves, reverse=True))
    return f"{what}{_ROUNDS}{listed if len(what) + len(listed) < _ROOM else _ALL}"


def of_wave(people: Session, wave: str, since: date) -> tuple[Taken, ...]:
    """Everybody who took some since a day, the latest first. Entries that name no rounds are older: they may hold some."""
    rows = people.scalars(
        select(AuditEntry)
        .where(AuditEntry.act == ACT, AuditEntry.day >= since)
        .order_by(AuditEntry.id.desc())
    )
    found: dict[str, dict[date, None]] = {}
    for row in rows:
        _, _, listed = row.about.partition(_ROUNDS)
        if not listed or listed == _ALL or wave in listed.split():
            found.setdefault(row.actor, {})[row.day] = None
    return tuple(Taken(by, tuple(days)) for by, days in found.items())
