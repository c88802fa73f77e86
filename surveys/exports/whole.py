"""The whole: one release with every figure in it, as pages work it out, for files that carry all of it away.

Scores rest on the questions asked in every round up to this one, so a file never depends on what is published later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from surveys.instruments.instrument import Item
from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Subject
from surveys.reports import answers, response, themes, topics
from surveys.reports import rounds as published
from surveys.reports.answers import Distribution
from surveys.reports.figure import Figure
from surveys.reports.response import Response
from surveys.reports.rounds import Round
from surveys.reports.themes import Theme
from surveys.reports.topics import Topic

Cells = Mapping[str, Cell]


@dataclass(frozen=True)
class Whole:
    """A release, and the rounds up to it. ``cells``: group -> subject -> measure -> cell."""

    rounds: tuple[Round, ...]
    round: Round
    cells: Mapping[str, Mapping[Subject, Cells]]

    @property
    def organisation(self) -> str:
        return self.round.top.name_in("en")

    @property
    def origin(self) -> str:
        """What tells the release, whole or changed: its number, day and hash."""
        release = self.round.release
        return (
            f"Release {release.number}, published on {release.published_on.isoformat()}, "
            f"hash {release.digest}"
        )

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Those with figures of their own: the tree in reading order, then who answered what about themselves."""
        return (*self.round.shown, *(g for each in self.round.attributes for g in each.groups))

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Those of this round that have a score."""
        return topics.asked_in(self.rounds, self.round, of=self.round.top)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The questions with answers to tell, without those that only say who answers."""
        return tuple(item for item in self.round.instrument.closed if not item.attribute)

    def splits(self, group: Group, item: Item) -> bool:
        """Whether a group has figures of an item at all, withheld ones included."""
        return group.attribute is None or self.round.splits(item)

    def scores(self, group: Group) -> Iterator[tuple[Topic, Figure]]:
        """Every topic that the group has a score of, if it is not withheld."""
        mine = self.topics if group.attribute is None else self._split
        held = self._of(group, Subject.ITEM)
        return ((topic, topics.score(self.round, topic, held)) for topic in mine)

    def answers(self, group: Group, item: Item) -> Distribution:
        return answers.distribution(item, group, self._of(group, Subject.ITEM).get(item.code))

    def response(self, group: Group) -> Response | None:
        """None where it is withheld."""
        return response.of_cell(self._of(group, Subject.RESPONSE).get("response"))

    def themes(self, group: Group) -> list[Theme]:
        """Every theme of the group's comments, by name."""
        held = self._of(group, Subject.THEME).values()
        return sorted(
            (themes.of_cell(self.round, cell.measure, cell) for cell in held),
            key=lambda theme: theme.name,
        )

    @cached_property
    def _split(self) -> tuple[Topic, ...]:
        return topics.split(self.rounds, self.topics)

    def _of(self, group: Group, subject: Subject) -> Cells:
        return self.cells.get(group.code, {}).get(subject, {})


def read(people: Session, wave: str) -> Whole:
    """The figures of the wave with this code. Raises NoSuchRelease."""
    release = shelf.of_wave(people, wave)
    rounds = published.load(people, until=release.number)
    held: dict[str, dict[Subject, dict[str, Cell]]] = {}
    for cell in shelf.cells(people, release):
        held.setdefault(cell.group_code, {}).setdefault(cell.subject, {})[cell.measure] = cell
    return Whole(rounds, rounds[-1], held)
