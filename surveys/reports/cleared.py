"""Cleared: how many comments of a round are published, and how many two readers counted by topic only, by reason."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.releases.release import Kind, Release, ReleaseComment, ReleasePart
from surveys.reports.rounds import Round


@dataclass(frozen=True)
class Cleared:
    """Numbers for everybody: no comment, and none of a group."""

    published: int
    topic_only: Mapping[str, int]


def of_round(people: Session, own: Round) -> Cleared:
    """What the round's supplements hold so far."""
    wave = own.release.wave
    published = people.scalar(
        select(func.count()).select_from(ReleaseComment).where(ReleaseComment.wave == wave)
    )
    parts = people.scalars(
        select(ReleasePart.content)
        .join(Release, Release.id == ReleasePart.release_id)
        .where(Release.wave == wave, Release.kind == Kind.COMMENTS, ReleasePart.name == "withheld")
    )
    topic_only: Counter[str] = Counter()
    for content in parts:
        topic_only.update(json.loads(content).get("topic_only") or {})
    return Cleared(published or 0, dict(sorted(topic_only.items())))
