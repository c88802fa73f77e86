"""Prepare a wave's release: redact, tag, count, fill the clearing queue, rehearse the publication."""

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.disclosure import prepare
from surveys.fieldwork import waves
from surveys.keyring import Keyring


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Prepare it after the box was opened. Nothing is published."""
    wave = waves.find(people, code)
    prepared = prepare.prepare(people, ballot, keyring, wave)
    audit.record(people, "job", "release prepared", code)
    people.commit()
    return (
        f"{code}: {prepared.tabulated} answers tabulated, {prepared.comments} comments read, "
        f"{prepared.queued} wait for a steward. {prepared.groups_shown} groups have figures of "
        f"their own, {prepared.groups_combined} are counted with others. "
        f"{prepared.figures_withheld} of {prepared.figures_shown + prepared.figures_withheld} "
        "figures are withheld. Nothing is published yet."
    )
