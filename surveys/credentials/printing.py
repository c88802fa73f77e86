"""Printing: the slips of an open wave, made and set as one PDF in one act. The codes exist in that file alone."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.credentials import keys, sheet, slips


@dataclass(frozen=True)
class Printed:
    """The file, and what is in it."""

    pdf: bytes
    slips: int
    blocks: int


def print_slips(
    ballot: Session,
    *,
    wave: str,
    block: str | None = None,
    again: bool = False,
    organisation: str,
    address: str,
) -> Printed:
    """A slip a head for one block, or for all; the caller commits before it hands the file out.

    ``again`` cancels the unused slips printed before. Raises NoSuchBox, RoundOver, TooManySlips, SlipsInUse, KeyError.
    """
    document = keys.find(ballot, wave).key_document
    heads = {each.code: each.headcount for each in keys.read(document).blocks}
    wanted = heads if block is None else {block: heads[block]}
    made = slips.replace(ballot, wave, list(wanted)) if again else slips.make(ballot, wave, wanted)
    pdf = sheet.pdf(document, made, organisation=organisation, address=address)
    return Printed(pdf, sum(map(len, made.values())), len(made))
