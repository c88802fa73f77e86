"""A set that can be derived and is of one mind is found, whatever groups it takes."""

from datetime import date

import pytest

from surveys.disclosure import draft, links, rehearse
from surveys.disclosure.attack import attack
from tests.surveys.disclosure import council
from tests.surveys.disclosure.council import answers
from tests.surveys.disclosure.test_alike import OPINIONS, TWO, mixed

#: Managers of one mind or another sit in T1 and T4; everybody else there agrees.
OPENED = (
    mixed("T1", 12, role="manager")
    + answers("T1", 6)
    + mixed("T4", 12, role="manager")
    + answers("T4", 6)
    + mixed("T2", 28)
    + mixed("T5", 28)
)


def released() -> tuple[dict[str, object], rehearse.People]:
    found = council.evidence(council.tree(TWO), OPENED, instrument=OPINIONS)
    wave = council.wave()
    wave.instrument_document = OPINIONS.document()
    built = draft.figures(found, wave, published_on=date(2026, 12, 1), demonstration=False)
    return rehearse.as_file(built.draft), rehearse._people(found)


def test_teams_without_the_managers_in_them_are_found_to_be_of_one_mind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(links, "without_dissent", lambda *_: frozenset())
    parts, people = released()
    assert [finding.sentence for finding in attack(parts, people=people)] == [
        "workload: of sw − Group T2 − Group T5, 12 people, all but 0 answered alike."
    ]
    assert {finding.item for finding in attack(parts, people=people)} == {"workload"}


def test_the_builder_leaves_nothing_of_the_kind() -> None:
    parts, people = released()
    assert attack(parts, people=people) == ()
