"""Attack 0: what the file itself claims. A file that is not what it says must not be taken for safe."""

from collections.abc import Mapping
from typing import Final

from surveys.disclosure.attacks import withdrawn
from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import (
    REST,
    Measure,
    Reading,
    Row,
    Sum,
    left_over,
    number,
    numbers,
    row,
    rows,
    text,
)

NEEDED: Final = {"wave": dict, "instrument": dict, "pledge": dict, "frame": dict, "groups": list}
#: what these parts cannot do without
WITHIN: Final = {"wave": ("code", str), "instrument": ("items", list), "frame": ("themes", dict)}
STATUS: Final = {
    "groups": {"shown", "combined"},
    "cells": {"shown", "band", "withheld"},
}
CONTRADICTS = "the release contradicts itself."


def stage(known: Known, trial: Trial) -> None:
    """Parts that are missing or of the wrong type, and numbers that contradict one another."""
    release = known.release
    withdrawn.stage(release, trial)
    if not release.has_figures:
        _supplement(release, trial)
        return
    for name, kind in NEEDED.items():
        trial.tried += 1
        if not isinstance(release.parts.get(name), kind):
            trial.find(f"the part {name}", f"The part “{name}” is missing or damaged.")
    for name, (word, within) in WITHIN.items():
        if not isinstance(row(release.parts, name).get(word), within):
            trial.find(f"the part {name}", f"The part “{name}” has no “{word}”.")
    _lists(release, trial)
    _certificate(release, trial)
    for measure, held in release.measures.items():
        _measure(release, measure, held, trial)


def _supplement(release: Reading, trial: Trial) -> None:
    trial.tried += 1
    counted = number(row(release.parts, "withheld"), "uncleared") is not None
    if not (rows(release.parts, "comments") or counted or withdrawn.PART in release.parts):
        trial.find("the file", "The file holds neither figures nor comments.")
    _of_rows(release, "comments", ("group_code", "item", "reader", "text"), trial)


def _lists(release: Reading, trial: Trial) -> None:
    _of_rows(release, "groups", ("code", "kind", "status"), trial)
    _of_rows(release, "cells", ("group_code", "subject", "measure", "status"), trial)
    for name, known in STATUS.items():
        if not {text(each, "status") for each in rows(release.parts, name)} <= known:
            trial.find(f"the part {name}", f"A row of “{name}” has a status that no release has.")
    _of_rows(row(release.parts, "instrument"), "items", ("code", "kind"), trial)
    for name in ("threshold", "sensitive_threshold", "comment_threshold"):
        if number(row(release.parts, "pledge"), name) is None:
            trial.find(f"the pledge's {name}", f"The pledge has no {name}.")


def _of_rows(holder: Reading | Row, name: str, words: tuple[str, ...], trial: Trial) -> None:
    """Every row of the list is a mapping with these texts."""
    found = (holder.parts if isinstance(holder, Reading) else holder).get(name, [])
    for place, each in enumerate(found if isinstance(found, list) else [None], start=1):
        trial.tried += 1
        held = each if isinstance(each, Mapping) else {}
        if not all(isinstance(held.get(word), str) for word in words):
            trial.find(f"a row of {name}", f"Row {place} of “{name}” is damaged.")


def _certificate(release: Reading, trial: Trial) -> None:
    """The release's own certificate must not promise less than the pledge, or more than there is."""
    if "protection" not in release.parts:
        return
    protection, floor = row(release.parts, "protection"), release.threshold()
    for name in ("k", "smallest_block", "least"):
        trial.tried += 1
        said = number(protection, name)
        if release.measures and said is not None and said < floor:
            trial.find(f"the certificate's {name}", f"The certificate says {name} = {said}.")


def _measure(release: Reading, measure: Measure, held: Mapping[str, Row], trial: Trial) -> None:
    item = release.items.get(measure[1], {}) if measure[0] == "item" else {}
    counts = {code: numbers(cell.get("counts")) for code, cell in held.items()}
    for code, cell in held.items():
        trial.tried += 1
        if cell.get("status") in ("shown", "band") and number(cell, "base") is None:
            _wrong(release.figure(cell), "is shown and holds no number of people", trial)
        if measure[0] == "item" and not release.guarded(measure):
            _fits(release.figure(cell), counts[code], cell, item, trial)
    for sum_ in release.sums(held):
        _adds_up(release, measure, held, sum_, trial)
        if measure[0] != "response" and min(left_over(counts, sum_).values(), default=0) < 0:
            what = f"{measure[1]}, {release.name(sum_.whole)}"
            _wrong(what, "has fewer answers of one kind than the groups inside it", trial)


def _fits(figure: str, counts: Mapping[str, int], cell: Row, item: Row, trial: Trial) -> None:
    """Counts that contradict their base."""
    base = number(cell, "base") or 0
    several = item.get("kind") == "multiple"
    total = max(counts.values(), default=0) if several else sum(counts.values())
    exact = item.get("kind") in ("scale", "single") and not item.get("attribute")
    if min(counts.values(), default=0) < 0 or total > base or (exact and total != base):
        _wrong(figure, "has counts that do not fit its base", trial)


def _adds_up(
    release: Reading, measure: Measure, held: Mapping[str, Row], sum_: Sum, trial: Trial
) -> None:
    """Where a remainder is among the groups inside, they are the whole of it, in every number.

    Where one of the other groups inside is withheld, its people are what is left over.
    """
    attributes = {release.attribute(code) for code in sum_.inside} - {None}
    rest = [code for code in sum_.inside if code.endswith(REST)]
    if not attributes or not rest:
        return
    (attribute,) = attributes
    shown = [code for code, g in release.groups.items() if g.get("attribute") == attribute]
    missing = [c for c in shown if c not in held and release.groups[c].get("status") == "shown"]
    if missing:
        return
    numbers_ = {code: _all(held[code]) for code in (sum_.whole, *sum_.inside)}
    if measure[0] == "response":
        numbers_ = {code: {"base": each["base"]} for code, each in numbers_.items()}
    if any(left_over(numbers_, sum_).values()):
        _wrong(f"{measure[1]}, {release.name(rest[0])}", "is not what is left of the whole", trial)


def _all(cell: Row) -> dict[str, int]:
    return {**numbers(cell.get("counts")), "base": number(cell, "base") or 0}


def _wrong(figure: str, what: str, trial: Trial) -> None:
    trial.find(figure, f"{figure} {what}: {CONTRADICTS}")


def duplicates(release: Reading, name: str, words: tuple[str, ...]) -> list[str]:
    """Keys that stand more than once in the list."""
    seen: set[tuple[str, ...]] = set()
    twice = []
    for each in rows(release.parts, name):
        key = tuple(text(each, word) for word in words)
        if key in seen:
            twice.append(", ".join(key))
        seen.add(key)
    return twice
