"""Consequences: what would follow from other rules, in plain sentences, from today's staff list."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, cast

from sqlalchemy.orm import Session

from surveys.blocks import TooFew
from surveys.fieldwork import freeze
from surveys.fieldwork.freeze import NoUnits
from surveys.fieldwork.pledge import KEYHOLDERS, NETWORK, Pledge
from surveys.governance.rules import Change, Rules, compare
from surveys.instruments.loader import library

#: Teams that are named one by one; of more, how many others there are.
_NAMED: Final = 8


def of(people: Session, before: Rules, after: Rules) -> tuple[str, ...]:
    """A sentence for each thing that would change; of a threshold also for the teams that it touches."""
    return tuple(_sentences(people, before, after))


def question(code: str) -> str:
    """What a question about oneself asks, as people read it."""
    items = (item for module in library().values() for item in module.items)
    return next((item.text["en"] for item in items if item.code == code), code)


def _sentences(people: Session, before: Rules, after: Rules) -> Iterator[str]:
    for change in compare(before, after):
        yield _SAID[change.aspect](change)
        if change.aspect == "threshold":
            yield from _teams(people, before.pledge, after.pledge)


def _people(what: str) -> Callable[[Change], str]:
    return lambda change: (
        f"{what} would rest on at least {change.after} people instead of {change.before}."
    )


def _days(change: Change) -> str:
    longer = "longer" if change.weaker else "shorter"
    return (
        f"Raw answers would be kept for {change.after} days after a round instead of {change.before}, "
        f"so they could be looked at {longer}."
    )


def _custody(change: Change) -> str:
    if change.after == KEYHOLDERS:
        return "Every round would be sealed to a key of three keyholders. No key to it would lie on the server."
    return "A round could be sealed to a key that lies on the server while the round is open."


def _results(change: Change) -> str:
    if change.after == NETWORK:
        return "Only those on the organisation’s network could open the results. Workers at home could not."
    return "Everyone could open the results, also people outside the organisation."


def _breakdowns(change: Change) -> str:
    old, new = set(cast("list[str]", change.before)), set(cast("list[str]", change.after))
    said = []
    if new - old:
        said.append(f"Figures could also be split by: {_asked(new - old)}")
    if old - new:
        said.append(f"People would no longer be asked: {_asked(old - new)}")
    return " ".join(said)


def _asked(codes: set[str]) -> str:
    return " ".join(question(code) for code in sorted(codes))


_SAID: Final[Mapping[str, Callable[[Change], str]]] = {
    "threshold": _people("A figure"),
    "comment_threshold": _people("Comments that are shown together"),
    "sensitive_threshold": _people("A figure about something sensitive"),
    "keep_days": _days,
    "custody": _custody,
    "results_for": _results,
    "breakdowns": _breakdowns,
}


def _teams(people: Session, before: Pledge, after: Pledge) -> Iterator[str]:
    """Which groups would stand alone that did not, and the other way round."""
    try:
        old, new = (_alone(people, pledge) for pledge in (before, after))
    except NoUnits:
        return
    appear = {name: size for name, size in new.items() if name not in old}
    vanish = {name: size for name, size in old.items() if name not in new}
    if not old:
        yield "Today’s staff list is too short for any figures under the rules that hold."
    if not new:
        yield "Today’s staff list would be too short for any figures."
    if appear:
        yield f"With today’s staff list these could be seen alone: {_list(appear)}."
    if vanish and new:
        yield f"With today’s staff list these would be seen with others alone: {_list(vanish)}."
    if not appear and not vanish:
        yield "With today’s staff list the same teams could be seen."


def _alone(people: Session, pledge: Pledge) -> Mapping[str, int]:
    """Name -> people of every block that is one unit's; none where the organisation is too small for any."""
    try:
        tree = freeze.preview(people, pledge)
    except TooFew:
        return {}
    return {
        group.names["en"]: group.headcount
        for group in tree
        if group.is_block and not group.code.endswith(freeze.REST)
    }


def _list(found: Mapping[str, int]) -> str:
    named = [f"{name} ({size} people)" for name, size in list(found.items())[:_NAMED]]
    more = len(found) - _NAMED
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")
