"""What must stand in nothing that is made of a release: the true numbers of what it hides, counted from the answers."""

import html
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask
from sqlalchemy.orm import Session

from surveys.disclosure import evidence
from surveys.disclosure.tabulate import Tally
from surveys.fieldwork import freeze, roster, tree, waves
from surveys.releases import shelf
from surveys.releases.document import Cell, Group
from surveys.releases.release import Status, Subject
from tests.browser.artefacts import without_teams

Numbers = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Hidden:
    """What the last release hides. ``groups``: code or name of a hidden group -> its numbers; ``rows``: "group: question"
    of what is withheld where the group is shown -> its numbers; ``texts``: the same by group, then the question's text."""

    groups: Numbers
    rows: Numbers
    texts: Mapping[str, Numbers]


def counted(app: Flask) -> Hidden:
    """Counted from the opened answers, while their key is there."""
    store = app.extensions["pulse"]
    with Session(store.people) as people, Session(store.ballot) as ballot:
        release = shelf.latest(people)
        assert release is not None
        groups, cells = shelf.groups(people, release), shelf.cells(people, release)
        wave = waves.find(people, release.wave)
        found = evidence.read(people, ballot, store.keyring, wave)
    counted = _Counted(groups, found)
    small = [(group, counted.bases(group)) for group in groups if not group.shown]
    names = {
        name: bases
        for group, bases in small
        for name in (group.code, without_teams(group.name_in("en")))
    }
    withheld = [c for c in cells if c.status is Status.WITHHELD and c.subject is Subject.ITEM]
    rows, texts = {}, dict[str, dict[str, Collection[str]]]()
    for cell in withheld:
        numbers = counted.question(cell)
        if not numbers:
            continue
        rows[f"{cell.group_code}: {cell.measure}"] = numbers
        text = html.escape(found.instrument.item(cell.measure).text["en"], quote=False)
        texts.setdefault(cell.group_code, {})[text] = numbers
    return Hidden(names, rows, texts)


class _Counted:
    def __init__(self, groups: Sequence[Group], found: evidence.Evidence) -> None:
        self.groups, self.found = {group.code: group for group in groups}, found
        self.places = {item.code: n for n, item in enumerate(found.instrument.attributes, start=1)}

    def bases(self, group: Group) -> set[str]:
        """How many answered the round there, and each question."""
        tallies = [self.found.respondents, *(table.base for table in self.found.items.values())]
        return {str(n) for n in (self.people(group, tally) for tally in tallies) if n}

    def question(self, cell: Cell) -> set[str]:
        """How many answered it in this group, and how many gave each answer."""
        table, group = self.found.items[cell.measure], self.groups[cell.group_code]
        return {str(self.people(group, each)) for each in (table.base, *table.counts.values())} - {
            "0"
        }

    def people(self, group: Group, tally: Tally) -> int:
        return sum(n for cell, n in tally.items() if self._is_in(cell, group))

    def _is_in(self, cell: tuple[str, ...], group: Group) -> bool:
        value = group.code.partition("=")[2]
        if group.attribute and value != "~rest":
            return cell[self.places[group.attribute]] == value
        if group.attribute:
            mine = [g for g in self.groups.values() if g.attribute == group.attribute and g.shown]
            return not any(self._is_in(cell, g) for g in mine if g is not group)
        return group.code in self._above(cell[0])

    def _above(self, block: str) -> Iterator[str]:
        """The groups of the tree around a block, the remainder it is counted in among them."""
        yield self.groups[block].combined_in or block
        step: str | None = block
        while step is not None:
            yield step
            step = self.groups[step].parent


def headcounts(app: Flask) -> Numbers:
    """Code or name of a group -> how many people the staff list has there now, and had in each round. The office's pages
    say these: where everybody answered, they are as high as a number of answers."""
    found = defaultdict[str, set[str]](set)
    with Session(app.extensions["pulse"].people) as people:
        for code, placed in roster.headcounts(people).items():
            found[code].add(str(placed))
        for wave in waves.every(people):
            for group in tree.of(people, wave) or freeze.foresee(people, wave):
                for name in (group.code, group.names["en"]):
                    found[without_teams(name)].add(str(group.headcount))
    return found
