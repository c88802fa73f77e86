"""What a round of the simulated year was promised to be, and what it was."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.fieldwork import waves
from surveys.fieldwork.invitations import Invitation
from surveys.fieldwork.letter import LetterRow
from surveys.fieldwork.waves import Kept, State
from surveys.keyring import Keyring
from surveys.responses.discard import kept

_LINK, _STOP = re.compile(r"/i#([\w-]{43})"), re.compile(r"/stop/([\w-]{22})")
_REMINDER = "If you have answered, ignore this"


@dataclass
class Round:
    """What happened in a round, as seen from outside."""

    code: str
    #: state -> day and hour on which it came to it
    when: dict[State, tuple[date, int]] = field(default_factory=dict)
    #: address -> (whether it is a reminder, day, reference) of each message it got
    messages: dict[str, list[tuple[bool, date, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    stop_codes: list[str] = field(default_factory=list)
    headcount: int = 0
    slips: int = 0
    by_link: int = 0
    by_slip: int = 0
    asked_to_stop: int = 0

    def got(self, address: str, text: str, reference: str, day: date) -> None:
        """A message arrived. One to staff, about headcounts, has no link and is not counted."""
        link, stop = _LINK.search(text), _STOP.search(text)
        if link is None or stop is None:
            return
        self.messages[address].append((text.startswith(_REMINDER), day, reference))
        self.links[address].add(link[1])
        self.stop_codes.append(stop[1])

    def fragments(self) -> list[str]:
        """Every link that was sent."""
        return sorted(one for several in self.links.values() for one in several)

    def stops(self) -> list[str]:
        """What stops letters, of everybody who got one."""
        return sorted(set(self.stop_codes))

    @property
    def invited(self) -> int:
        return sum(not reminder for several in self.messages.values() for reminder, *_ in several)

    @property
    def reminded(self) -> int:
        return sum(reminder for several in self.messages.values() for reminder, *_ in several)


def check(made: Round, people: Session, ballot: Session, keyring: Keyring) -> Iterator[str]:
    """Everything that is not as promised, a sentence each."""
    wave = waves.find(people, made.code)
    if wave.state is State.STOPPED:
        if made.messages:
            yield f"{made.code}: it was skipped, and somebody got a letter."
        return
    yield from _letters(made)
    yield from _days(made, wave)
    if made.invited + made.slips > made.headcount:
        yield f"{made.code}: {made.invited} letters and {made.slips} slips for {made.headcount} people."
    for table in (Invitation, LetterRow):
        if people.scalars(select(table).where(table.wave == made.code)).first() is not None:
            yield f"{made.code}: {table.__tablename__} is not forgotten."
    if kept(ballot, keyring, made.code) is not Kept.NOTHING:
        yield f"{made.code}: raw answers are still there after {wave.shreds_on}."


def table(rounds: Sequence[Round]) -> str:
    """The year, a line a round."""
    head = (
        "| round | people | invited | reminders | slips | answered by link | by slip | opened | released |\n"
        "|---|---|---|---|---|---|---|---|---|"
    )
    lines = []
    for made in rounds:
        opened, released = (made.when.get(state) for state in (State.OPEN, State.RELEASED))
        days = [f"{on[0]} {on[1]:02}:00" if on else "never" for on in (opened, released)]
        counts = (
            made.headcount,
            made.invited,
            made.reminded,
            made.slips,
            made.by_link,
            made.by_slip,
        )
        lines.append("| " + " | ".join(map(str, (made.code, *counts, *days))) + " |")
    return "\n".join([head, *lines])


def _letters(made: Round) -> Iterator[str]:
    for address, several in made.messages.items():
        kinds = Counter(reminder for reminder, *_ in several)
        if kinds[False] != 1:
            yield f"{made.code}: somebody got {kinds[False]} invitations."
        if kinds[True] > 2:
            yield f"{made.code}: somebody got {kinds[True]} reminders."
        if len({reference for *_, reference in several}) != len(several):
            yield f"{made.code}: a letter went twice."
        if len(made.links[address]) != 1:
            yield f"{made.code}: somebody got several links."


def _days(made: Round, wave: waves.Wave) -> Iterator[str]:
    expected = {
        State.OPEN: (wave.opens_on, 0),
        State.RELEASED: (wave.releases_on, wave.release_hour),
    }
    for state, moment in expected.items():
        if made.when.get(state) != moment:
            yield f"{made.code}: {state} at {made.when.get(state)}, announced for {moment}."
    closed = made.when.get(State.PREPARED)
    if closed is None or closed[0] != wave.closes_on + timedelta(days=1):
        yield f"{made.code}: it was not opened on the day after its last day."
