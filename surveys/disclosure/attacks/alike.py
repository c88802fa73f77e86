"""Attack 9: answers that are all alike, or all but one: who is in the group is known to have answered so."""

from collections.abc import Mapping

from surveys.disclosure.attacks import dissent
from surveys.disclosure.attacks.dissent import OUTSIDE
from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import Measure, Reading, left_over, number, numbers, row


def stage(known: Known, trial: Trial) -> None:
    """Every shown group and what is left over in it, for every question that has one answer; then every sum.

    Opinions refuse where the release says that it keeps the rule (its certificate; the build's rehearsal always does);
    facts are reported.
    """
    release = known.release
    keeps = "protection" in release.parts or known.people is not None
    for (subject, code), held in release.measures.items():
        item = release.items.get(code, {}) if subject == "item" else {}
        if item.get("kind") not in ("scale", "single") or item.get("sensitive"):
            continue
        counts = {group: numbers(cell.get("counts")) for group, cell in held.items()}
        opinion = item.get("opinion") is True
        _judge(release, (subject, code), counts, refuse=opinion and keeps, trial=trial)
    dissent.stage(known, trial)
    if not keeps:
        trial.note("The release does not say that it keeps the rule, so it is only reported.")


def _judge(
    release: Reading,
    measure: Measure,
    counts: Mapping[str, Mapping[str, int]],
    *,
    refuse: bool,
    trial: Trial,
) -> None:
    least = max(OUTSIDE, number(row(release.parts, "protection"), "h") or OUTSIDE)
    seen = set()
    for sum_ in release.sums(counts):
        pieces = [(release.name(sum_.whole), dict(counts[sum_.whole]))]
        if sum_.inside:
            pieces.append((release.spoken(sum_), left_over(counts, sum_)))
        for name, own in pieces:
            people = sum(own.values())
            outside = people - max(own.values(), default=0)
            trial.tried += 1
            if people <= 0 or outside >= least or name in seen:
                continue
            seen.add(name)
            said = f"{measure[1]}: of {name}, {people} people, all but {outside} answered alike."
            if refuse:
                trial.find(f"{measure[1]} ({measure[0]}), {name}", said)
            else:
                trial.report(said)
