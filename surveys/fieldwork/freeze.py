"""Freezing a wave's tree: from headcounts to the blocks in which people will answer.

Keeps docs/promise.md#frozen and #small-numbers: before anybody answers, every team whose headcount would not protect
it is combined with others, and from then on nothing changes the wave's tree.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.blocks import Node, Pattern, cut
from surveys.errors import Refusal
from surveys.fieldwork import groups, organisation, rest_names, roster, tree
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import State, Wave, WrongState

#: Ends the code of a block of combined teams; no unit's code may hold it.
REST = "~rest"


class NoUnits(Refusal):
    """There is no organisation to ask."""


def freeze(people: Session, wave: Wave) -> tuple[WaveGroup, ...]:
    """The wave's tree, made at the first call and found at every later one.

    Last wave's blocks are kept wherever headcounts allow, so that trends go on. Raises TooFew when the whole
    organisation is below the threshold, NoUnits, WrongState.
    """
    frozen = tree.of(people, wave)
    if frozen:
        return frozen
    if wave.state not in (State.PLANNED, State.OPEN):
        raise WrongState(f"Round {wave.code} is {wave.state}: its units can no longer be frozen.")
    made = foresee(people, wave)
    for group in made:
        group.wave_id = wave.id
    people.add_all(made)
    people.flush()
    return made


def promise_reply(people: Session, wave: Wave, told: int | None) -> None:
    """Write into the wave's pledge within how many days directors reply. What the office changes later is for later waves.

    ``told``: the days that its key document says already, where its opening was killed half-way.
    """
    asking = organisation.the(people)
    days = told or (asking.reply_days if asking else None)
    if days is not None:
        wave.pledge_document = replace(wave.pledge, reply_days=days).document()
        people.flush()


def foresee(people: Session, wave: Wave) -> tuple[WaveGroup, ...]:
    """The tree that freezing the wave today would give; not stored. Raises TooFew, NoUnits."""
    return preview(people, wave.pledge, keep={group.code for group in last_tree(people, wave)})


def preview(
    people: Session, pledge: Pledge, *, keep: Collection[str] = ()
) -> tuple[WaveGroup, ...]:
    """The tree that today's headcounts would give; of no wave, and not stored. Raises TooFew, NoUnits."""
    units = groups.whole(people)
    if not units:
        raise NoUnits("There are no units yet. Import the units, then the roster.")
    counts = confirmed(people, units)
    nodes = [Node(unit.code, unit.parent_code, counts.get(unit.code, 0)) for unit in units]
    pattern = cut(nodes, pledge.threshold, keep=keep)
    return tuple(_Layout(units, counts, pattern).groups())


def confirmed(people: Session, units: Sequence[ReportingGroup]) -> Mapping[str, int]:
    """Unit code -> its own people. Who is still placed in a closed unit counts in the nearest open one above."""
    open_units = {unit.code for unit in units}
    top = next(unit.code for unit in units if unit.parent_code is None)
    parents = dict(people.execute(select(ReportingGroup.code, ReportingGroup.parent_code)).all())
    counts: defaultdict[str, int] = defaultdict(int)
    for code, count in roster.headcounts(people).items():
        home: str | None = code
        while home is not None and home not in open_units:
            home = parents[home]
        counts[home or top] += count
    return counts


def last_tree(people: Session, wave: Wave) -> tuple[WaveGroup, ...]:
    """The latest other wave's tree. A stopped wave has no results, so it begins no trend."""
    last = people.scalar(
        select(Wave)
        .join(WaveGroup, WaveGroup.wave_id == Wave.id)
        .where(Wave.id != wave.id, Wave.state != State.STOPPED)
        .order_by(Wave.opens_on.desc())
        .limit(1)
    )
    return tree.of(people, last) if last else ()


@dataclass(frozen=True)
class _Layout:
    """The units, their headcounts and the pattern that says which may stand alone."""

    units: Sequence[ReportingGroup]
    counts: Mapping[str, int]
    pattern: Pattern

    def groups(self) -> Iterator[WaveGroup]:
        """The tree in reading order; the combined block of a node stands after its shown sub-nodes."""
        top = next(unit for unit in self.units if unit.parent_code is None)
        # the top is shown, or the tree programme had refused
        for position, group in enumerate(self._below(top, None)):
            group.position = position
            yield group

    def _below(self, unit: ReportingGroup, parent: str | None) -> Iterator[WaveGroup]:
        home = self._at_home(unit.code)
        inner = list(self._shown_below(unit.code))
        yield WaveGroup(
            code=unit.code,
            parent_code=parent,
            names=dict(unit.names),
            units=[] if inner else [each.code for each in home],
            headcount=self._total(unit.code),
            is_block=not inner,
        )
        for each in inner:
            yield from self._below(each, unit.code)
        if inner and self._people(home):
            yield self._rest(unit, home)

    def _rest(self, unit: ReportingGroup, home: Sequence[ReportingGroup]) -> WaveGroup:
        return WaveGroup(
            code=unit.code + REST,
            parent_code=unit.code,
            names=self._rest_names(unit, home),
            units=[each.code for each in home],
            headcount=self._people(home),
            is_block=True,
        )

    def _rest_names(self, unit: ReportingGroup, home: Sequence[ReportingGroup]) -> dict[str, str]:
        parents = {each.parent_code for each in self.units}
        teams = sum(
            self.counts.get(each.code, 0) > 0 and (each.code not in parents) for each in home
        )
        if not teams:
            return rest_names.outside(unit.names)
        in_no_team = bool(self.counts.get(unit.code, 0))
        return rest_names.others(unit.names, teams, in_no_team=in_no_team)

    def _at_home(self, code: str) -> list[ReportingGroup]:
        return [unit for unit in self.units if self.pattern.homes[unit.code] == code]

    def _shown_below(self, code: str) -> Iterator[ReportingGroup]:
        """The topmost shown nodes under a node."""
        for unit in self.units:
            if unit.parent_code == code:
                if unit.code in self.pattern.shown:
                    yield unit
                else:
                    yield from self._shown_below(unit.code)

    def _people(self, units: Iterable[ReportingGroup]) -> int:
        return sum(self.counts.get(unit.code, 0) for unit in units)

    def _total(self, code: str) -> int:
        below = (unit.code for unit in self.units if unit.parent_code == code)
        return self.counts.get(code, 0) + sum(self._total(each) for each in below)
