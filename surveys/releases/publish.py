"""The one writer of releases. ``surveys.disclosure`` alone may import it.

Keeps docs/promise.md#same-moment: a release is written once, signed, and named by the digest in the release after it.
"""

from typing import cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from surveys import canonical
from surveys.errors import Refusal
from surveys.keyring import Keyring
from surveys.releases import manifest
from surveys.releases.document import Cell, Draft
from surveys.releases.release import Kind, Release, ReleaseCell, ReleaseComment, ReleasePart

SIGNING_KEY = "release-signing"


class AlreadyPublished(Refusal):
    """The figures of a wave are published once."""


def publish(people: Session, keyring: Keyring, draft: Draft) -> Release:
    """Add the draft to the chain, signed. The signing key is made on first use.

    Raises AlreadyPublished when the wave's figures are out already.
    """
    _refuse_a_second(people, draft)
    last = people.scalar(select(Release).order_by(Release.number.desc()).limit(1))
    key = _signing_key(keyring)
    number = last.number + 1 if last else 1
    content = manifest.compose(
        draft,
        number=number,
        previous=last.digest if last else None,
        public_key=key.public_key().public_bytes_raw(),
    )
    release = Release(
        id=number,
        number=number,
        wave=draft.wave,
        kind=draft.kind,
        published_on=draft.published_on,
        manifest=content,
        digest=canonical.digest(content),
        signature=key.sign(content),
    )
    _add_rows(people, number, draft)
    # Last of all: once its release stands, no part, cell or comment can be added (surveys.releases.immutable).
    people.add(release)
    people.flush()
    return release


def _refuse_a_second(people: Session, draft: Draft) -> None:
    found = people.scalar(
        select(Release.number).where(Release.wave == draft.wave, Release.kind == Kind.FIGURES)
    )
    if draft.kind is Kind.FIGURES and found is not None:
        raise AlreadyPublished(
            f"The figures of round {draft.wave} are published already. They are never replaced."
        )


def _signing_key(keyring: Keyring) -> Ed25519PrivateKey:
    if not keyring.holds(SIGNING_KEY):
        try:
            keyring.write(SIGNING_KEY, Ed25519PrivateKey.generate().private_bytes_raw())
        except FileExistsError:
            pass  # another process made it in the same moment; that one is it
    return Ed25519PrivateKey.from_private_bytes(keyring.read(SIGNING_KEY))


def _add_rows(people: Session, release_id: int, draft: Draft) -> None:
    people.add_all(
        ReleasePart(release_id=release_id, name=name, content=canonical.dumps(part))
        for name, part in draft.parts.items()
    )
    if (
        draft.cells
    ):  # tens of thousands: plain rows, not objects that the session would keep track of
        rows = [{"release_id": release_id, **_cell(cell)} for cell in draft.cells]
        people.execute(insert(cast("Table", ReleaseCell.__table__)), rows)
    people.add_all(
        ReleaseComment(
            release_id=release_id,
            position=comment.position,
            wave=comment.wave,
            group_code=comment.group_code,
            item=comment.item,
            reader=comment.reader,
            text=comment.text,
            themes=cast(dict[str, object], comment.themes),
        )
        for comment in draft.comments
    )
    people.flush()


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "group_code": cell.group_code,
        "subject": cell.subject,
        "measure": cell.measure,
        "status": cell.status,
        "base": cell.base,
        "counts": None if cell.counts is None else dict(cell.counts),
        "band": cell.band,
    }
