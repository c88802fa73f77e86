"""Cleared: how many comments are published, how many two readers counted by topic only, how many nobody cleared in time.

Keeps docs/promise.md#comments: the numbers are those that were signed with the rounds' supplements.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.releases.release import Kind, Release, ReleaseComment, ReleasePart
from surveys.reports.rounds import Round


@dataclass(frozen=True)
class Cleared:
    """Numbers for everybody: no comment, and none of a group."""

    #: of the newest round
    published: int
    #: reason -> how many, of the newest round
    topic_only: Mapping[str, int]
    #: the name of a round -> how many were destroyed with its raw answers; rounds with none are left out, newest first
    uncleared: Mapping[str, int]


def read(people: Session, rounds: Sequence[Round]) -> Cleared:
    """What the supplements of these rounds hold so far."""
    newest = rounds[-1].release.wave
    published = people.scalar(
        select(func.count()).select_from(ReleaseComment).where(ReleaseComment.wave == newest)
    )
    parts = people.execute(
        select(Release.wave, ReleasePart.content)
        .join(Release, Release.id == ReleasePart.release_id)
        .where(Release.kind == Kind.COMMENTS, ReleasePart.name == "withheld")
    )
    topic_only, uncleared = Counter[str](), Counter[str]()
    for wave, content in parts:
        withheld = json.loads(content)
        uncleared[wave] += withheld.get("uncleared", 0)
        if wave == newest:
            topic_only.update(withheld.get("topic_only") or {})
    gone = {own.label: uncleared[own.release.wave] for own in reversed(rounds)}
    return Cleared(
        published or 0,
        dict(sorted(topic_only.items())),
        {label: number for label, number in gone.items() if number},
    )
