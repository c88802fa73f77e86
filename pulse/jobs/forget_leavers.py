"""Forget people who left the roster long ago."""

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.fieldwork import leavers
from surveys.fieldwork.roster import Worker
from surveys.keyring import Keyring
from surveys.responses import sweep


def run(people: Session, _ballot: Session, _keyring: Keyring, _about: str) -> str:
    """Delete, commit, then wipe what deleting leaves in the database's files. May be repeated."""
    gone = leavers.forget(people)
    audit.record(people, "job", "leavers forgotten", f"{gone} people")
    people.commit()
    trouble = sweep.wipe(people.get_bind().engine, (Worker.__tablename__,))
    return f"{gone} leavers are forgotten." + (f" {trouble}" if trouble else "")
