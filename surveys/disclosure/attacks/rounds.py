"""Attacks 6 and 7: one wave and another. Who joined or left is the difference; several waves in one figure are refused."""

from collections.abc import Hashable, Iterator, Mapping

from surveys.disclosure.attacks import again, totals
from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.programme import Unbounded
from surveys.disclosure.attacks.reading import Reading, Row, number, row, rows, text

RESPONSE = ("response", "response")
POOLING = ("wave", "waves", "rounds", "pooled")


def stage(known: Known, trial: Trial) -> None:
    """6: shown groups that differ from another wave by a few people, and what a reorganisation tells apart. Reported."""
    for other in known.other_waves:
        for code, what, differ in _differences(known.release, other, trial):
            name = known.release.name(code)
            trial.report(f"{name}: {differ} {what} more or fewer than in an earlier round.")
    for other in known.other_waves[-1:]:
        for sentence in _reorganised(known.release, other, trial):
            trial.report(sentence)


def _differences(new: Reading, old: Reading, trial: Trial) -> Iterator[tuple[str, str, int]]:
    now, before = new.measures.get(RESPONSE, {}), old.measures.get(RESPONSE, {})
    for code in sorted(set(now) & set(before)):
        for what, count in (("people who answered", _base), ("people invited", _invited)):
            one, other = count(now[code]), count(before[code])
            if one is None or other is None:
                continue
            trial.tried += 1
            if 0 < abs(one - other) < new.threshold():
                yield code, what, abs(one - other)


def _base(cell: Row) -> int | None:
    return number(cell, "base")


def _invited(cell: Row) -> int | None:
    return number(row(cell, "counts"), "invited")


def _reorganised(new: Reading, old: Reading, trial: Trial) -> Iterator[str]:
    """Groups of both waves over the same people: what a moved or renamed group tells apart if nobody else moved."""
    now, before = new.measures.get(RESPONSE, {}), old.measures.get(RESPONSE, {})
    mine, theirs = again.members(new, "None"), again.members(old, "None")
    alike = _alike(new, old)
    groups: dict[str, set[Hashable]] = {}
    sizes, names = {}, {}
    for code in sorted(set(mine) & set(now)):
        groups[code] = {alike.get(place, place) for place in mine[code]}
        sizes[code], names[code] = _base(now[code]) or 0, new.name(code)
    for code in sorted(set(theirs) & set(before)):
        cells: set[Hashable] = {alike.get(place, place) for place in theirs[code]}
        if cells not in groups.values():
            key = f"before:{code}"
            groups[key], sizes[key] = cells, _base(before[code]) or 0
            names[key] = f"{old.name(code)} (before)"
    trial.tried += len(groups)
    if not any(name.startswith("before:") for name in groups):
        return
    try:
        found = totals.small_sums(groups, sizes, new.threshold())
    except Unbounded:
        # Sizes of two waves need not add up; then the difference is people who moved, which is told above.
        return
    for sum_ in found:
        if any(name.startswith("before:") for name, _ in sum_.combination):
            said = totals.spoken(sum_.combination, names)
            yield f"If nobody moved but the group: {said} = {sum_.people:g} people."


def _alike(new: Reading, old: Reading) -> dict[str, str]:
    """A group that only one of the trees has -> its place: what changed below the same parent is taken for the same."""
    own, others = set(new.nodes()), set(old.nodes())
    found = {}
    for release, code in [*((new, c) for c in own - others), *((old, c) for c in others - own)]:
        above = next((c for c in release.above(code) if c in new.groups and c in old.groups), "")
        found[code] = f"changed in {above}"
    return found


def stage_pooled(known: Known, trial: Trial) -> None:
    """7: a figure over several waves has more people than there are, or says so."""
    release = known.release
    invited = {c: _invited(x) for c, x in release.measures.get(RESPONSE, {}).items()}
    answered = {c: _base(x) for c, x in release.measures.get(RESPONSE, {}).items()}
    for (subject, _), held in release.measures.items():
        for code, cell in held.items():
            trial.tried += 1
            if subject != "theme":
                _too_many(release, cell, (answered.get(code), invited.get(code)), trial)
    for name in ("cells", "groups", "comments"):
        for each in rows(release.parts, name):
            _mentions(release, name, each, trial)


def _too_many(
    release: Reading, cell: Row, most: tuple[int | None, int | None], trial: Trial
) -> None:
    base, figure = number(cell, "base") or 0, release.figure(cell)
    if any(limit is not None and base > limit for limit in most):
        trial.find(figure, f"{figure} counts more people than the round has in the group.")


def _mentions(release: Reading, name: str, each: Mapping[str, object], trial: Trial) -> None:
    for word in POOLING:
        other = word in each and text(each, word) != release.wave
        if other or (word in each and name != "comments"):
            trial.find(f"a row of {name}", f"A row of “{name}” is about another round, or several.")
