"""Invitations: who is sent a personal link in which wave, and the secret that goes into it.

The secret is HMAC-SHA256(mailing key, invitation), made anew whenever a letter is sent and stored nowhere. The mailing key
is in the folder of keys and dies when the wave closes; without it nothing connects a person with a link's row.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.tree import WaveGroup
from surveys.keyring import Keyring

_SECRET: Final = 16
_KEY: Final = 32


class Invitation(People):
    """Somebody is asked by a personal link. Whether it was opened stands nowhere near here."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("wave", "worker_id"),)

    #: Random: what the secret is made from.
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    wave: Mapped[str] = mapped_column(String(20), index=True)
    block: Mapped[str] = mapped_column(String(60))
    worker_id: Mapped[int] = mapped_column(ForeignKey("worker.id"))
    #: Whether the letter has been handed to the mail server.
    sent: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True)
class Letter:
    """What a letter needs: to whom, and the end of the link."""

    invitation: bytes
    email: str
    #: 43 letters and digits: the secret and the first 16 bytes of the key document's SHA-256.
    fragment: str


def make(
    people: Session, keyring: Keyring, wave: str, blocks: Sequence[WaveGroup]
) -> Mapping[bytes, str]:
    """Invite everybody with an address: secret -> block, for ``credentials.links``. A second call gives the same.

    Who has no address answers with a slip.
    """
    known = {row.worker_id: row for row in _of(people, wave)}
    homes = _homes(people, blocks)
    for worker in people.scalars(
        select(Worker).where(Worker.active, Worker.email.is_not(None)).order_by(Worker.id)
    ):
        block = homes.get(worker.group_code)
        if block is not None and worker.id not in known:
            known[worker.id] = Invitation(
                id=secrets.token_bytes(16), wave=wave, block=block, worker_id=worker.id, sent=False
            )
            people.add(known[worker.id])
    people.flush()
    key = _mailing_key(keyring, wave)
    return {_secret(key, row.id): row.block for row in known.values()}


def unsent(people: Session, keyring: Keyring, wave: str, key_document: bytes) -> Iterator[Letter]:
    """Letters that have not been handed over, in no order. Raises KeyGone once the wave has closed."""
    key = keyring.read(key_name(wave))
    chosen = (
        select(Invitation.id, Worker.email)
        .join(Worker, Worker.id == Invitation.worker_id)
        .where(Invitation.wave == wave, Invitation.sent.is_(False), Worker.email.is_not(None))
        .order_by(Invitation.id)
    )
    for made in people.execute(chosen).all():
        yield Letter(made.id, made.email, fragment(_secret(key, made.id), key_document))


def sent(people: Session, invitation: bytes) -> None:
    """The letter has been handed to the mail server."""
    people.get_one(Invitation, invitation).sent = True
    people.flush()


def counts(people: Session, wave: str) -> tuple[int, int]:
    """How many were invited by link, and how many of their letters have been handed over."""
    invited, handed = people.execute(
        select(func.count(), func.count().filter(Invitation.sent)).where(Invitation.wave == wave)
    ).one()
    return invited, handed


def per_block(people: Session, wave: str) -> Mapping[str, int]:
    """Block -> people invited by link."""
    counted = (
        select(Invitation.block, func.count())
        .where(Invitation.wave == wave)
        .group_by(Invitation.block)
    )
    return dict(people.execute(counted).all())


def clear(people: Session, wave: str) -> None:
    """At the close: who was invited by link is forgotten."""
    people.execute(delete(Invitation).where(Invitation.wave == wave))


def forget_key(keyring: Keyring, wave: str) -> None:
    """At the close the mailing key dies: no link can be made again. May be repeated."""
    keyring.shred(key_name(wave))


def fragment(secret: bytes, key_document: bytes) -> str:
    """What stands behind ``#`` in a link: base64url of the secret and of half the key document's SHA-256."""
    half = hashlib.sha256(key_document).digest()[:_SECRET]
    return urlsafe_b64encode(secret + half).decode().rstrip("=")


def key_name(wave: str) -> str:
    """The mailing key's name in the keyring."""
    return f"{wave}.mailing"


def _of(people: Session, wave: str) -> Collection[Invitation]:
    return people.scalars(select(Invitation).where(Invitation.wave == wave)).all()


def _homes(people: Session, blocks: Sequence[WaveGroup]) -> Mapping[str, str]:
    """Unit -> the block its people answer in; a closed unit's people count in the nearest open one above."""
    homes = {unit: block.code for block in blocks for unit in block.units}
    parents = dict(people.execute(select(ReportingGroup.code, ReportingGroup.parent_code)).all())
    for unit in parents:
        above: str | None = unit
        while above is not None and above not in homes:
            above = parents[above]
        if above is not None:
            homes[unit] = homes[above]
    return homes


def _mailing_key(keyring: Keyring, wave: str) -> bytes:
    """The key a killed call left behind, or a new one. A half-written one has made no link yet."""
    name = key_name(wave)
    if keyring.holds(name) and len(keyring.read(name)) != _KEY:
        keyring.shred(name)
    if not keyring.holds(name):
        keyring.write(name, secrets.token_bytes(_KEY))
    return keyring.read(name)


def _secret(key: bytes, invitation: bytes) -> bytes:
    return hmac.digest(key, b"pulse/1|link|" + invitation, "sha256")[:_SECRET]
