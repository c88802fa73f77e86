"""Printing: the slips of an open wave, made and set as one PDF in one act. The codes exist in that file alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy.orm import Session

from surveys.credentials import keys, sheet, slips
from surveys.speech import Speech


@dataclass(frozen=True)
class Printed:
    """The file, and what is in it."""

    pdf: bytes
    slips: int
    blocks: int


def print_slips(  # noqa: PLR0913 - each is named where it is called
    ballot: Session,
    *,
    wave: str,
    block: str | None = None,
    again: bool = False,
    moved: Mapping[str, int] = MappingProxyType({}),
    organisation: Mapping[str, str],
    address: str,
    languages: Sequence[Speech | None] = sheet.ENGLISH,
    large: bool = False,
) -> Printed:
    """A slip for everybody who has no link and no slip yet, in one block or in all; the caller commits before it hands
    the file out.

    ``again`` cancels the unused slips printed before. ``moved``: block -> links that were given up for paper. ``languages``,
    ``large``: as in ``sheet.pdf``. Raises
    NoSuchBox, RoundOver, TooManySlips (there is nothing left to print), SlipsInUse, NoSuchBlock.
    """
    document = keys.find(ballot, wave).key_document
    rooms = slips.room(ballot, wave, moved)
    if block is not None and block not in rooms:
        raise slips.NoSuchBlock(f"Round {wave} has no block called {block}.")
    wanted = rooms if block is None else {block: rooms[block]}
    if again:
        made = slips.replace(ballot, wave, list(wanted))
    elif any(wanted.values()):
        made = slips.make(ballot, wave, {b: n for b, n in wanted.items() if n > 0}, moved=moved)
    else:
        raise slips.TooManySlips("Everybody has a link or a slip. There is nothing to print.")
    pdf = sheet.pdf(
        document,
        made,
        organisation=organisation,
        address=address,
        languages=languages,
        large=large,
    )
    return Printed(pdf, sum(map(len, made.values())), len(made))
