"""Attacks 10, 11 and 12: means, percentages and spreads can be turned back into counts, so a release holds counts alone."""

from collections.abc import Iterator, Mapping

from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import (
    Reading,
    Row,
    is_number,
    row,
    rows,
    text,
)

PARTS = frozenset(
    "wave instrument pledge withheld frame groups cells comments protection withdrawn".split()
)
WAVE = frozenset(
    "code names opens_on closes_on released_on release_hour demonstration replaces".split()
)
CELL = frozenset("group_code subject measure status base counts band".split())
GROUP = frozenset(
    "code parent names kind teams status combined_in depth position attribute".split()
)
COMMENT = frozenset("position wave group_code item reader text themes".split())
POLARITIES = frozenset({"negative", "mixed", "positive"})


def stage(known: Known, trial: Trial) -> None:
    """Every key and number of the file: whole numbers of people, under names that a release has."""
    release = known.release
    _keys(release.parts, PARTS, "the file", trial)
    _keys(row(release.parts, "wave"), WAVE, "the part wave", trial)
    for group in rows(release.parts, "groups"):
        _keys(group, GROUP, f"the group {release.name(text(group, 'code'))}", trial)
    for comment in rows(release.parts, "comments"):
        _keys(comment, COMMENT, "a comment", trial)
    for cell in rows(release.parts, "cells"):
        figure = release.figure(cell)
        _keys(cell, CELL, figure, trial)
        for sentence in _cell(release, cell):
            trial.find(figure, f"{figure} {sentence}")
    for name in ("cells", "groups", "withheld"):
        if any(isinstance(each, float) for each in _values(release.parts.get(name))):
            trial.find(f"the part {name}", f"The part “{name}” holds a number that is no count.")


def _keys(holder: Row, allowed: frozenset[str], what: str, trial: Trial) -> None:
    trial.tried += len(holder)
    for key in sorted(str(each) for each in set(holder) - allowed):
        trial.find(what, f"{what} holds “{key}”, which no release has.")


def _cell(release: Reading, cell: Row) -> Iterator[str]:
    base, counts = cell.get("base"), cell.get("counts")
    if base is not None and not (is_number(base) and isinstance(base, int) and base >= 0):
        yield "has a base that is no number of people."
    if counts is None:
        return
    if not isinstance(counts, Mapping):
        yield "has counts that are none."
        return
    if not all(is_number(count) for count in counts.values()):
        yield "has counts that are no numbers of people."
    if not set(map(str, counts)) <= _options(release, cell):
        yield "counts an answer that its question does not offer."


def _options(release: Reading, cell: Row) -> frozenset[str]:
    subject = cell.get("subject")
    if subject == "item":
        item = release.items.get(text(cell, "measure"), {})
        return frozenset(text(option, "value") for option in rows(item, "options"))
    return POLARITIES if subject == "theme" else frozenset({"invited"})


def _values(found: object) -> Iterator[object]:
    """Every value in it, however deep."""
    waiting = [found]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
        else:
            yield each
