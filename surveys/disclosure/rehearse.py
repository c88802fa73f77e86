"""Rehearsing a release: build it, attack it, show less where the attack finds something, and refuse when that does not help.

Keeps docs/promise.md#small-numbers: nothing is published that the attack finds fault with. Coarser is planned and the same every time: for a question that
is named in a finding first its figures by attribute go, then those below the services, then all but the whole organisation's, then all.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, cast

from sqlalchemy.orm import Session

from surveys import canonical
from surveys.disclosure import draft
from surveys.disclosure.attack import Finding, People, attack
from surveys.disclosure.draft import Built
from surveys.disclosure.evidence import Evidence
from surveys.disclosure.suppress import COARSEST, scored, some_without_score
from surveys.errors import Refusal
from surveys.fieldwork.waves import Wave
from surveys.releases import release_file, shelf
from surveys.releases.document import Draft
from surveys.releases.release import Kind

_MOST_NAMED: Final = 10

Parts = Mapping[str, object]


class GivesAway(Refusal):
    """The attack found something in the finished release. Names the figures, never a number."""


def rehearse(
    found: Evidence,
    wave: Wave,
    *,
    published_on: date,
    demonstration: bool,
    earlier: Sequence[Parts] = (),
) -> Built:
    """The release as it would be published, attacked by somebody who knows every ``earlier`` one. Raises GivesAway, NotSolved."""
    people = _people(found)
    coarser: dict[str, int] = {}
    while True:
        built = draft.figures(
            found, wave, published_on=published_on, demonstration=demonstration, coarser=coarser
        )
        findings = attack(as_file(built.draft), earlier, people=people)
        if not findings:
            return built
        named = {finding.item or "" for finding in findings}
        if not named <= found.items.keys() or any(coarser.get(i, 0) == COARSEST for i in named):
            refuse(findings)
        coarser |= {item: coarser.get(item, 0) + 1 for item in named}


def earlier(people: Session, *, before: int | None = None) -> list[Parts]:
    """The parts of every release of figures on the shelf, or of those before a number: the attacker has kept them."""
    return [
        parts(people, each.number)
        for each in shelf.releases(people, Kind.FIGURES)
        if before is None or each.number < before
    ]


def parts(people: Session, number: int) -> Parts:
    """Part name -> content of a published release, comments without their texts left out."""
    return cast(Parts, json.loads(release_file.export(people, number))["parts"])


def as_file(made: Draft) -> dict[str, object]:
    """The parts as somebody reads them from the finished file."""
    return cast(dict[str, object], json.loads(canonical.dumps(made.documents())))


def refuse(findings: Sequence[Finding]) -> None:
    """Raises GivesAway when there is any. The sentences hold numbers, so they stay here."""
    if not findings:
        return
    figures = sorted({finding.figure for finding in findings})
    more = f" and {len(figures) - _MOST_NAMED} more" if len(figures) > _MOST_NAMED else ""
    raise GivesAway(
        "Nothing was published: some figures would give a few people away, and showing less of them did not help. "
        "Do not publish them in another way. Tell whoever looks after Pulse. The answers are kept; nothing is lost. "
        f"The figures: {'; '.join(figures[:_MOST_NAMED])}{more}."
    )


def _people(found: Evidence) -> People:
    """What the rehearsal's attacker knows beyond the file: exactly who answered which question where, with a score, and what."""
    known = {"response": found.respondents}
    for item in found.instrument.closed:
        known[item.code] = found.items[item.code].base
        if some_without_score(item) and not item.sensitive:
            known[f"{item.code} scored"] = scored(found.items[item.code], item)
        if item.opinion:
            for value, tally in found.items[item.code].counts.items():
                known[f"{item.code}={value}"] = tally
    return known
