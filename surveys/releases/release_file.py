"""A release as one file, for whoever wants to check it without a database."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.canonical import Json
from surveys.errors import Refusal
from surveys.releases import document, manifest
from surveys.releases.release import Release, ReleaseCell, ReleaseComment, ReleasePart
from surveys.releases.shelf import NoSuchRelease


class Tampered(Refusal):
    """The rows of a release are not those that were signed."""


def export(people: Session, number: int, *, with_comments: bool = False) -> bytes:
    """The release as one file that ``manifest.verify`` checks. Raises NoSuchRelease, and Tampered when any row, comments
    included, is not what was signed.

    Comments have readers, so a supplement's file leaves their texts out unless they are asked for.
    """
    release = people.scalar(select(Release).where(Release.number == number))
    if release is None:
        raise NoSuchRelease(f"There is no release {number}.")
    parts: dict[str, Json] = {
        held.name: json.loads(held.content)
        for held in people.scalars(select(ReleasePart).where(ReleasePart.release_id == release.id))
    }
    own_cells = people.scalars(select(ReleaseCell).where(ReleaseCell.release_id == release.id))
    parts |= document.rows("cells", sorted(map(document.cell, own_cells), key=document.cell_key))
    own_comments = select(ReleaseComment).where(ReleaseComment.release_id == release.id)
    ordered = own_comments.order_by(ReleaseComment.position)
    parts |= document.rows("comments", [document.comment(row) for row in people.scalars(ordered)])
    whole = manifest.file(release.manifest, release.signature, parts)
    if not manifest.verify(whole).ok:
        raise Tampered(
            f"Release {number} is not what was signed: somebody changed the database. Compare it with a saved file."
        )
    if with_comments or "comments" not in parts:
        return whole
    del parts["comments"]
    return manifest.file(release.manifest, release.signature, parts)
