"""What must hold of a release whose groups overlap: teams, and roles of the whole organisation. README.md has it in words."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.responses.reader import OpenedAnswers
from tests.properties import adversary
from tests.properties.councils import PLEDGE, Council
from tests.properties.test_disclosure import answered, floor, where
from tests.surveys.disclosure import council as made_up
from tests.surveys.disclosure.council import INSTRUMENT

pytestmark = pytest.mark.slow

ROLES = ("sw", "manager", "")


@st.composite
def small_councils(draw: st.DrawFn) -> Council:
    """Up to three teams in two services, few enough cells for brute force; some leave questions out."""
    teams = draw(st.integers(1, 3))
    services: dict[str, dict[str, int]] = {
        "S1": {f"T{n}": 40 for n in range(teams)},
        "S2": {"": 40},
    }
    tree = tuple(made_up.tree(services))
    opened: list[OpenedAnswers] = []
    for group in tree:
        for role in ROLES if group.is_block else ():
            number = draw(st.sampled_from([0, 0, 1, 2, 3, 5, 6, 8]))
            skip = draw(st.integers(0, 2))
            for each in range(number):
                given_ = {
                    "workload": draw(st.sampled_from("12345")),
                    "overtime": "no",
                    "pension": "yes",
                }
                if role:
                    given_["role"] = role
                if each < skip:
                    del given_["workload"]
                opened.append(OpenedAnswers(group.code, dict(given_)))
    return Council(tree, tuple(opened), ())


@settings(max_examples=60, deadline=None)
@given(small_councils())
def test_teams_and_roles_together_isolate_nobody(council: Council) -> None:
    release = council.release()
    cells = sorted({where(one) for one in council.opened})
    inside = adversary.cells_of(release, cells)
    tried: dict[frozenset[str], list[frozenset[adversary.Cell]]] = {}
    for (subject, measure), groups in adversary.equations(release).items():
        if subject == "theme":
            continue
        if groups not in tried:
            tried[groups] = list(adversary.derivable([inside[code] for code in groups], cells))
        counted = Counter(
            where(one) for one in council.opened if subject == "response" or answered(one, measure)
        )
        for some in tried[groups]:
            total = sum(counted[cell] for cell in some)
            assert total == 0 or total >= floor(measure), (measure, sorted(some))


@settings(max_examples=40, deadline=None)
@given(small_councils(), st.randoms(use_true_random=False))
def test_other_answers_by_the_same_people_leave_the_pattern_byte_for_byte(
    council: Council, chance: random.Random
) -> None:
    def otherwise(one: OpenedAnswers) -> OpenedAnswers:
        said = {
            code: value
            if code in ("role", "overtime")
            else chance.choice(INSTRUMENT.item(code).options).value
            for code, value in one.answers.items()
        }
        return OpenedAnswers(one.block, said)

    one, two = council.release(), council.release([otherwise(each) for each in council.opened])
    assert one["groups"] == two["groups"]
    assert one["protection"] == two["protection"]
    status = [
        [(c["group_code"], c["measure"], c["status"]) for c in r["cells"]] for r in (one, two)
    ]
    assert status[0] == status[1]


@settings(max_examples=40, deadline=None)
@given(small_councils())
def test_the_certificate_says_what_is_so(council: Council) -> None:
    release = council.release()
    proven = release["protection"]
    assert (proven["k"], proven["h"]) == (PLEDGE.threshold, 2)
    shown = {group["code"] for group in release["groups"] if group["status"] == "shown"}
    if shown:
        assert proven["smallest_block"] >= PLEDGE.threshold
        assert proven["least"] >= PLEDGE.threshold
        cells = sorted({where(one) for one in council.opened})
        inside = adversary.cells_of(release, cells)
        counted = Counter(map(where, council.opened))
        sizes = [
            sum(counted[cell] for cell in some)
            for some in adversary.derivable([inside[code] for code in sorted(shown)], cells)
        ]
        assert proven["least"] <= min(size for size in sizes if size)
    else:
        assert proven["least"] is proven["smallest_block"] is None
