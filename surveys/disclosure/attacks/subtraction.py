"""Attacks 1, 8 and 21: a group minus the shown groups inside it, for people, for the invited and for those with a score."""

from collections.abc import Iterator, Mapping

from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import REST, Reading, Row, number, numbers, row, rows, text


def stage(known: Known, trial: Trial) -> None:
    """1: every shown group, and every shown group minus those inside it across hidden levels."""
    release = known.release
    for measure, held in release.measures.items():
        bases = {code: number(cell, "base") for code, cell in held.items()}
        subtract(release, f"{measure[1]} ({measure[0]})", bases, release.floor(measure), trial)
    for code, item in release.items.items():
        if item.get("attribute"):
            _hidden_answers(release, code, trial)


def _hidden_answers(release: Reading, attribute: str, trial: Trial) -> None:
    """How many told their role, minus those of the roles that are shown, are those of the roles that are not."""
    asked = release.measures.get(("item", attribute), {})
    held = release.measures.get(("response", "response"), {})
    shown = [c for c in held if release.attribute(c) == attribute and not c.endswith(REST)]
    told = number(asked.get(str(release.top), {}), "base")
    if told is None or not shown:
        return
    trial.tried += 1
    left = told - sum(number(held[code], "base") or 0 for code in shown)
    if 0 < left < release.threshold():
        less = " − ".join(release.name(code) for code in shown)
        figure = f"{attribute} (item), {release.name(str(release.top))}"
        trial.find(figure, f"{attribute}: all who told − {less} = {left} people")


def stage_invited(known: Known, trial: Trial) -> None:
    """8: a response rate times a headcount is a number of people; the invited must add up as safely as they."""
    release = known.release
    held = release.measures.get(("response", "response"), {})
    invited = {}
    for code, cell in held.items():
        counts = row(cell, "counts")
        if release.attribute(code) is None:
            invited[code] = number(counts, "invited")
        elif counts:
            figure = release.figure(cell)
            trial.find(
                figure, f"{figure} says how many were invited, which is not known by answer."
            )
    subtract(release, "invited", invited, release.threshold(), trial)


def stage_scores(known: Known, trial: Trial) -> None:
    """21: a score rests on those answers alone that have one; a topic on questions that not the same people answered."""
    release = known.release
    for (subject, code), held in release.measures.items():
        item = release.items.get(code, {}) if subject == "item" else {}
        scored = {text(o, "value") for o in rows(item, "options") if o.get("score") is not None}
        if not scored or item.get("attribute") or item.get("sensitive"):
            continue
        totals: dict[str, int | None] = {
            group: sum(n for value, n in numbers(cell.get("counts")).items() if value in scored)
            for group, cell in held.items()
        }
        subtract(release, f"answers with a score to {code}", totals, release.threshold(), trial)
    for sentence in _uneven(release, trial):
        trial.report(sentence)


def subtract(
    release: Reading, what: str, totals: Mapping[str, int | None], floor: int, trial: Trial
) -> None:
    """A group below the floor, or a group minus all shown groups in it that leaves a few people."""
    small: set[str] = set()
    for sum_ in release.sums(totals):
        total, name = totals[sum_.whole], release.name(sum_.whole)
        figure = f"{what}, {name}"
        trial.tried += 1
        if total is None or total < floor:
            if sum_.whole not in small:
                trial.find(figure, f"{what}: {name} = {total} people")
            small.add(sum_.whole)
            continue
        left = total - sum(totals[inner] or 0 for inner in sum_.inside)
        if left != 0 and left < floor:
            trial.find(figure, f"{what}: {release.spoken(sum_)} = {left} people")


def _uneven(release: Reading, trial: Trial) -> Iterator[str]:
    topics: dict[str, list[Mapping[str, Row]]] = {}
    for (subject, code), held in release.measures.items():
        item = release.items.get(code, {}) if subject == "item" else {}
        if isinstance(item.get("construct"), str) and not item.get("sensitive"):
            topics.setdefault(text(item, "construct"), []).append(held)
    for topic, measures in sorted(topics.items()):
        groups = set.intersection(*(set(held) for held in measures))
        bases = [{number(held[code], "base") for held in measures} for code in groups]
        trial.tried += len(groups) * (len(measures) > 1)
        uneven = sum(len(each) > 1 for each in bases)
        if uneven:
            yield (
                f"The topic {topic} rests on questions that not the same number of people answered, "
                f"in {uneven} groups."
            )
