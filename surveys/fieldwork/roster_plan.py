"""What a roster file would do: the fate of every line, the leavers, and the plan that holds both."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from surveys import canonical
from surveys.fieldwork.roster_row import COUNTED, PLACED, FateKind, Person


@dataclass(frozen=True)
class Change:
    """What a line would write: all of a person, and which fields of it are new."""

    person: Person
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Fate:
    """One thing that becomes of a line. A line has exactly one outcome, and remarks beside it."""

    line: int
    kind: FateKind
    message: str
    change: Change | None = None
    staff_number: str = ""
    name: str = ""


@dataclass(frozen=True)
class Leaver:
    """Somebody on the roster whom the file no longer has."""

    staff_number: str
    name: str
    group_code: str


@dataclass(frozen=True)
class RosterPlan:
    """What a file would do to the roster."""

    fates: tuple[Fate, ...]
    leavers: tuple[Leaver, ...]
    #: people on the roster once this is applied
    staying: int

    @property
    def counts(self) -> Mapping[FateKind, int]:
        """How many lines met each fate; zero where none did."""
        return Counter(fate.kind for fate in self.fates)

    @property
    def needing_a_look(self) -> tuple[Fate, ...]:
        """Everything but people who are simply on the roster, in the order of the file."""
        return tuple(fate for fate in self.fates if fate.kind not in PLACED)

    @property
    def empty(self) -> bool:
        """Would nothing change?"""
        return not self.leavers and not any(fate.change for fate in self.fates)

    def summary(self) -> str:
        """One line: how many lines met each fate, leavers, and who is on the roster afterwards."""
        met = [
            f"{self.counts[kind]} {words}" for kind, words in COUNTED.items() if self.counts[kind]
        ]
        leavers = f"{len(self.leavers)} leavers" if len(self.leavers) != 1 else "1 leaver"
        return f"{', '.join(met)}; {leavers}; {self.staying} people on the roster afterwards."

    @property
    def fingerprint(self) -> str:
        """Two plans that would write the same have the same one."""
        writes = [asdict(fate.change) for fate in self.fates if fate.change]
        return canonical.fingerprint([writes, [leaver.staff_number for leaver in self.leavers]])
