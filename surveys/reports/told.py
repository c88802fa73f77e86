"""Told: actions as pages tell them, with the names of what they are about and what was changed, step by step."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from babel.dates import format_date

from surveys.reports import subject
from surveys.reports.action import Act, Action, Entry
from surveys.reports.intent import STATE_NAMES, Intent
from surveys.reports.rounds import Round
from surveys.reports.subject import Subject
from surveys.speech import language, mark, say

#: What stands at the head of a step.
HEADS = {
    Act.DRAFTED: mark("Drafted"),
    Act.PUBLISHED: mark("Published to workers"),
    Act.CHANGED: mark("Changed"),
    Act.DISCARDED: mark("Put away"),
}


@dataclass(frozen=True)
class Step:
    """One entry of the history: what was changed by it, in words."""

    head: str
    on: date
    by: str
    changes: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Told:
    """An action with its names. ``history``: the oldest step first."""

    action: Action
    subject: Subject
    group: str
    round: str
    history: tuple[Step, ...]

    @property
    def status(self) -> str:
        """ "late" or the state."""
        return "late" if self.action.is_late else self.action.now.state.value

    @property
    def words(self) -> str:
        return say("Late") if self.action.is_late else say(STATE_NAMES[self.action.now.state])


def tell(rounds: Sequence[Round], actions: Iterable[Action]) -> tuple[Told, ...]:
    """In the order of the actions; a topic that is no longer asked and a group that is no more keep their names."""
    known = {(each.about, each.code): each for each in subject.every(rounds)}
    labels = {each.release.wave: each.label for each in rounds}
    return tuple(
        Told(
            action=each,
            subject=known.get((each.aim.about, each.aim.code)) or _lost(each),
            group=_group(rounds, each.aim.group),
            round=labels.get(each.aim.wave, each.aim.wave),
            history=tuple(_history(each)),
        )
        for each in actions
    )


def concerning(own: Round, actions: Iterable[Action], group: str) -> tuple[Action, ...]:
    """Those for a group, for one below it, or for one above; for the whole organisation all."""
    if group == own.top.code:
        return tuple(actions)
    above = {each.code for each in own.path(group)} if group in own.by_code else {own.top.code}
    wanted = above | own.within(group)
    return tuple(each for each in actions if each.aim.group in wanted)


def order(rounds: Sequence[Round]) -> dict[str, int]:
    """Key of a topic or theme -> its place: topics of the newest round first, then earlier ones, then themes."""
    return {each.key: place for place, each in enumerate(subject.every(rounds))}


def _lost(action: Action) -> Subject:
    """A subject of a round that is not there."""
    name = action.aim.code.replace("_", " ").capitalize()
    return Subject(action.aim.about, action.aim.code, name, current=False)


def _group(rounds: Sequence[Round], code: str) -> str:
    for each in reversed(rounds):
        if code in each.by_code:
            return each.by_code[code].name_in(language())
    return code


def _history(action: Action) -> Iterator[Step]:
    first = action.entries[0]
    yield Step(say(HEADS[first.act]), first.on, first.by, (), first.note)
    for before, after in pairwise(action.entries):
        yield Step(say(HEADS[after.act]), after.on, after.by, _changes(before, after), after.note)


def _changes(before: Entry, after: Entry) -> tuple[str, ...]:
    return tuple(
        f"{name}: {was} → {becomes}"
        for (name, was), (_, becomes) in zip(
            _lines(before.intent), _lines(after.intent), strict=True
        )
        if was != becomes
    )


def _lines(intent: Intent) -> tuple[tuple[str, str], ...]:
    """Every line of an action as it is shown."""
    due = format_date(intent.due, "d MMMM y", locale=language()) if intent.due else say("no day")
    return (
        (say("How it stands"), say(STATE_NAMES[intent.state])),
        (say("What"), f"“{intent.what}”"),
        (say("Who"), intent.post or say("nobody")),
        (say("By"), due),
        (say("Because"), f"“{intent.because}”" if intent.because else say("nothing said")),
    )
