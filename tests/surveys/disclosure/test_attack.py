"""The attack reads the finished file alone: each test plants one thing in a clean one and reads the finding."""

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from surveys import canonical
from surveys.comments.code_frame import Polarity
from surveys.disclosure import draft
from surveys.disclosure.attack import attack
from surveys.disclosure.tabulate import Mention
from tests.surveys.disclosure import council
from tests.surveys.disclosure.council import answers

Parts = dict[str, Any]
CONTRADICTS = "the release contradicts itself."


@pytest.fixture(scope="module")
def made() -> Parts:
    services = {"S1": {"A": 30, "B": 30, "C": 30}, "S2": {"": 60}}
    opened = (
        answers("A", 15, overtime="yes", paid="no")
        + answers("B", 15)
        + answers("C", 12)
        + answers("S2", 40)
    )
    mentions = [Mention("A", "open", {"pay": Polarity.NEGATIVE})] * 14
    mentions += [Mention("S2", "open", {"aggression": Polarity.NEGATIVE})] * 20
    found = council.evidence(council.tree(services), opened, mentions)
    built = draft.figures(
        found, council.wave(), published_on=date(2026, 12, 1), demonstration=False
    )
    parts: Parts = json.loads(canonical.dumps(built.draft.documents()))
    return parts


@pytest.fixture
def parts(made: Parts) -> Parts:
    return copy.deepcopy(made)


def cell(parts: Parts, group: str, measure: str) -> dict[str, Any]:
    found = [c for c in parts["cells"] if (c["group_code"], c["measure"]) == (group, measure)]
    assert len(found) == 1
    return dict(found[0])


def put(parts: Parts, group: str, measure: str, **values: object) -> None:
    for row in parts["cells"]:
        if (row["group_code"], row["measure"]) == (group, measure):
            row.update(values)


def said(parts: Parts) -> str:
    return "\n".join(finding.sentence for finding in attack(parts))


def test_a_clean_release_gives_nothing_away(parts: Parts) -> None:
    assert attack(parts) == ()


def test_a_parent_minus_its_shown_children_is_told_as_a_sum(parts: Parts) -> None:
    put(parts, "C", "response", status="withheld", base=None, counts=None)
    put(parts, "B", "response", base=20)
    assert "response (response): Group S1 − Group A − Group B = 7 people" in said(parts)


def test_a_difference_is_found_across_a_hidden_level(parts: Parts) -> None:
    put(parts, "S1", "response", status="withheld", base=None, counts=None)
    put(parts, "ALL", "response", base=40 + 15 + 15 + 12 + 3)
    assert (
        "response (response): Group ALL − Group A − Group B − Group C − Group S2 = 3 people"
        in said(parts)
    )


def test_each_question_is_subtracted_on_its_own(parts: Parts) -> None:
    withheld = {"status": "withheld", "base": None, "counts": None}
    put(parts, "C", "workload", **withheld)
    assert attack(parts) == ()
    put(parts, "S1", "workload", base=36, counts={"1": 0, "2": 0, "3": 36, "4": 0, "5": 0})
    put(parts, "ALL", "workload", base=76, counts={"1": 0, "2": 0, "3": 76, "4": 0, "5": 0})
    assert "workload (item): Group S1 − Group A − Group B = 6 people" in said(parts)


def test_a_score_that_rests_on_a_few_is_found(parts: Parts) -> None:
    counts = {"yes": 2, "no": 0, "none": 13}
    put(parts, "A", "cases", status="shown", base=15, counts=counts)
    assert "answers with a score to cases: Group A = 2 people" in said(parts)


def test_the_invited_are_subtracted_too(parts: Parts) -> None:
    put(parts, "C", "response", counts={"invited": 26})
    put(parts, "S1", "response", counts={"invited": 90})
    assert "invited: Group S1 − Group A − Group B − Group C = 4 people" in said(parts)


def test_a_finding_names_the_figure_without_a_number(parts: Parts) -> None:
    put(parts, "C", "response", base=7)
    figures = [finding.figure for finding in attack(parts)]
    assert "response (response), Group C" in figures
    assert not any(character.isdigit() for character in "".join(figures).replace("S1", ""))


def test_whatever_the_pledge_says_five_is_the_floor(parts: Parts) -> None:
    parts["pledge"]["threshold"] = 2
    put(parts, "C", "response", base=4)
    assert "response (response): Group C = 4 people" in said(parts)


@pytest.mark.parametrize(
    ("plant", "sentence"),
    [
        (
            lambda p: put(p, "A", "role", base=15),
            "role (item), Group A is marked as withheld and holds a number.",
        ),
        (
            lambda p: p["groups"][2].update(status="combined"),
            "workload (item), Group A has a number, but the group is not a shown one.",
        ),
        (
            lambda p: p["cells"].append(cell(p, "A", "tools") | {"group_code": "X"}),
            "tools (item), X has a number, but the group is not a shown one.",
        ),
        (
            lambda p: put(p, "S2", "bullied", band=None, status="shown", counts={"yes": 1}),
            "bullied (item), Group S2 is sensitive and is not shown as a band.",
        ),
        (
            lambda p: put(p, "S2", "aggression", band="3 %"),
            "aggression (theme), Group S2 is sensitive and is not shown as a band.",
        ),
        (
            lambda p: put(p, "A", "bullied", status="band", base=15, band="under_10"),
            "bullied (item), Group A may not be shown below the services.",
        ),
        (
            lambda p: put(p, "S2", "bullied", base=19),
            "bullied (item): Group S2 = 19 people",
        ),
        (
            lambda p: put(p, "ALL", "role", counts={"sw": 79, "manager": 3}),
            "role (item), Group ALL counts who answers, which can point at a few people.",
        ),
        (
            lambda p: put(p, "S2", "pension", status="shown", base=40, counts={"yes": 40}),
            "pension (item), Group S2 may be shown for the whole organisation only.",
        ),
        (
            lambda p: put(p, "A", "overtime", status="withheld", base=None, counts=None),
            "paid (item), Group A is shown where the question before it is not.",
        ),
        (
            lambda p: put(p, "S2", "workload", counts={"3": 39}),
            f"workload (item), Group S2 has counts that do not fit its base: {CONTRADICTS}",
        ),
        (
            lambda p: put(p, "S2", "tools", counts={"pc": 41}),
            f"tools (item), Group S2 has counts that do not fit its base: {CONTRADICTS}",
        ),
        (
            lambda p: put(p, "S2", "workload", counts={"3": 39, "1": 1}),
            f"workload, Group ALL has fewer answers of one kind than the groups inside it: {CONTRADICTS}",
        ),
    ],
)  # fmt: skip
def test_what_is_planted_is_found(
    parts: Parts, plant: Callable[[Parts], None], sentence: str
) -> None:
    plant(parts)
    assert sentence in said(parts).split("\n")


def test_a_frame_that_does_not_say_what_is_sensitive_makes_all_of_it_so(parts: Parts) -> None:
    parts["frame"]["themes"].pop("pay")
    assert "pay (theme), Group S1 is sensitive" in said(parts)


@pytest.mark.parametrize("part", ["groups", "instrument", "pledge", "frame"])
def test_a_release_without_its_explanations_is_not_taken_for_safe(parts: Parts, part: str) -> None:
    del parts[part]
    put(parts, "C", "response", base=4)
    assert attack(parts) != ()


def supplement(**values: object) -> Parts:
    comment = {
        "position": 0,
        "group_code": "S1",
        "item": "open",
        "reader": "union",
        "text": "Pay us for [hidden]",
        "themes": {"pay": {"polarity": "negative", "phrases": ["pay us"]}},
    }
    return {"wave": {"code": "2026-11"}, "comments": [comment | values]}


def test_a_clean_supplement_gives_nothing_away(parts: Parts) -> None:
    assert attack(supplement(), [parts]) == ()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"group_code": "A"}, "names a team, or a group that is not shown."),
        ({"group_code": "nowhere"}, "names a team, or a group that is not shown."),
        ({"reader": "topic_only"}, "was not opened to any reader by its author."),
        (
            {"themes": {"pay": {"phrases": ["overtime in Fostering"]}}},
            "a theme's phrase holds words the text hides.",
        ),
    ],
)
def test_a_comment_too_many_is_found(
    parts: Parts, values: dict[str, object], sentence: str
) -> None:
    assert any(sentence in finding.sentence for finding in attack(supplement(**values), [parts]))


def test_a_comment_is_not_attributed_where_few_commented(parts: Parts) -> None:
    parts["pledge"]["comment_threshold"] = 15
    (finding,) = attack(supplement(), [parts])
    assert finding.sentence == "a comment attributed to S1: too few people commented there."


def test_who_commented_is_told_by_the_theme_with_most_comments(parts: Parts) -> None:
    put(parts, "S1", "aggression", base=4)
    assert attack(supplement(), [parts]) == ()


def test_comments_without_their_figures_are_not_published(parts: Parts) -> None:
    parts["wave"]["code"] = "another"
    (finding,) = attack(supplement(), [parts])
    assert "without the figures of its round" in finding.sentence
