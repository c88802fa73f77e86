"""A pile: the comments of one round that have not been published yet, as one reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.outbox import JobState, OutboxJob
from pulse.stewards.desk import Desk
from surveys.clearing import queue
from surveys.clearing.queue import Clearing, ClearingComment, Queued
from surveys.comments.doubt import Level, level
from surveys.comments.welsh import is_welsh
from surveys.instruments import loader
from surveys.releases import shelf
from surveys.reports.rounds import Round

#: The job that publishes what is cleared.
JOB = "supplement"


@dataclass(frozen=True)
class Pile:
    """``waiting`` with what asks for a second look first, else in the order of keys, which is a shuffle; ``decided`` can
    still be undone."""

    wave: str
    name: str
    waiting: tuple[Queued, ...]
    decided: tuple[Queued, ...]
    #: the figures of the round are out, so cleared comments may follow
    released: bool
    #: the state of the job that publishes, while there is one
    publishing: JobState | None
    steward: str
    #: comments of this round published before, which are no longer in the pile
    published: int = 0

    @cached_property
    def unread(self) -> tuple[Queued, ...]:
        """Those that this reader has something to say about."""
        return tuple(entry for entry in self.waiting if entry.asked_by != self.steward)

    @property
    def to_agree(self) -> tuple[Queued, ...]:
        """Those that another reader wants counted by topic only."""
        return tuple(entry for entry in self.unread if entry.asked_by is not None)

    @property
    def doubtful(self) -> int:
        """How many of those that wait for this reader ask for a second look."""
        return sum(_level(entry) is Level.DOUBTFUL for entry in self.unread)

    @property
    def welsh(self) -> tuple[Queued, ...]:
        """Those that seem to be in Welsh, for a reader of Welsh."""
        return tuple(entry for entry in self.unread if is_welsh(entry.text))

    @property
    def asked(self) -> tuple[Queued, ...]:
        """Those that this reader wants counted by topic only, until another agrees."""
        return tuple(entry for entry in self.waiting if entry.asked_by == self.steward)

    @property
    def approved(self) -> int:
        return sum(entry.state is Clearing.APPROVED for entry in self.decided)

    @property
    def total(self) -> int:
        return len(self.waiting) + len(self.decided)

    @property
    def read(self) -> int:
        return self.total - len(self.unread)

    @property
    def can_publish(self) -> bool:
        busy = self.publishing in (JobState.WAITING, JobState.TAKEN)
        return self.released and self.approved > 0 and not busy

    def at(self, key: str) -> Queued | None:
        """The comment with this key, or the next one that is unread; after the last comes the first."""
        known = next((one for one in (*self.waiting, *self.decided) if one.key == key), None)
        later = [] if known is None else [e for e in self.unread if rank(e) >= rank(known)]
        return next(iter(later or self.unread), None)

    def after(self, key: str) -> str:
        """The key of the next unread comment; nothing after the last, which leads to the first."""
        keys = [entry.key for entry in self.unread]
        return next(iter(keys[keys.index(key) + 1 :]), "") if key in keys else ""

    def last(self, key: str) -> Queued | None:
        """The comment with this key if something was decided on it that can be undone."""
        return next((entry for entry in (*self.decided, *self.asked) if entry.key == key), None)


def rank(entry: Queued) -> tuple[int, str]:
    """Its place in the pile. It depends on the comment alone, so it tells nothing of where the comment comes from."""
    return -_level(entry), entry.key


def _level(entry: Queued) -> Level:
    """An author who asks for words to be shown thinks that the program was wrong."""
    return Level.DOUBTFUL if entry.kept else level(entry.text)


def of(people: Session, desk: Desk, wave: str, rounds: Sequence[Round]) -> Pile:
    """The pile of one round; an empty one when nothing is there."""
    own = next((each for each in rounds if each.release.wave == wave), None)
    return Pile(
        wave=wave,
        name=own.label if own else f"Round {wave}",
        waiting=tuple(sorted(queue.waiting(people, wave, desk.readers), key=rank)),
        decided=queue.decided(people, wave, desk.readers),
        released=own is not None,
        publishing=_publishing(people, wave),
        steward=desk.steward,
        published=len(shelf.comments(people, desk.readers, None, wave=wave)),
    )


def every(people: Session, desk: Desk, rounds: Sequence[Round]) -> tuple[Pile, ...]:
    """The piles of all rounds of which this reader may see a comment, the newest round first."""
    waves = people.scalars(
        select(ClearingComment.wave)
        .where(ClearingComment.reader.in_(desk.readers))
        .distinct()
        .order_by(ClearingComment.wave.desc())
    )
    return tuple(of(people, desk, wave, rounds) for wave in waves.all())


def question(rounds: Sequence[Round], wave: str, item: str) -> str:
    """The wording of the question a comment answers. Before the figures are out it comes from the library."""
    asked = next((each.instrument.items for each in rounds if each.release.wave == wave), None)
    items = asked or tuple(one for module in loader.library().values() for one in module.items)
    return next((one.text_in("en") for one in items if one.code == item), item)


def _publishing(people: Session, wave: str) -> JobState | None:
    return people.scalar(
        select(OutboxJob.state).where(
            OutboxJob.name == JOB, OutboxJob.about == wave, OutboxJob.state != JobState.DONE
        )
    )
