"""Attacks 13 and 14: those who answered know their own answers; and it may be known who did not. Both are reported."""

from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import number, row, text


def stage(known: Known, trial: Trial) -> None:
    """13: the smallest block of all: all others in it together know the answer of the one who is left."""
    release = known.release
    smallest: tuple[int, str] | None = None
    for measure, held in release.measures.items():
        bases = {code: number(cell, "base") or 0 for code, cell in held.items()}
        for sum_ in release.sums(held):
            trial.tried += 1
            left = bases[sum_.whole] - sum(bases[code] for code in sum_.inside)
            if left > 0 and (smallest is None or left < smallest[0]):
                smallest = left, f"{measure[1]}, {release.spoken(sum_)}"
    if smallest is not None:
        people, figure = smallest
        trial.report(
            f"The smallest block has {people} people ({figure}): "
            f"{people - 1} of them together know the answers of the last one."
        )


def stage_non_respondents(known: Known, trial: Trial) -> None:
    """14: where one person of a group skipped a question, whoever says so is known by it. Reported."""
    release = known.release
    responses = release.measures.get(("response", "response"), {})
    for (subject, code), held in release.measures.items():
        if subject != "item":
            continue
        item = release.items.get(code, {})
        asked = release.measures.get(("item", text(row(item, "follows"), "item")), {})
        for group, cell in held.items():
            follows = bool(row(item, "follows"))
            whole = _asked(item, asked.get(group, {})) if follows else responses.get(group, {})
            base, of = number(cell, "base"), number(whole, "base")
            if base is None or of is None:
                continue
            trial.tried += 1
            if of - base == 1:
                trial.report(f"{release.figure(cell)}: one of those who were asked did not answer.")


def _asked(item: object, parent: object) -> dict[str, int | None]:
    """Who was asked a follow-up: those who gave one of its answers, where the counts of one answer say so."""
    follows = row(item, "follows") if isinstance(item, dict) else {}
    values = follows.get("values")
    counts = row(parent, "counts") if isinstance(parent, dict) else {}
    if not isinstance(values, list) or len(values) != 1:
        return {"base": None}
    return {"base": number(counts, str(values[0]))}
