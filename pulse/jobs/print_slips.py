"""Make the slips of a wave as one PDF."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.credentials import sheet, slips
from surveys.fieldwork import organisation, tree, waves


@dataclass(frozen=True)
class Printed:
    """The file, and what is in it."""

    pdf: bytes
    slips: int
    blocks: int


def run(  # noqa: PLR0913 - what a sheet needs to know
    people: Session, ballot: Session, *, wave_code: str, block: str | None, again: bool, address: str
) -> Printed:
    """One slip a head. Commits: a code that is on paper must work."""
    raise NotImplementedError(sheet, slips, organisation, tree, waves, people, ballot, wave_code, block, again, address, Printed)
