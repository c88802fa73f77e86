"""Promised: what is about to be built must be what everybody was promised when the wave opened.

Keeps docs/promise.md#frozen: the key document stands in the other database, its hash on every slip and link. Whoever
edits a pledge, a day, a question or a block in the people database afterwards gets no release out of it.
"""

import hashlib
from collections.abc import Iterator

from sqlalchemy.orm import Session

from surveys import canonical
from surveys.credentials import key_document, keys
from surveys.credentials.key_document import KeyDocument
from surveys.errors import Refusal
from surveys.fieldwork import tree
from surveys.fieldwork.waves import Wave


class NotAsPromised(Refusal):
    """The people database says something else than the key document."""


def demand(people: Session, ballot: Session, wave: Wave) -> str:
    """SHA-256 of the key document, 64 hexadecimal digits. Raises NotAsPromised, naming what differs; NoSuchBox."""
    document = keys.find(ballot, wave.code).key_document
    differs = ", ".join(_differing(people, wave, key_document.read(document)))
    if differs:
        raise NotAsPromised(
            f"Round {wave.code}: the database was changed after the round had opened ({differs}). Its key document "
            f"says otherwise, and everybody was given that one: {key_document.four_words(document)}. "
            "Nothing is built. Put back what was promised, and ask who changed it."
        )
    return hashlib.sha256(document).hexdigest()


def _differing(people: Session, wave: Wave, promised: KeyDocument) -> Iterator[str]:
    now = wave.pledge_document
    aspects = sorted({*now, *promised.pledge})
    yield from (
        f"{aspect}: promised {promised.pledge.get(aspect)}, now {now.get(aspect)}"
        for aspect in aspects
        if now.get(aspect) != promised.pledge.get(aspect)
    )
    if canonical.fingerprint(wave.instrument_document) != promised.instrument:  # type: ignore[arg-type]  # JSON
        yield "the questions"
    if (wave.opens_on, wave.closes_on) != (promised.opens_on, promised.closes_on):
        yield "the days"
    if (wave.releases_on, wave.release_hour) != (promised.releases_on, promised.release_hour):
        yield "the hour of the results"
    blocks = {group.code: group.headcount for group in tree.of(people, wave) if group.is_block}
    if blocks != {block.code: block.headcount for block in promised.blocks}:
        yield "the blocks"
