"""Attacks 16 and 17: what the figures of a block say of a hidden group that is counted in it, by bounds.

Of a hidden group of at most m of the block's n people, between max(0, l - (n - c)) and min(c, m) gave an answer that c of
the block gave; l is the least number of its people. A staff list tells l and m. Margins of one kind (blocks) and of
another (answers to an attribute) bound what they share in the same way; these bounds are reached (Fréchet).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.disclosure.attacks import bands
from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.programme import Column, Programme, Row
from surveys.disclosure.attacks.reading import Measure, Reading, Sum, left_over, number, numbers

#: Below this width of its bounds a number is asked for as a whole one.
NARROW = 3


@dataclass(frozen=True)
class _Block:
    """What is left over of a shown group, and the hidden groups that share it, with the least and most people of each."""

    name: str
    people: int
    counts: Mapping[str, int]
    sizes: Mapping[str, tuple[int, int]]

    def bounds(self, code: str, option: str) -> tuple[int, int]:
        least, most = self.sizes[code]
        count = self.counts[option]
        return max(0, least - (self.people - count)), min(count, most)


def stage(known: Known, trial: Trial) -> None:
    """16: every hidden group and answer. A number above nought that is certain refuses, unless the block is all alike."""
    release = known.release
    implied = {"nobody": 0, "alike": 0}
    for measure in _counted(release):
        for block in _blocks(known, measure):
            for code in block.sizes:
                _hidden(release, measure, block, code, implied=implied, trial=trial)
        for sentence in _shared(release, measure, trial):
            trial.report(sentence)
    for count, said in (
        (implied["alike"], "follow from blocks that all answered alike"),
        (implied["nobody"], "are nobody's, as in their whole block"),
    ):
        if count:
            trial.report(f"{count} answers of hidden groups {said}.")
    bands.stage(known, trial)


def _hidden(
    release: Reading,
    measure: Measure,
    block: _Block,
    code: str,
    *,
    implied: dict[str, int],
    trial: Trial,
) -> None:
    for option, count in block.counts.items():
        trial.tried += 1
        least, most = block.bounds(code, option)
        if count == 0:
            implied["nobody"] += 1
        elif 0 < least == most and block.sizes[code][1] < release.threshold():
            if count == block.people:
                implied["alike"] += 1
            else:
                _pinned(release, measure, code, least, trial)


def stage_whole_numbers(known: Known, trial: Trial) -> None:
    """17: where bounds are narrow, the least and the most in whole numbers, with all hidden groups of the block at once."""
    if known.staff is None:
        trial.note("Needs a staff list (--staff).")
        return
    release = known.release
    for measure in _counted(release):
        for block in _blocks(known, measure):
            if release.items[measure[1]].get("kind") != "multiple":
                _solve(release, measure, block, trial)


def _counted(release: Reading) -> Iterator[Measure]:
    for subject, code in release.measures:
        item = release.items.get(code, {}) if subject == "item" else {}
        if item and not item.get("sensitive") and not item.get("attribute"):
            yield subject, code


def _blocks(known: Known, measure: Measure) -> Iterator[_Block]:
    release = known.release
    held = release.measures[measure]
    counts = {
        code: {**numbers(cell.get("counts")), "": number(cell, "base") or 0}
        for code, cell in held.items()
    }
    hidden: dict[str, list[str]] = {}
    for code in release.leaves():
        home = release.home(code, held)
        if code not in held and home is not None:
            hidden.setdefault(home, []).append(code)
    for sum_ in release.sums(held):
        if sum_.whole in hidden and not _of_answers(release, sum_):
            left = left_over(counts, sum_)
            people = left.pop("")
            sizes = _sizes(hidden[sum_.whole], people, known.staff or {})
            yield _Block(release.spoken(sum_), people, left, sizes)


def _of_answers(release: Reading, sum_: Sum) -> bool:
    return bool(sum_.inside) and release.attribute(sum_.inside[0]) is not None


def _sizes(codes: list[str], people: int, staff: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Hidden group -> the least and the most of its people who can be among the block's."""
    most = {code: min(people, staff.get(code, people)) for code in codes}
    return {
        code: (max(0, people - sum(most[other] for other in codes if other != code)), most[code])
        for code in codes
    }


def _pinned(release: Reading, measure: Measure, code: str, count: int, trial: Trial) -> None:
    name = release.name(code)
    trial.find(
        f"{measure[1]} ({measure[0]}), {name}",
        f"{measure[1]}: it is certain that {count} people of {name} gave one answer.",
    )


def _shared(release: Reading, measure: Measure, trial: Trial) -> Iterator[str]:
    """Blocks against answers to attributes: what they share is certain only where all others are nobody."""
    held = release.measures[measure]
    counts = {code: numbers(cell.get("counts")) for code, cell in held.items()}
    whole = counts.get(str(release.top), {})
    tree = [code for code in held if release.attribute(code) is None and code != release.top]
    answers = [code for code in held if release.attribute(code) is not None]
    certain = 0
    for one in tree:
        for other in answers:
            for option, of_all in whole.items():
                trial.tried += 1
                n, m = counts[one].get(option, 0), counts[other].get(option, 0)
                certain += 0 < min(n, m) == max(0, n + m - of_all)
    if certain:
        yield f"{measure[1]}: {certain} numbers of a group by an answer follow, as others gave none."


def _solve(release: Reading, measure: Measure, block: _Block, trial: Trial) -> None:
    codes, options = list(block.sizes), list(block.counts)
    narrow = [
        (code, option)
        for code in codes
        for option in options
        if block.counts[option]
        and block.bounds(code, option)[1] - block.bounds(code, option)[0] < NARROW
    ]
    if not narrow:
        return
    programme = _programme(block, codes, options)
    for code, option in narrow:
        trial.tried += 1
        column = codes.index(code) * len(options) + options.index(option)
        least, most = (_extreme(programme, column, sign) for sign in (1, -1))
        if least and least == most and block.counts[option] != block.people:
            trial.report(
                f"{measure[1]}: {least} people of {release.name(code)} gave one answer, "
                "if the staff list is right."
            )


def _programme(block: _Block, codes: list[str], options: list[str]) -> Programme:
    """Unknown: how many of each hidden group gave each answer."""
    columns = [Column(0, 0, block.people, whole=True) for _ in codes for _ in options]
    width = len(options)
    rows = [
        Row(
            {place * width + number_: 1.0 for place in range(len(codes))},
            block.counts[option],
            block.counts[option],
        )
        for number_, option in enumerate(options)
    ]
    rows += [
        Row({place * width + n: 1.0 for n in range(width)}, 0, block.sizes[code][1])
        for place, code in enumerate(codes)
    ]
    return Programme(columns, rows)


def _extreme(programme: Programme, column: int, sign: int) -> int | None:
    """The least (1) or the most (-1) that the column can be; None when the staff list does not fit the figures."""
    programme.price({column: sign})
    found = programme.solve()
    programme.price({column: 0})
    return None if found is None else round(found[column])
