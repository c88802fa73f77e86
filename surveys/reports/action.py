"""Action: what directors said they do about a topic or a theme, with everything that was said of it since.

These are the values that travel; ``surveys.reports.actions`` keeps them.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from surveys import clock
from surveys.reports.intent import Intent, State


class About(StrEnum):
    """Against what an action is: a topic of the questions, or a theme of comments."""

    TOPIC = "topic"
    THEME = "theme"


class Act(StrEnum):
    """What an entry of the history does."""

    DRAFTED = "drafted"
    PUBLISHED = "published"
    CHANGED = "changed"
    DISCARDED = "discarded"


@dataclass(frozen=True)
class Aim:
    """What an action is about, for whom, and which round it answers. It never changes."""

    about: About
    #: of the topic or theme
    code: str
    group: str
    wave: str


@dataclass(frozen=True)
class Entry:
    """One line of the history. ``by``: the e-mail address of the account; empty in what everybody may read."""

    number: int
    act: Act
    intent: Intent
    note: str
    by: str
    on: date


@dataclass(frozen=True)
class Action:
    """One action and its history, the oldest entry first; there is always one."""

    number: int
    aim: Aim
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry:
        return self.entries[-1]

    @property
    def now(self) -> Intent:
        return self.last.intent

    @property
    def is_draft(self) -> bool:
        """Workers do not see it yet."""
        return self.published_on is None

    @property
    def published_on(self) -> date | None:
        return next((each.on for each in self.entries if each.act is Act.PUBLISHED), None)

    @property
    def is_discarded(self) -> bool:
        return self.last.act is Act.DISCARDED

    @property
    def is_late(self) -> bool:
        """Its day has passed and it is not done."""
        return self.now.is_open and self.days_late > 0

    @property
    def days_late(self) -> int:
        """How long after its day it was done, or is not done yet; 0 for one in time, or that will not be done."""
        until = clock.today() if self.now.is_open else self.done_on
        return max(0, (until - self.now.due).days) if until and self.now.due else 0

    @property
    def done_on(self) -> date | None:
        """The day on which it was last said to be done."""
        return self._since if self.now.state is State.DONE else None

    @property
    def turned_down_on(self) -> date | None:
        """The day on which it was said that what had been promised will not be done."""
        first = (self.since_published() or self).entries[0].intent.state
        broken = self.now.state is State.DECLINED and first is not State.DECLINED
        return self._since if broken else None

    @property
    def _since(self) -> date:
        """Since when it has stood as it stands now."""
        found = self.last.on
        for entry in reversed(self.entries):
            if entry.intent.state is not self.now.state:
                break
            found = entry.on
        return found

    @property
    def first_due(self) -> date | None:
        """The day that was first promised to workers, where another stands now."""
        promised = self.since_published()
        first = promised.entries[0].intent.due if promised else None
        return first if first != self.now.due else None

    def since_published(self) -> "Action | None":
        """What was said of it from its publishing on; None for a draft."""
        acts = [each.act for each in self.entries]
        if Act.PUBLISHED not in acts:
            return None
        return replace(self, entries=self.entries[acts.index(Act.PUBLISHED) :])

    def published(self) -> "Action | None":
        """The same without who wrote it: what everybody may read."""
        own = self.since_published()
        return own and replace(own, entries=tuple(replace(each, by="") for each in own.entries))


def most_pressing(action: Action) -> tuple[int, int, int]:
    """What to sort by: what is late first, then by the day it is due, then the rest, the newest first."""
    due = action.now.due
    if action.now.is_open and due is not None:
        return (0 if action.is_late else 1, due.toordinal(), action.number)
    return (2, -action.last.on.toordinal(), -action.number)
