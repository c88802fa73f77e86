"""How the audit log says that a round's answers are gone, and what was looked at then.

For pages whose process holds no keys and could not look itself.
"""

from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from pulse.access import audit
from pulse.access.audit import AuditEntry, Line

#: The act.
DESTROYED: Final = "answers destroyed"


def record(people: Session, code: str, about: str) -> None:
    """``about``: what goes on behind the round's code; it begins with a comma or a space."""
    audit.record(people, "job", DESTROYED, f"{code}{about}")


def of(people: Session, code: str) -> Line | None:
    """The last entry about this round; None while there is none."""
    found = people.scalar(
        select(AuditEntry)
        .where(
            AuditEntry.act == DESTROYED,
            or_(*(AuditEntry.about.startswith(f"{code}{end}") for end in (",", " "))),
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    return None if found is None else Line.of(found)
