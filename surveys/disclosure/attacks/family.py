"""Attack 4: figures outside the family that a release may have, and figures in a form they may not have."""

from collections.abc import Iterator

from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import (
    NUMBERS,
    Measure,
    Reading,
    Row,
    number,
    row,
    rows,
    text,
)

SERVICE_DEPTH = 1
BANDS = frozenset({"under_10", "10_24", "25_plus"})
SUBJECTS = frozenset({"item", "theme", "response"})
KINDS = frozenset({"node", "combined", "attribute"})


def stage(known: Known, trial: Trial) -> None:
    """Every number belongs to a shown group, of a known question, no deeper than that question goes."""
    release = known.release
    for cell in rows(release.parts, "cells"):
        _place(release, cell, trial)
    for code, group in release.groups.items():
        trial.tried += 1
        for sentence in _group(release, code, group):
            trial.find(f"the group {release.name(code)}", sentence)
    for measure, held in release.measures.items():
        for code, cell in held.items():
            trial.tried += 1
            figure = release.figure(cell)
            for what in _allowed(release, measure, code, cell):
                trial.find(figure, f"{figure} {what}")
            _follow_up(release, measure, code, trial)


def _place(release: Reading, cell: Row, trial: Trial) -> None:
    """A number for a group that is not shown."""
    code = text(cell, "group_code")
    held = any(cell.get(name) is not None for name in NUMBERS)
    trial.tried += 1
    shown = release.groups.get(code, {}).get("status") == "shown"
    if held and cell.get("status") != "withheld" and not shown:
        figure = release.figure(cell)
        trial.find(figure, f"{figure} has a number, but the group is not a shown one.")


def _group(release: Reading, code: str, group: Row) -> Iterator[str]:
    name, attribute = release.name(code), release.attribute(code)
    if group.get("kind") not in KINDS:
        yield f"{name} is a group of a kind that no release has."
    if attribute is None:
        if group.get("kind") == "attribute":
            yield f"{name} is made of answers, and the release does not say of which question."
        return
    if not release.items.get(attribute, {}).get("attribute"):
        yield f"{name} is made of answers to a question that does not say who answers."
    # Answers within a team are the cross table that no release has.
    if group.get("parent") != release.top or number(group, "depth") != 0:
        yield f"{name} is made of answers in a part of the organisation."


def _allowed(release: Reading, measure: Measure, code: str, cell: Row) -> Iterator[str]:
    subject, name = measure
    item = release.items.get(name, {}) if subject == "item" else {}
    if subject not in SUBJECTS or (subject == "item" and not item):
        yield "is about something that the round did not ask."
    if release.attribute(code) is not None:
        yield from _by_attribute(release, subject, item)
    yield from _form(release, measure, item, cell)
    depth = number(release.groups.get(code, {}), "depth") or 0
    if (release.guarded(measure) or subject == "theme") and depth > SERVICE_DEPTH:
        yield "may not be shown below the services."
    if _whole_only(release, item) and depth > 0:
        yield "may be shown for the whole organisation only."


def _whole_only(release: Reading, item: Row) -> bool:
    after = release.after(item)
    return bool(item.get("attribute") or item.get("yearly") or after.get("sensitive"))


def _by_attribute(release: Reading, subject: str, item: Row) -> Iterator[str]:
    if subject == "theme":
        yield "may not be shown by who answers: themes are counted for services and wider."
    if _whole_only(release, item):
        yield "may not be shown by who answers."


def _form(release: Reading, measure: Measure, item: Row, cell: Row) -> Iterator[str]:
    counts = cell.get("counts")
    if release.guarded(measure) and (counts is not None or cell.get("band") not in BANDS):
        yield "is sensitive and is not shown as a band."
    if item.get("attribute") and counts:
        yield "counts who answers, which can point at a few people."


def _follow_up(release: Reading, measure: Measure, code: str, trial: Trial) -> None:
    item = release.items.get(measure[1], {}) if measure[0] == "item" else {}
    parent = text(row(item, "follows"), "item")
    if row(item, "follows") and code not in release.measures.get(("item", parent), {}):
        figure = f"{measure[1]} (item), {release.name(code)}"
        trial.find(figure, f"{figure} is shown where the question before it is not.")
