"""Make the files of a published wave's figures, once, and keep them."""

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.exports import files, kept
from surveys.keyring import Keyring


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:  # noqa: ARG001 - every job takes them
    """What is kept already stays as it was."""
    made = files.make(people, code)
    kept.keep(people, code, made)
    audit.record(people, "job", "files made", code)
    people.commit()
    return f"{code}: {len(made)} files can be downloaded."
