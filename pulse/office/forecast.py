"""What a round could show, from today's headcounts: the same few figures wherever groups or headcounts are decided on."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulse.extensions import people
from surveys.errors import Refusal
from surveys.fieldwork import cadence, freeze, groups, visibility
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.visibility import Visibility
from surveys.governance import in_force


@dataclass(frozen=True)
class Forecast:
    """At 40, 60 and 80 per cent response; or why there is none."""

    expected: tuple[Visibility, ...]
    why_not: str | None
    advice: tuple[str, ...]
    pledge: Pledge


def of(pledge: Pledge | None = None) -> Forecast:
    """With the pledge that is meant, or that of the programme, or the rules' own."""
    rhythm = cadence.the(people())
    meant = pledge or (rhythm.pledge if rhythm else in_force.now(people()).rules.pledge)
    try:
        return of_tree(freeze.preview(people(), meant), meant)
    except Refusal as refusal:
        return of_tree((), meant, str(refusal))


def of_tree(tree: Sequence[WaveGroup], pledge: Pledge, why_not: str | None = None) -> Forecast:
    """Of a round's own tree, frozen or foreseen; ``why_not``: why it has none."""
    expected = visibility.expected(tree, groups.whole(people()), pledge) if tree else ()
    return Forecast(
        expected, why_not, visibility.advice(visibility.staff(people()), pledge), pledge
    )
