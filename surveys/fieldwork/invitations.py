"""Invitations: who is sent a personal link in which wave, and the secret that goes into it.

The secret is HMAC-SHA256(mailing key, invitation), made anew whenever a letter is sent and stored nowhere. The mailing key
is in the folder of keys and dies when the wave closes; without it nothing connects a person with a link's row.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People, one_of
from surveys.fieldwork.correspondence import Channel
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
    channel: Mapped[Channel] = mapped_column(one_of(Channel), default=Channel.EMAIL)


def make(
    people: Session,
    keyring: Keyring,
    wave: str,
    blocks: Sequence[WaveGroup],
    *,
    texts: bool = False,
) -> Mapping[bytes, str]:
    """Invite everybody who can be reached: secret -> block, for ``credentials.links``. A second call gives the same.

    By e-mail, and with ``texts`` by text message where there is no e-mail address but a mobile number of their own.
    Who has neither, whose address did not work, or who wants no letters answers with a slip.
    """
    known = {row.worker_id: row for row in _of(people, wave)}
    homes = _homes(people, blocks)
    for worker, channel in _reached(people, texts=texts):
        block = homes.get(worker.group_code)
        if block is not None and worker.id not in known:
            known[worker.id] = Invitation(
                id=secrets.token_bytes(16),
                wave=wave,
                block=block,
                worker_id=worker.id,
                channel=channel,
            )
            people.add(known[worker.id])
    people.flush()
    key = _mailing_key(keyring, wave)
    return {_secret(key, row.id): row.block for row in known.values()}


def fragments(keyring: Keyring, wave: str, key_document: bytes) -> Callable[[bytes], str]:
    """Invitation -> the end of its link. Raises KeyGone once the wave has closed."""
    key = keyring.read(key_name(wave))
    return lambda invitation: fragment(_secret(key, invitation), key_document)


def invited(people: Session, wave: str) -> int:
    """How many are asked by link."""
    return people.scalar(select(func.count()).where(Invitation.wave == wave)) or 0


def per_block(people: Session, wave: str) -> Mapping[str, int]:
    """Block -> people invited by link."""
    counted = (
        select(Invitation.block, func.count())
        .where(Invitation.wave == wave)
        .group_by(Invitation.block)
    )
    return dict(people.execute(counted).all())


def clear(people: Session, wave: str) -> None:
    """At the close: who was invited by link is forgotten, and every letter with it."""
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


def _reached(people: Session, *, texts: bool) -> Iterator[tuple[Worker, Channel]]:
    """A number that several give is nobody's own: whoever holds that phone could answer for the others."""
    reachable = (
        select(Worker)
        .where(Worker.active, Worker.no_letters.is_(False), Worker.came_back.is_(None))
        .order_by(Worker.id)
    )
    found = people.scalars(reachable).all()
    holders = Counter(mobile_key(worker.mobile) for worker in found if worker.mobile)
    for worker in found:
        if worker.email:
            yield worker, Channel.EMAIL
        elif texts and worker.mobile and holders[mobile_key(worker.mobile)] == 1:
            yield worker, Channel.TEXT


def mobile_key(number: str) -> str:
    """The same for every way of writing a number: its last ten digits."""
    return "".join(c for c in number if c.isdigit())[-10:]


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
