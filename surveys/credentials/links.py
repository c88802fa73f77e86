"""Links: what the secret of a personal link opens, and that a credential was signed for it once. No person is named here.

Keeps docs/promise.md#one-response and #unlinkable: who holds which secret is known only to whoever has the mailing key
(``surveys.fieldwork.invitations``), which dies when the wave closes; so do these rows.
"""

import hashlib
import os
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final, cast

from sqlalchemy import CursorResult, LargeBinary, String, delete, func, insert, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.credentials import blind
from surveys.db import People
from surveys.errors import Refusal
from surveys.keyring import Keyring
from surveys.speech import say

#: Bytes of a secret.
SECRET: Final = 16


class Link(People):
    """A secret that was sent to somebody: its digest, and what has been done with it."""

    __tablename__ = "link"
    __table_args__ = ({"sqlite_with_rowid": False},)

    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    #: SHA-256 of the secret.
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    block: Mapped[str] = mapped_column(String(60))
    #: SHA-256 of the blinded message that was signed: the same one again is signed again, another never.
    signed: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    #: Its owner would rather use paper: it signs nothing any more, and a slip goes into the hat.
    on_paper: Mapped[bool] = mapped_column(default=False)


class UnknownLink(Refusal):
    """No open wave knows this secret."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This link does not open a round that is open now. "
                "Use the link in your newest message, or a paper slip."
            )
        )


class SpentLink(Refusal):
    """The link has given its right to answer already, to another browser or page."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This link has been opened before, on another phone or in another browser, and each link works once. "
                "Go on there. If it was not you, tell your union. It cannot be replaced: then somebody could answer twice."
            )
        )


class OnPaper(Refusal):
    """The link was given up for a slip."""

    def __init__(self) -> None:
        super().__init__(
            say("This link was given up for a paper slip. Use the slip, or ask your union for one.")
        )


def add(people: Session, wave: str, secrets_of: Mapping[bytes, str]) -> None:
    """Enter the links of a wave: secret -> block. In the order of their digests, which says nothing."""
    rows = sorted((_digest(secret), block) for secret, block in secrets_of.items())
    if rows:
        people.execute(
            insert(Link),
            [{"wave": wave, "digest": d, "block": b, "on_paper": False} for d, b in rows],
        )


def find(people: Session, wave: str, secret: bytes) -> Link:
    """The link of this secret, whatever has been done with it. Raises UnknownLink."""
    found = people.get(Link, (wave, _digest(secret))) if len(secret) == SECRET else None
    if found is None:
        raise UnknownLink
    return found


def sign(people: Session, keyring: Keyring, wave: str, secret: bytes, blinded: bytes) -> bytes:
    """The blind signature of the key of the link's block, 384 bytes. The caller commits, then hands it out.

    The same blinded message again is signed again: its first answer was lost. Raises UnknownLink, SpentLink, OnPaper,
    NotBlinded, SigningFailed, KeyGone.
    """
    link = find(people, wave, secret)
    if link.on_paper:
        raise OnPaper
    # Signed first: a message that cannot be signed uses nothing up.
    signature = blind.sign(blind.load_key(keyring.read(key_name(wave, link.block))), blinded)
    message = hashlib.sha256(blinded).digest()
    taken = (
        update(Link)
        .where(
            Link.wave == wave,
            Link.digest == link.digest,
            Link.on_paper.is_(False),
            or_(Link.signed.is_(None), Link.signed == message),
        )
        .values(signed=message)
    )
    done = cast("CursorResult[tuple[()]]", people.execute(taken))
    if done.rowcount != 1:
        raise SpentLink
    return signature


def give_up(people: Session, wave: str, secret: bytes) -> None:
    """Its owner would rather use paper. Raises UnknownLink, SpentLink; harmless when it was given up before."""
    link = find(people, wave, secret)
    unused = (
        update(Link)
        .where(Link.wave == wave, Link.digest == link.digest, Link.signed.is_(None))
        .values(on_paper=True)
    )
    done = cast("CursorResult[tuple[()]]", people.execute(unused))
    if done.rowcount != 1:
        raise SpentLink


def on_paper(people: Session, wave: str) -> Mapping[str, int]:
    """Block -> links that were given up for a slip."""
    counted = (
        select(Link.block, func.count())
        .where(Link.wave == wave, Link.on_paper)
        .group_by(Link.block)
    )
    return dict(people.execute(counted).all())


def signed(people: Session, wave: str) -> Mapping[str, int]:
    """Block -> credentials signed, for the audit at the close. Shown to nobody before."""
    counted = (
        select(Link.block, func.count())
        .where(Link.wave == wave, Link.signed.is_not(None))
        .group_by(Link.block)
    )
    return dict(people.execute(counted).all())


def make_keys(keyring: Keyring, wave: str, blocks: Collection[str]) -> Mapping[str, bytes]:
    """Block -> modulus (384 bytes) of its signing key; keys that a killed call left behind are found again.

    A key takes about 0.3 s to make, so they are made side by side.
    """
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        made = threads.map(lambda block: _key(keyring, key_name(wave, block)), blocks)
        return {block: blind.public_part(key) for block, key in zip(blocks, made, strict=True)}


def clear(people: Session, wave: str) -> None:
    """Remove a wave's links: nobody can answer by one any more, and nobody can see which were opened."""
    people.execute(delete(Link).where(Link.wave == wave))


def forget_keys(keyring: Keyring, wave: str, blocks: Collection[str]) -> None:
    """At the close the signing keys die. May be repeated."""
    for block in blocks:
        keyring.shred(key_name(wave, block))


def key_name(wave: str, block: str) -> str:
    """The signing key's name in the keyring. A block's own code may hold what no file name may."""
    return f"{wave}.{hashlib.sha256(block.encode()).hexdigest()[:16]}.credential"


def _key(keyring: Keyring, name: str) -> blind.PrivateKey:
    if keyring.holds(name):
        try:
            return blind.load_key(keyring.read(name))
        except ValueError:
            keyring.shred(name)  # half written by a killed call; promised to nobody
    keyring.write(name, blind.new_key())
    return blind.load_key(keyring.read(name))


def _digest(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()
