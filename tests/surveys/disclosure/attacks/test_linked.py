"""Roles at the top beside the tree: what is planted in a clean release is found, by the file or by who knows the cells."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.disclosure.attack import attack, survey
from tests.surveys.disclosure.attacks import exact, made
from tests.surveys.disclosure.attacks.made import Parts, Person

NO_THEMES = "may not be shown by who answers: themes are counted for services and wider."


def said(parts: Parts, micro: list[Person] | None = None) -> list[str]:
    cells = None if micro is None else made.cells_of(micro)
    return [finding.sentence for finding in attack(parts, people=cells)]


def test_a_clean_release_with_roles_gives_nothing_away() -> None:
    micro = made.people()
    assert attack(made.release(micro), people=made.cells_of(micro)) == ()


def test_a_role_that_lies_within_a_team_is_subtracted_from_it() -> None:
    """Managers are in D alone, and four of D are none: nobody sees that from the file, the build's rehearsal does."""
    micro = [
        (team, "manager" if team == "D" and place % 8 else "sw", answer)
        for place, (team, _, answer) in enumerate(made.people())
    ]
    parts = made.release(micro)
    made.group(parts, "role=~rest")["status"] = "combined"
    made.group(parts, "role=admin").update(combined_in="ALL")
    hidden = {"role=admin", "role=~rest"}
    parts["cells"] = [cell for cell in parts["cells"] if cell["group_code"] not in hidden]
    assert said(parts) == []
    assert said(parts, micro) == [
        f"{measure}: Group D − Group role=manager = 4 people"
        for measure in ("response", "workload")
    ]


def test_the_people_that_the_build_knows_must_be_those_in_the_file() -> None:
    micro = made.people()
    parts = made.release(micro)
    assert any(
        "is not the number of people who are in the group" in one for one in said(parts, micro[1:])
    )


def test_what_is_left_of_all_answers_to_an_attribute_is_subtracted() -> None:
    parts = made.release()
    made.put(parts, "role=~rest", "workload", **made.WITHHELD)
    assert said(parts) == []
    made.put(parts, "role=manager", "workload", base=37)
    left = "workload (item): Group ALL − Group role=manager − Group role=sw = 7 people"
    assert left in said(parts)


def test_those_who_told_a_role_that_is_not_shown_are_what_the_shown_ones_leave() -> None:
    parts = made.release()
    groups = ("role=manager", "role=sw")
    bases = {c["group_code"]: c["base"] for c in parts["cells"] if c["measure"] == "response"}
    shown = sum(bases[code] for code in groups)
    made.put(parts, "ALL", "role", base=shown + 9)
    left = "role: all who told − Group role=manager − Group role=sw = 9 people"
    assert left in said(parts)
    made.put(parts, "ALL", "role", base=shown)
    assert said(parts) == []


def test_a_small_answer_is_found() -> None:
    parts = made.release()
    made.put(parts, "role=manager", "response", base=6)
    assert "response (response): Group role=manager = 6 people" in said(parts)


def test_sizes_that_leave_one_overlap_alone_are_told() -> None:
    """Everybody is a manager but four, as the file of an older rule might say: E is managers but for them."""
    parts = made.release()
    for measure in ("workload", "response"):
        made.put(parts, "role=manager", measure, base=88, counts={})
        made.put(parts, "S2", measure, base=84)
    assert any("Group role=manager − Group S2 = 4 people" in one for one in said(parts))


def test_the_roles_that_are_combined_are_what_the_shown_ones_leave() -> None:
    parts = made.release()
    counts = made.row(parts, "role=~rest", "workload")
    one = next(five for five in made.FIVE if counts["counts"][five])
    other = next(five for five in made.FIVE if five != one)
    counts["counts"][one] -= 1
    counts["counts"][other] += 1
    assert any("Group role=~rest is not what is left of the whole" in each for each in said(parts))


@pytest.mark.parametrize(
    ("plant", "sentence"),
    [
        (
            lambda p: made.put(p, "role=sw", "pension", status="shown", base=40, counts={"yes": 40}),
            "pension (item), Group role=sw may not be shown by who answers.",
        ),
        (
            lambda p: made.put(p, "role=sw", "role", status="shown", base=40),
            "role (item), Group role=sw may not be shown by who answers.",
        ),
        (
            lambda p: made.row(p, "role=sw", "workload").update(subject="theme", measure="pay"),
            f"pay (theme), Group role=sw {NO_THEMES}",
        ),
        (
            lambda p: made.put(p, "role=sw", "response", counts={"invited": 90}),
            "response (response), Group role=sw says how many were invited, which is not known by answer.",
        ),
        (
            lambda p: made.group(p, "role=sw").update(parent="S1"),
            "Group role=sw is made of answers in a part of the organisation.",
        ),
        (
            lambda p: made.group(p, "role=sw").update(attribute="workload"),
            "Group role=sw is made of answers to a question that does not say who answers.",
        ),
        (
            lambda p: made.group(p, "role=sw").update(attribute=None),
            "Group role=sw is made of answers, and the release does not say of which question.",
        ),
    ],
)  # fmt: skip
def test_an_answer_outside_its_family_is_found(
    plant: Callable[[Parts], None], sentence: str
) -> None:
    parts = made.release()
    plant(parts)
    assert sentence in said(parts)


def test_a_follow_up_of_a_sensitive_question_is_not_split_by_who_answers() -> None:
    parts = made.release()
    parts["instrument"]["items"][0]["follows"] = {"item": "bullied", "values": ["yes"]}
    parts["instrument"]["items"].append({"code": "bullied", "kind": "single", "sensitive": True})
    assert "workload (item), Group role=sw may not be shown by who answers." in said(parts)


def test_every_pair_of_a_group_and_an_answer_is_tried() -> None:
    parts = made.release()
    tried = {outcome.number: outcome.tried for outcome in survey(parts)}
    # 7 shown groups of the tree by 3 of answers, for "workload" and for who answered.
    assert tried["2"] == 2 * 8 * 3


def test_those_with_a_score_are_audited_as_well() -> None:
    """In D some gave an answer without a score."""
    micro = [(t, r, "1" if a == "5" and t != "D" else a) for t, r, a in made.people()]
    parts = made.release(micro)
    for option in parts["instrument"]["items"][0]["options"]:
        option["score"] = None if option["value"] == "5" else int(option["value"])
    cells = made.cells_of([one for one in micro if one[2] != "5"])["workload"]
    known = made.cells_of(micro) | {"workload scored": cells}
    assert attack(parts, people=known) == ()
    fewer = dict(cells)
    fewer.popitem()
    wrong = attack(parts, people=known | {"workload scored": fewer})
    assert any("is not the number of people" in one.sentence for one in wrong)


sizes = st.lists(st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=2, max_size=4)


@given(sizes=sizes, shown=st.sets(st.sampled_from(["t0", "t1", "t2", "r0", "r1"])))
def test_where_every_cell_holds_people_only_whole_blocks_and_answers_can_be_derived(
    sizes: list[list[int]], shown: set[str]
) -> None:
    """Why attack 2 needs no programme on the file: teams by roles, everybody in some cell, any groups shown."""
    people = {(f"t{t}", f"r{r}"): n for t, row in enumerate(sizes) for r, n in enumerate(row)}
    groups = {name: {cell for cell in people if name in cell} for name in shown}
    groups = {name: own for name, own in groups.items() if own} | {"All": set(people)}
    for some in exact.sets(groups, dict(people)):
        teams, roles = {t for t, _ in some}, {r for _, r in some}
        whole_teams = {cell for cell in people if cell[0] in teams}
        whole_roles = {cell for cell in people if cell[1] in roles}
        assert some in (whole_teams, whole_roles)
