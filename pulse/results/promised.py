"""Promised: what directors said they do, for workers: by topic and theme, and whether they replied in time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.reports import actions, reply, told
from surveys.reports.reply import Reply
from surveys.reports.rounds import Round
from surveys.reports.subject import Subject
from surveys.reports.told import Told


@dataclass(frozen=True)
class OnSubject:
    """What is done about one topic or theme. ``over``: done or turned down after earlier rounds."""

    subject: Subject
    current: tuple[Told, ...]
    over: tuple[Told, ...]

    @property
    def total(self) -> int:
        return len(self.current) + len(self.over)

    @property
    def anchor(self) -> str:
        return f"on-{self.subject.about}-{self.subject.code}"


@dataclass(frozen=True)
class Promised:
    """Everything published that concerns a group. The reply is the whole organisation's."""

    round: Round
    everything: tuple[Told, ...]
    subjects: tuple[OnSubject, ...]
    counts: Mapping[str, int]

    def reply(self, days: int) -> Reply:
        """``days``: how long directors take."""
        return reply.to_round(self.round, [each.action for each in self.everything], days=days)

    def on(self, about: str, code: str) -> OnSubject | None:
        """What is done about this topic or theme; None: nothing is promised."""
        return next(
            (e for e in self.subjects if (e.subject.about, e.subject.code) == (about, code)), None
        )


def promised(people: Session, rounds: Sequence[Round], group: str) -> Promised:
    """Topics in the order of the newest round's, then themes; in each what is late first."""
    newest = rounds[-1]
    everything = told.tell(rounds, actions.published(people))
    own = {each.number for each in told.concerning(newest, [t.action for t in everything], group)}
    found: dict[Subject, list[Told]] = {}
    for each in everything:
        if each.action.number in own:
            found.setdefault(each.subject, []).append(each)
    order = told.order(rounds)
    return Promised(
        round=newest,
        everything=everything,
        subjects=tuple(
            _on(subject, found[subject], newest)
            for subject in sorted(found, key=lambda s: order.get(s.key, len(order)))
        ),
        counts=Counter(each.status for own_ones in found.values() for each in own_ones),
    )


def _on(subject: Subject, own: Sequence[Told], newest: Round) -> OnSubject:
    over = {
        each.action.number
        for each in own
        if not each.action.now.is_open and each.action.aim.wave != newest.release.wave
    }
    return OnSubject(
        subject,
        current=tuple(each for each in own if each.action.number not in over),
        over=tuple(each for each in own if each.action.number in over),
    )
