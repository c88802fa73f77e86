"""The attacks and how they went, as lines to read on a terminal or as a table in Markdown."""

from collections.abc import Sequence

from surveys.disclosure.attacks.finding import Outcome


def lines(outcomes: Sequence[Outcome]) -> list[str]:
    """For a terminal: a line an attack, its details below it."""
    wide = max((len(each.name) for each in outcomes), default=0)
    said = []
    for each in outcomes:
        said.append(f"{each.number:>5}  {each.name:{wide}}  {each.tried:>7}  {each.outcome}")
        said += [f"{'':7}{detail}" for detail in each.details]
    return said


def markdown(outcomes: Sequence[Outcome]) -> list[str]:
    """For docs/disclosure.md."""
    said = ["| | attack | tried on | outcome | details |", "|---|---|---:|---|---|"]
    for each in outcomes:
        details = " ".join(detail.replace("|", "\\|") for detail in each.details)
        cells = (each.number, each.name, f"{each.tried:,}", each.outcome, details)
        said.append(f"| {' | '.join(cells)} |")
    return said
