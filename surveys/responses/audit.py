"""Audit: what a wave's close leaves for others to recount, made once and never changed.

Keeps docs/promise.md#one-response. It holds every credential that was used (seen by nobody who knows whose it is) and
how many of each block took part; no answer, and nothing of one.
"""

import hashlib
from collections.abc import Mapping

from sqlalchemy import LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import canonical
from surveys.canonical import Json
from surveys.credentials import keys, links
from surveys.credentials.credential import PREPARED
from surveys.credentials.key_document import Block
from surveys.credentials.recount import FORMAT
from surveys.credentials.slips import Slip
from surveys.credentials.spend import Spent
from surveys.db import People
from surveys.errors import Missing
from surveys.responses import box
from surveys.responses.box import SealedBallot
from surveys.responses.parting import StillOpen


class NoAudit(Missing):
    """The wave has not closed, or closed before audits were made."""


class WaveAudit(People):
    """The audit of one wave, and the key document it is recounted with. The database refuses to change it."""

    __tablename__ = "wave_audit"

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    #: Canonical JSON: ``surveys.credentials.recount``.
    content: Mapped[bytes] = mapped_column(LargeBinary)
    #: Byte for byte as published when the wave opened.
    key_document: Mapped[bytes] = mapped_column(LargeBinary)


def make(people: Session, ballot: Session, wave: str) -> WaveAudit:
    """The audit of a wave that takes no more answers, from its links, slips, spent rights and box.

    A second call finds the first one's work. After the box was opened, or the links forgotten, there is nothing to make
    it from. Raises NoSuchBox, StillOpen.
    """
    known = people.get(WaveAudit, wave)
    if known is not None:
        return known
    held = keys.find(ballot, wave)
    if held.is_open:
        raise StillOpen(f"Round {wave} takes answers until it closes. It is audited after that.")
    document: dict[str, Json] = {
        "format": FORMAT,
        "wave": wave,
        "key_document": hashlib.sha256(held.key_document).hexdigest(),
        "cast": box.count(ballot, wave),
        "responses_by_link": _credentials(ballot, wave),
        "blocks": _blocks(people, ballot, wave, held.keys.blocks),
    }
    made = WaveAudit(wave=wave, content=canonical.dumps(document), key_document=held.key_document)
    people.add(made)
    people.flush()
    return made


def find(people: Session, wave: str) -> WaveAudit:
    """The audit of a wave. Raises NoAudit."""
    found = people.get(WaveAudit, wave)
    if found is None:
        raise NoAudit(f"There is no audit of round {wave}. It is made when the round closes.")
    return found


def every(people: Session) -> tuple[str, ...]:
    """Codes of the waves that have one, the latest last."""
    return tuple(people.scalars(select(WaveAudit.wave).order_by(WaveAudit.wave)))


def _credentials(ballot: Session, wave: str) -> Json:
    """[block, token, signature] of every response by link. Sorted: by block, then by the token's random bytes."""
    rows = ballot.execute(
        select(Spent.block, Spent.proof).where(Spent.wave == wave, Spent.proof.is_not(None))
    )
    return sorted(
        [str(block), bytes(proof or b"")[:PREPARED].hex(), bytes(proof or b"")[PREPARED:].hex()]
        for block, proof in rows
    )


def _blocks(people: Session, ballot: Session, wave: str, blocks: tuple[Block, ...]) -> Json:
    given_up, signed = links.on_paper(people, wave), links.signed(people, wave)
    printed = _count(ballot, wave, Slip)
    used = _used_slips(ballot, wave)
    cast = _count(ballot, wave, SealedBallot)
    return [
        {
            "code": block.code,
            "headcount": block.headcount,
            "links": block.links,
            "given_up": given_up.get(block.code, 0),
            "signed": signed.get(block.code, 0),
            "slips_printed": printed.get(block.code, 0),
            "slips_used": used.get(block.code, 0),
            "cast": cast.get(block.code, 0),
        }
        for block in blocks
    ]


def _count(ballot: Session, wave: str, table: type[Slip | SealedBallot]) -> Mapping[str, int]:
    counted = select(table.block, func.count()).where(table.wave == wave).group_by(table.block)
    return dict(ballot.execute(counted).all())


def _used_slips(ballot: Session, wave: str) -> Mapping[str, int]:
    counted = (
        select(Slip.block, func.count())
        .join(Spent, (Spent.wave == Slip.wave) & (Spent.digest == Slip.digest))
        .where(Slip.wave == wave)
        .group_by(Slip.block)
    )
    return dict(ballot.execute(counted).all())
