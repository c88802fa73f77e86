"""Proposal: what is put before the keyholders, its history, and how it stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, cast

from surveys import clock
from surveys.governance import rules as comparing
from surveys.governance.rules import Change, Rules
from surveys.governance.side import Side

#: Days after which a proposal that nobody has decided is one no longer.
LASTS: Final = 30


class Kind(StrEnum):
    """What is proposed."""

    RULES = "rules"
    KEYHOLDER = "keyholder"


class Act(StrEnum):
    """A line of its history."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Fate(StrEnum):
    """How a proposal stands."""

    OPEN = "open"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    #: The rules it was to change are others now.
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class Naming:
    """Who is proposed to follow the keyholder of a side."""

    side: Side
    held_by: str
    post: str


@dataclass(frozen=True)
class Entry:
    """A line of history."""

    act: Act
    side: Side | None
    post: str
    by: str
    on: date


@dataclass(frozen=True)
class Proposal:
    """A proposal with its history, the first line first."""

    number: int
    kind: Kind
    document: dict[str, object]
    because: str
    needs: int
    entries: tuple[Entry, ...]
    #: whether the rules it was to change are still in force
    current: bool

    @property
    def made_on(self) -> date:
        return self.entries[0].on

    @property
    def last_day(self) -> date:
        """The last day on which it can be agreed."""
        return self.made_on + timedelta(days=LASTS)

    @property
    def agreed(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.act is Act.AGREED)

    @property
    def refused(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.act is Act.REFUSED)

    @property
    def fate(self) -> Fate:
        """How it stands today."""
        if any(entry.act is Act.WITHDRAWN for entry in self.entries):
            return Fate.WITHDRAWN
        if len(self.agreed) >= self.needs:
            return Fate.AGREED
        if len(Side) - len(self.refused) < self.needs:
            return Fate.REFUSED
        if clock.today() > self.last_day:
            return Fate.EXPIRED
        return Fate.OPEN if self.current else Fate.OVERTAKEN

    @property
    def is_open(self) -> bool:
        return self.fate is Fate.OPEN

    @property
    def before(self) -> Rules:
        return Rules.from_document(cast("dict[str, object]", self.document["before"]))

    @property
    def after(self) -> Rules:
        return Rules.from_document(cast("dict[str, object]", self.document["after"]))

    @property
    def changes(self) -> tuple[Change, ...]:
        """Of rules: in what they differ."""
        return comparing.compare(self.before, self.after) if self.kind is Kind.RULES else ()

    @property
    def naming(self) -> Naming:
        """Of a keyholder: who."""
        raw = cast("dict[str, str]", self.document)
        return Naming(Side(raw["side"]), raw["held_by"], raw["post"])

    def decided_by(self, side: Side) -> Entry | None:
        """What this side has said."""
        return next((entry for entry in (*self.agreed, *self.refused) if entry.side is side), None)
