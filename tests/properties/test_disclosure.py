"""What must hold of every release, whatever the council and whatever is said. README.md has it in words."""

import random
from collections import Counter
from itertools import chain
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveys import canonical
from surveys.disclosure.attack import attack
from surveys.disclosure.difference import left_over
from surveys.responses.reader import OpenedAnswers
from tests.properties import adversary
from tests.properties.councils import PLEDGE, Council, councils
from tests.surveys.disclosure.council import INSTRUMENT, answers, tree

pytestmark = pytest.mark.slow

SENSITIVE = {"bullied", "aggression", "bullying_mgmt"}


def people(council: Council, subject: str, measure: str) -> Counter[str]:
    """Block -> people that the figure rests on, counted the simple way."""
    if subject == "theme":
        return Counter(mention.block for mention in council.mentions)
    if subject == "response":
        return Counter(one.block for one in council.opened)
    return Counter(one.block for one in council.opened if answered(one, measure))


def answered(one: OpenedAnswers, measure: str) -> bool:
    asked = measure != "paid" or one.answers.get("overtime") == "yes"
    return bool(one.answers.get(measure)) and asked


def where(one: OpenedAnswers) -> adversary.Cell:
    return one.block, str(one.answers.get("role", ""))


def floor(measure: str) -> int:
    return PLEDGE.sensitive_threshold if measure in SENSITIVE else PLEDGE.threshold


@settings(max_examples=40, deadline=None)
@given(councils())
def test_no_figure_rests_on_fewer_than_k(council: Council) -> None:
    for cell in council.release()["cells"]:
        assert cell["base"] is None or cell["base"] >= floor(cell["measure"])


@settings(max_examples=30, deadline=None)
@given(councils())
def test_nothing_small_can_be_derived(council: Council) -> None:
    release = council.release()
    assert attack(release) == ()
    inside = adversary.blocks_of(release, council.blocks)
    by_groups: dict[frozenset[str], list[frozenset[str]]] = {}
    for (subject, measure), every in adversary.equations(release).items():
        groups = every & frozenset(inside)  # those by attribute: test_links.py
        if groups not in by_groups:
            known = [inside[code] for code in groups]
            by_groups[groups] = list(adversary.derivable(known, council.blocks))
        counted = people(council, subject, measure)
        for some in by_groups[groups]:
            total = sum(counted[block] for block in some)
            assert total == 0 or total >= floor(measure), (measure, sorted(some))


def test_the_adversary_finds_what_is_planted() -> None:
    council = Council(
        tuple(tree({"S1": {"A": 20, "B": 20, "C": 20}, "S2": {"": 20}})),
        tuple(answers("A", 9) + answers("B", 8) + answers("C", 3) + answers("S2", 9)),
        (),
    )
    release = council.release()
    planted: dict[str, Any] = {**release, "cells": [dict(cell) for cell in release["cells"]]}
    groups = [dict(group) for group in release["groups"]]
    for group in groups:
        if group["code"] in ("A", "B"):
            group.update(status="shown", combined_in=None)
    planted["groups"] = groups
    for code, base in (("A", 9), ("B", 8)):
        planted["cells"].append(
            {"group_code": code, "subject": "item", "measure": "pension", "status": "shown"}
            | {"base": base, "counts": {"yes": base, "no": 0}, "band": None}
        )
    planted["cells"].append(
        {"group_code": "S1", "subject": "item", "measure": "pension", "status": "shown"}
        | {"base": 20, "counts": {"yes": 20, "no": 0}, "band": None}
    )
    inside = adversary.blocks_of(planted, council.blocks)
    known = [inside[code] for code in adversary.equations(planted)["item", "pension"]]
    assert frozenset({"C"}) in set(adversary.derivable(known, council.blocks))
    sentences = [finding.sentence for finding in attack(planted)]
    assert "pension (item): Group S1 − Group A − Group B = 3 people" in sentences


@settings(max_examples=30, deadline=None)
@given(councils())
def test_whatever_is_shown_is_true(council: Council) -> None:
    release = council.release()
    cells = [(block, role) for block in council.blocks for role in ("sw", "manager", "")]
    inside = adversary.cells_of(release, cells)
    for cell in release["cells"]:
        if cell["base"] is None:
            continue
        there = inside[cell["group_code"]]
        if cell["subject"] == "theme":
            assert cell["base"] == sum((m.block, "") in there for m in council.mentions)
            continue
        given_there = [o for o in council.opened if where(o) in there]
        if cell["subject"] == "response":
            assert cell["base"] == len(given_there)
            continue
        assert cell["base"] == sum(answered(one, cell["measure"]) for one in given_there)
        if cell["counts"]:
            said = Counter(
                chain.from_iterable(
                    set([v] if isinstance(v := one.answers[cell["measure"]], str) else v)
                    for one in given_there
                    if answered(one, cell["measure"])
                )
            )
            assert +Counter(cell["counts"]) == said


@settings(max_examples=30, deadline=None)
@given(councils(), st.randoms(use_true_random=False))
def test_who_answers_decides_what_is_shown_not_what_they_say(
    council: Council, chance: random.Random
) -> None:
    def otherwise(one: OpenedAnswers) -> OpenedAnswers:
        said = dict(one.answers)
        for code in said.keys() - {"overtime", "paid", "tools", "role"}:
            said[code] = chance.choice(INSTRUMENT.item(code).options).value
        return OpenedAnswers(one.block, said)

    def pattern(opened: list[OpenedAnswers]) -> list[tuple[str, str, str]]:
        cells = council.release(opened)["cells"]
        return [(c["group_code"], c["measure"], c["status"]) for c in cells]

    assert pattern(list(council.opened)) == pattern([otherwise(one) for one in council.opened])


@settings(max_examples=40, deadline=None)
@given(councils(), st.randoms(use_true_random=False))
def test_the_order_of_answers_leaves_no_trace(council: Council, chance: random.Random) -> None:
    shuffled = list(council.opened)
    chance.shuffle(shuffled)
    assert canonical.dumps(council.release(shuffled)) == canonical.dumps(council.release())


@settings(max_examples=30, deadline=None)
@given(councils())
def test_a_question_never_shows_a_group_that_the_round_hides(council: Council) -> None:
    release = council.release()
    shown = {group["code"] for group in release["groups"] if group["status"] == "shown"}
    for groups in adversary.equations(release).values():
        assert groups <= shown


@settings(max_examples=30, deadline=None)
@given(councils(), st.data())
def test_more_answers_in_a_large_team_never_reveal_a_small_one(
    council: Council, data: st.DataObject
) -> None:
    sizes = Counter(one.block for one in council.opened)
    large = [block for block in council.blocks if sizes[block] >= PLEDGE.threshold]
    assume(large)
    more = data.draw(st.sampled_from(large))
    release = council.release([*council.opened, OpenedAnswers(more, {"workload": "1"})])
    for group in release["groups"]:
        if group["code"] in council.blocks and group["status"] == "shown":
            assert sizes[group["code"]] >= PLEDGE.threshold


@settings(max_examples=30, deadline=None)
@given(councils())
def test_no_difference_of_figures_and_comments_isolates_a_few(council: Council) -> None:
    built = council.built()
    for item, family in built.attribution.items():
        counted = Counter(m.block for m in council.mentions if m.item == item)
        assert all(member.depth <= 1 for member in family)
        inside = adversary.blocks_of(built.draft.documents(), council.blocks)
        totals = {m.code: sum(counted[block] for block in inside[m.code]) for m in family}
        assert all(total >= PLEDGE.comment_threshold for total in totals.values())
        for left in left_over(family, totals).values():
            assert left == 0 or left >= PLEDGE.comment_threshold
