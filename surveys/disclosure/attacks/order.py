"""Attack 19: an order can rank. Rows stand in reading order or sorted by key, never by what they hold."""

from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import REST, Reading, number, rows, text
from surveys.disclosure.attacks.shape import duplicates

CELL_KEY = ("group_code", "subject", "measure")


def stage(known: Known, trial: Trial) -> None:
    """Cells by group, subject and measure; groups as the tree is read; comments by their shuffle."""
    release = known.release
    keys = [tuple(text(cell, word) for word in CELL_KEY) for cell in rows(release.parts, "cells")]
    trial.tried += len(keys)
    if keys != sorted(keys):
        trial.find("the order of the figures", "The figures are not sorted by group and measure.")
    for twice in duplicates(release, "cells", CELL_KEY):
        trial.find(f"a figure that stands twice: {twice}", f"The figure {twice} stands twice.")
    for name in ("groups", "comments"):
        places = [number(each, "position") for each in rows(release.parts, name)]
        trial.tried += len(places)
        if places != list(range(len(places))):
            trial.find(f"the order of the {name}", f"The {name} do not stand in their own order.")
    for sentence in _reading_order(release):
        trial.find("the order of the groups", sentence)
    for other in known.other_waves[-1:]:
        _as_before(release, other, trial)


def _reading_order(release: Reading) -> list[str]:
    """A group after the one above and everything in one before the next; a remainder last; answers after the tree."""
    path: list[str] = []
    closed: set[str] = set()
    answers: list[str] = []
    for code in release.groups:
        if release.attribute(code) is not None:
            answers.append(code)
            continue
        parent = release.groups[code].get("parent")
        while path and path[-1] != parent:
            closed.add(path.pop())
        if (parent is not None and not path) or answers or parent in closed:
            return [f"{release.name(code)} does not stand where it is read."]
        if release.groups[code].get("kind") == "combined":
            closed.add(str(parent))
        path.append(code)
    return _answers(release, answers)


def _answers(release: Reading, codes: list[str]) -> list[str]:
    """Question by question, answer by answer as they are asked, what is combined last."""
    expected: list[str] = []
    for item in release.items.values():
        name = text(item, "code")
        values = [text(option, "value") for option in rows(item, "options")]
        expected += [f"{name}={value}" for value in (*values, REST)]
    wrong = [code for code in codes if code not in expected]
    right = sorted((c for c in codes if c in expected), key=expected.index)
    if wrong or right != codes:
        return ["Groups by answer do not stand as they are asked, or are of no answer."]
    return []


def _as_before(release: Reading, other: Reading, trial: Trial) -> None:
    """Groups of both waves in another order than before: perhaps reordered in the organisation. Reported."""
    both = set(release.groups) & set(other.groups)
    now = [code for code in release.groups if code in both]
    trial.tried += len(both)
    if now != [code for code in other.groups if code in both]:
        trial.report("Groups stand in another order than in the round before.")
