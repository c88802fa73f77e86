"""Which published comments somebody may read: those opened to them, of their part of the organisation."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from surveys.comments.readers import Reader
from surveys.releases import shelf
from surveys.releases.document import Comment
from surveys.reports.rounds import Round


def comments(
    people: Session,
    rounds: Sequence[Round],
    readers: Collection[Reader],
    scope: str | None,
    wave: str | None = None,
) -> tuple[Comment, ...]:
    """Of one round or all, the newest round first. ``scope``: a group's code, or none for the whole."""
    if scope is None:
        return shelf.comments(people, readers, None, wave=wave)
    own = (each for each in reversed(rounds) if wave in (None, each.release.wave))
    return tuple(
        comment
        for each in own
        for comment in shelf.comments(people, readers, each.within(scope), wave=each.release.wave)
    )
