"""The attack: what somebody with nothing but finished releases can work out about a few people.

Keeps docs/promise.md#small-numbers. It reads the release's parts alone, shares no code with what built them and can only
refuse. Each attack of the list in docs/disclosure.md is a function of ``surveys.disclosure.attacks``.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from surveys.disclosure.attacks import (
    again,
    alike,
    bounds,
    combination,
    comments,
    family,
    insiders,
    order,
    rounds,
    schema,
    shape,
    subtraction,
    trees,
    withheld,
)
from surveys.disclosure.attacks.finding import Finding, Outcome, Trial, outcome
from surveys.disclosure.attacks.known import Known, People
from surveys.disclosure.attacks.reading import Reading, Row

__all__ = ["Finding", "Outcome", "People", "attack", "survey"]

Stage: TypeAlias = Callable[[Known, Trial], None]

#: number, name, how it is staged
ATTACKS: Final[tuple[tuple[str, str, Stage], ...]] = (
    ("0", "the file contradicts itself", shape.stage),
    ("1", "a group minus the groups inside it", subtraction.stage),
    ("2", "sums over the tree and the answers to attributes", combination.stage),
    ("3", "one group within another", combination.stage_containment),
    ("4", "figures outside the family", family.stage),
    ("5", "a second release of the same round", again.stage),
    ("6", "round against round", rounds.stage),
    ("7", "several rounds in one figure", rounds.stage_pooled),
    ("8", "response rate × headcount", subtraction.stage_invited),
    ("9", "answers all alike, or all but one", alike.stage),
    ("10–12", "means and percentages turned back", schema.stage),
    ("13", "insiders who put their answers together", insiders.stage),
    ("14", "known non-respondents", insiders.stage_non_respondents),
    ("15", "themes and comments", comments.stage),
    ("16", "bounds from zeros and from single answers", bounds.stage),
    ("17", "whole numbers within narrow bounds", bounds.stage_whole_numbers),
    ("18", "the pattern of the gaps", withheld.stage_pattern),
    ("19", "ranks and orders", order.stage),
    ("20", "numbers where a gap should be", withheld.stage),
    ("21", "scores over several questions", subtraction.stage_scores),
    ("22", "two trees, or one person in two teams", trees.stage),
)
#: These only report; the build need not wait for them.
REPORTING: Final = frozenset({"6", "13", "14", "17", "18"})


def attack(
    parts: Row,
    earlier: Sequence[Row] = (),
    staff: Mapping[str, int] | None = None,
    people: People | None = None,
    supplements: Mapping[int, Row] | None = None,
) -> tuple[Finding, ...]:
    """Everything found in a release (part name -> content) that refuses it. No finding: it may be published.

    ``earlier``: parts of releases before it; for a supplement it must hold the round's figures. ``staff``: block or
    unit code -> people, from a staff list. ``people``: from the build alone, the true cells of each measure.
    ``supplements``: number of a release -> its parts, where what is withdrawn is looked up.
    """
    known = _known(parts, earlier, staff, people, supplements)
    found = []
    for number, _, stage in ATTACKS:
        if number not in REPORTING:
            trial = Trial()
            stage(known, trial)
            found += trial.findings
    return tuple(dict.fromkeys(found))


def survey(
    parts: Row,
    earlier: Sequence[Row] = (),
    staff: Mapping[str, int] | None = None,
    people: People | None = None,
    supplements: Mapping[int, Row] | None = None,
) -> tuple[Outcome, ...]:
    """Every attack of the list, in order: on how much it was staged and how it went. Takes what ``attack`` takes."""
    known = _known(parts, earlier, staff, people, supplements)
    outcomes = []
    for number, name, stage in ATTACKS:
        trial = Trial()
        stage(known, trial)
        outcomes.append(outcome(number, name, trial))
    return tuple(outcomes)


def _known(
    parts: Row,
    earlier: Sequence[Row],
    staff: Mapping[str, int] | None,
    people: People | None,
    supplements: Mapping[int, Row] | None,
) -> Known:
    before = tuple(Reading(each) for each in earlier)
    numbered = {number: Reading(each) for number, each in (supplements or {}).items()}
    return Known(Reading(parts), before, staff, people, numbered)
