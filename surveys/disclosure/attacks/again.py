"""Attack 5: a second release of the same wave. Late answers are the difference of the two."""

from collections.abc import Hashable, Mapping

from surveys.disclosure.attacks import totals
from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.programme import Unbounded
from surveys.disclosure.attacks.reading import REST, Measure, Reading, Row, number, numbers, row

NOW, BEFORE = "now", "before"


def stage(known: Known, trial: Trial) -> None:
    """Figures of the two that differ by a few people, and sums over the groups of both."""
    new = known.release
    for old in known.same_wave:
        same = new.parts.get("cells") == old.parts.get("cells")
        trial.tried += 1
        if not same and not row(new.parts, "wave").get("replaces"):
            trial.find(
                "a second release of the round",
                "The round is published already, and this is neither the same nor its replacement.",
            )
        for measure in sorted(set(new.measures) & set(old.measures)):
            _compare(new, old, measure, trial)
            _together(new, old, measure, trial)


def _compare(new: Reading, old: Reading, measure: Measure, trial: Trial) -> None:
    """Group by group: other people by fewer than the floor, or other answers by the same people."""
    now, before = new.measures[measure], old.measures[measure]
    for code in sorted(set(now) & set(before)):
        trial.tried += 1
        figure, floor = new.figure(now[code]), new.floor(measure)
        differ = abs((number(now[code], "base") or 0) - (number(before[code], "base") or 0))
        if 0 < differ < floor:
            said = f"{figure} differs from the release before by {differ} people."
            trial.find(figure, said)
        elif differ == 0 and _numbers(now[code]) != _numbers(before[code]):
            trial.find(figure, f"{figure} has as many people as before and other answers.")


def _numbers(cell: Row) -> tuple[dict[str, int], object]:
    return numbers(cell.get("counts")), cell.get("band")


def _together(new: Reading, old: Reading, measure: Measure, trial: Trial) -> None:
    """The groups of both as equations over the same people, the tree and each attribute for itself."""
    for attribute in sorted({str(new.attribute(code)) for code in new.measures[measure]}):
        groups, sizes, names = _equations(new, old, measure, attribute)
        trial.tried += len(groups)
        try:
            found = totals.small_sums(groups, sizes, new.floor(measure))
        except Unbounded:
            figure = f"{measure[1]} ({measure[0]}), both releases"
            trial.find(figure, f"{figure}: their numbers of people contradict each other.")
            continue
        for sum_ in found:
            if {name.partition(":")[0] for name, _ in sum_.combination} == {NOW, BEFORE}:
                said = totals.spoken(sum_.combination, names)
                trial.find(
                    f"{measure[1]} ({measure[0]}), both releases",
                    f"{measure[1]}: {said} = {sum_.people:g} people",
                )


def _equations(
    new: Reading, old: Reading, measure: Measure, attribute: str
) -> tuple[dict[str, set[Hashable]], dict[str, int], dict[str, str]]:
    """Group by release -> its cells, people and name. Who answered between the two is a cell of their own."""
    groups: dict[str, set[Hashable]] = {}
    sizes: dict[str, int] = {}
    names: dict[str, str] = {}
    kinds = _kinds(new.measures[measure], old.measures[measure])
    for when, release in ((NOW, new), (BEFORE, old)):
        for code, places in members(release, attribute).items():
            if code in release.measures[measure]:
                key = f"{when}:{code}"
                groups[key] = {(place, kind) for place in places for kind in kinds[when]}
                sizes[key] = number(release.measures[measure][code], "base") or 0
                names[key] = f"{release.name(code)} ({when})"
    return groups, sizes, names


def _kinds(now: Mapping[str, Row], before: Mapping[str, Row]) -> dict[str, tuple[str, ...]]:
    """Which people a release counts: those of both, those of it alone. As few kinds as the numbers allow."""
    differ = [
        (number(now[code], "base") or 0) - (number(before[code], "base") or 0)
        for code in set(now) & set(before)
    ]
    more, fewer = max(differ, default=0) > 0, min(differ, default=0) < 0
    return {
        NOW: ("both", *(["late"] if more else [])),
        BEFORE: ("both", *(["gone"] if fewer else [])),
    }


def members(release: Reading, attribute: str) -> dict[str, set[str]]:
    """Group -> the places its people come from: groups of the tree and all below, or answers ("None": the tree)."""
    if attribute == "None":
        return _of_the_tree(release)
    own = [code for code in release.groups if release.attribute(code) == attribute]
    answers = [code for code in own if not code.endswith(REST)]
    held = {code: {code} for code in answers if release.groups[code].get("status") == "shown"}
    rest = {*answers, "no answer"} - set(held)
    return held | {f"{attribute}={REST}": rest, str(release.top): {*answers, "no answer"}}


def _of_the_tree(release: Reading) -> dict[str, set[str]]:
    inside: dict[str, set[str]] = {code: set() for code in release.tree}
    # Every node is a place: people may hang from a service itself. Places that hold nobody drop out of the sums.
    for code in release.nodes():
        for place in (code, *release.above(code)):
            # A damaged file may hang a node from an answer.
            if place in inside:
                inside[place].add(code)
        combined = release.groups[code].get("combined_in")
        if isinstance(combined, str) and combined in inside and combined not in release.above(code):
            inside[combined].add(code)
    return inside
