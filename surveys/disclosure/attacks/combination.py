"""Attacks 2 and 3: the tree and the answers to attributes taken together.

From the file alone every cell (a block and an answer to each attribute) may hold people. Then a sum of groups has the
weight f(block) + g(answer) + … in a cell, and where all of these are 0 or 1 only one of f, g, … is not constant: what can
be derived is made of whole blocks, or of whole answers to one attribute, which attack 1 adds up. Where cells are empty
more can be derived; who knows the true cells (``Known.people``) has the exact audit of ``linear``.
"""

from collections.abc import Hashable, Mapping

from surveys.disclosure.attacks import linear, placing, totals
from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import ANSWERED, SCORED, Cell, Known
from surveys.disclosure.attacks.reading import (
    Measure,
    Reading,
    Row,
    Sum,
    number,
    numbers,
    rows,
    text,
)


def stage(known: Known, trial: Trial) -> None:
    """2: any linear combination of groups of the tree and groups of answers, for every measure."""
    release = known.release
    for held in release.measures.values():
        linked = sum(release.attribute(code) is not None for code in held)
        trial.tried += linked * (len(held) - linked)
    if known.people is None:
        trial.note("From the file alone: any cell may hold people. The build knows the cells.")
        return
    for key, cells in sorted(known.people.items()):
        if ANSWERED not in key:
            _audit(release, key, cells, trial)


def _audit(release: Reading, key: str, cells: Mapping[Cell, int], trial: Trial) -> None:
    """Everything that the shown groups of one measure give away, knowing who is in which."""
    code = key.removesuffix(SCORED)
    measure = ("response" if code == "response" else "item", code)
    held = release.measures.get(measure, {})
    groups = placing.groups(release, held, cells.keys())
    people: dict[Hashable, int] = {cell: cells[cell] for cell in cells}
    for group, own in groups.items():
        trial.tried += 1
        if sum(people[cell] for cell in own) != _people(release, key, held[group]):
            figure = release.figure(held[group])
            trial.find(figure, f"{figure} is not the number of people who are in the group.")
    names = {group: release.name(group) for group in groups}
    for found in linear.derivable(groups, people, release.floor(measure)):
        sum_ = totals.spoken(found.combination, names)
        figure = f"{code} ({measure[0]}), {names[found.combination[0][0]]} with others"
        trial.find(figure, f"{key}: {sum_} = {found.size:g} people")


def _people(release: Reading, key: str, cell: Row) -> int | None:
    """How many people the figure says there are: those who answered, or those whose answer has a score."""
    if not key.endswith(SCORED):
        return number(cell, "base")
    options = rows(release.items.get(key.removesuffix(SCORED), {}), "options")
    scored = {text(option, "value") for option in options if option.get("score") is not None}
    return sum(n for value, n in numbers(cell.get("counts")).items() if value in scored)


def stage_containment(known: Known, trial: Trial) -> None:
    """3: an answer within a group of the tree, or the reverse, as far as the sizes alone show it."""
    release = known.release
    for measure, held in release.measures.items():
        bases = {code: number(cell, "base") or 0 for code, cell in held.items()}
        whole = bases.get(str(release.top))
        if whole is None:
            continue
        tree, answers = _pieces(release, held, bases)
        for one in tree:
            for other in answers:
                trial.tried += 1
                _overlap(release, measure, (one, other), whole, trial)


#: a group or what is left over in it, by name, and its people
_Piece = tuple[str, int]


def _pieces(
    release: Reading, held: Mapping[str, Row], bases: Mapping[str, int]
) -> tuple[list[_Piece], list[_Piece]]:
    tree = [(release.name(code), n) for code, n in bases.items() if release.attribute(code) is None]
    answers = [(release.name(c), n) for c, n in bases.items() if release.attribute(c) is not None]
    for sum_ in release.sums(held):
        left = bases[sum_.whole] - sum(bases[code] for code in sum_.inside)
        if sum_.inside and left:
            piece = (f"({release.spoken(sum_)})", left)
            (answers if _of_answers(release, sum_) else tree).append(piece)
    return tree, answers


def _of_answers(release: Reading, sum_: Sum) -> bool:
    return release.attribute(sum_.inside[0]) is not None


def _overlap(
    release: Reading, measure: Measure, pair: tuple[_Piece, _Piece], whole: int, trial: Trial
) -> None:
    """Where the sizes leave one possible overlap, the parts of the two groups are known: none may be a few people."""
    (one, n), (other, m) = pair
    least, most = max(0, n + m - whole), min(n, m)
    if least != most:
        return
    # A part that is nobody says only that one group lies within, or beside, the other.
    for what, size in ((f"{one} − {other}", n - least), (f"{other} − {one}", m - least)):
        if 0 < size < release.floor(measure):
            trial.find(
                f"{measure[1]} ({measure[0]}), {one}", f"{measure[1]}: {what} = {size} people"
            )
