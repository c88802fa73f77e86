"""Cleared: how many comments are published, how many two readers counted by topic only, how many nobody cleared in time, and
how many that were published are withdrawn.

Keeps docs/promise.md#comments: the numbers are those that were signed with the rounds' supplements.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.releases import withdrawn
from surveys.releases.release import Kind, Release, ReleaseComment, ReleasePart
from surveys.reports.rounds import Round


@dataclass(frozen=True)
class Gone:
    """A round of which published comments are withdrawn. ``published``: how many ever were; ``reasons``: reason -> how many
    of these are withdrawn."""

    round: str
    published: int
    reasons: Mapping[str, int]

    @property
    def withdrawn(self) -> int:
        return sum(self.reasons.values())


@dataclass(frozen=True)
class Cleared:
    """Numbers for everybody: no comment, and none of a group."""

    #: of the newest round, without what is withdrawn
    published: int
    #: reason -> how many, of the newest round
    topic_only: Mapping[str, int]
    #: the name of a round -> how many were destroyed with its raw answers; rounds with none are left out, newest first
    uncleared: Mapping[str, int]
    #: rounds of which something is withdrawn, the newest first
    withdrawn: Sequence[Gone] = ()


def read(people: Session, rounds: Sequence[Round]) -> Cleared:
    """What the supplements of these rounds hold so far."""
    newest = rounds[-1].release.wave
    ever, gone_of = published(people), withdrawn.by_wave(people)
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
        ever.get(newest, 0) - len(gone_of.get(newest, ())),
        dict(sorted(topic_only.items())),
        {label: number for label, number in gone.items() if number},
        [
            Gone(own.label, ever[own.release.wave], withdrawn.reasons(gone_of[own.release.wave]))
            for own in reversed(rounds)
            if own.release.wave in gone_of
        ],
    )


def published(people: Session) -> Mapping[str, int]:
    """Wave -> comments that were ever published of it, those withdrawn since among them."""
    counted = select(ReleaseComment.wave, func.count()).group_by(ReleaseComment.wave)
    return dict(people.execute(counted).all())
