"""A second release of a round, and one round beside another."""

import copy

import pytest

from surveys.disclosure.attack import Outcome, attack, survey
from tests.surveys.disclosure.attacks import made
from tests.surveys.disclosure.attacks.made import Parts


def said(parts: Parts, *earlier: Parts) -> list[str]:
    return [finding.sentence for finding in attack(parts, earlier)]


def outcome(number: str, parts: Parts, *earlier: Parts) -> Outcome:
    return next(one for one in survey(parts, earlier) if one.number == number)


def replacement(**more: object) -> Parts:
    parts = made.release()
    parts["wave"]["replaces"] = 1
    return parts | more


def test_the_same_release_again_gives_nothing_away() -> None:
    assert said(made.release(), made.release()) == []


def test_a_round_is_not_published_twice_unless_it_is_replaced() -> None:
    late = [*made.people(), *(("D", "sw", five) for five in made.FIVE * 3)]
    second = made.release(late)
    assert said(second, made.release()) == [
        "The round is published already, and this is neither the same nor its replacement."
    ]
    second["wave"]["replaces"] = 1
    assert said(second, made.release()) == []


def test_one_late_answer_is_the_difference_of_two_releases() -> None:
    second = made.release([*made.people(), ("D", "sw", "1")])
    second["wave"]["replaces"] = 1
    found = said(second, made.release())
    assert "workload (item), Group D differs from the release before by 1 people." in found
    assert "response (response), Group ALL differs from the release before by 1 people." in found


def test_another_answer_by_as_many_people_is_seen() -> None:
    micro = made.people()
    micro[0] = (*micro[0][:2], "5" if micro[0][2] == "1" else "1")
    second = made.release(micro)
    second["wave"]["replaces"] = 1
    assert (
        "workload (item), Group A has as many people as before and other answers."
        in said(second, made.release())
    )  # fmt: skip


def test_other_groups_over_the_same_people_are_subtracted() -> None:
    """First C and G are counted together; the replacement counts E with C: each hides C, both together do not."""
    first = made.release()
    second = copy.deepcopy(first)
    second["wave"]["replaces"] = 1
    made.group(second, "S1~rest").update(code="ALL~rest", names={"en": "Others"})
    for row in second["groups"]:
        if row["code"] in ("C", "E"):
            row.update(status="combined", combined_in="ALL~rest")
        if row["code"] == "G":
            row.update(status="combined", combined_in="S1")
    second["cells"] = [cell for cell in second["cells"] if cell["group_code"] != "E"]
    for cell in second["cells"]:
        if cell["group_code"] == "S1~rest":
            cell["group_code"] = "ALL~rest"
            cell["base"] = 18 if cell["base"] else None
    found = said(second, first)
    assert any("Others (now) − Group E (before) = 6 people" in one for one in found)


@pytest.mark.parametrize("field", ["parent", "code"])
def test_another_tree_of_the_same_round_is_found(field: str) -> None:
    second = replacement()
    made.group(second, "B")[field] = "S2"
    assert "The round is published already, with another tree." in said(second, made.release())


def test_who_joins_between_two_rounds_is_reported_and_refuses_nothing() -> None:
    newer = made.release([*made.people(), ("D", "sw", "1")], wave="2027-02")
    assert said(newer, made.release()) == []
    found = outcome("6", newer, made.release())
    # D, S2 and the whole, in who answered and in who was invited, and the role in who answered.
    assert found.outcome == "reported: 7"
    assert (
        "Group ALL: 1 people who answered more or fewer than in an earlier round." in found.details
    )
    assert outcome("6", made.release(wave="2027-02"), made.release()).outcome == "nothing found"


def test_a_team_that_moves_is_told_apart_by_the_two_trees() -> None:
    """G moves to the other service between two rounds, where it is hidden again: S1 before − S1 now is G."""
    newer = made.release(wave="2027-02")
    made.group(newer, "G")["parent"] = "S2"
    made.group(newer, "G")["combined_in"] = "S2"
    for service, now in (("S1", 41), ("S2", 47)):
        made.put(newer, service, "response", base=now)
    made.put(newer, "S1~rest", "response", **made.WITHHELD)
    found = outcome("6", newer, made.release())
    assert "If nobody moved but the group: Group S1 (before) − Group S1 = 5 people." in "".join(
        each for each in survey_reports(newer, made.release())
    )
    assert found.outcome.startswith("reported")


def survey_reports(parts: Parts, *earlier: Parts) -> list[str]:
    from surveys.disclosure.attacks import rounds
    from surveys.disclosure.attacks.finding import Trial
    from surveys.disclosure.attacks.known import Known
    from surveys.disclosure.attacks.reading import Reading

    trial = Trial()
    rounds.stage(Known(Reading(parts), tuple(map(Reading, earlier))), trial)
    return trial.reports


def test_a_figure_over_two_rounds_is_found() -> None:
    parts = made.release()
    made.put(parts, "D", "workload", base=61, counts={"1": 30, "2": 31, "3": 0, "4": 0, "5": 0})
    assert (
        "workload (item), Group D counts more people than the round has in the group."
        in said(parts)
    )  # fmt: skip


@pytest.mark.parametrize("word", ["wave", "waves", "pooled"])
def test_a_figure_that_names_a_round_is_found(word: str) -> None:
    parts = made.release()
    parts["cells"][0][word] = "2026-08"
    assert "A row of “cells” is about another round, or several." in said(parts)


def test_a_release_from_before_roles_is_read_as_an_earlier_one() -> None:
    old = made.release(wave="2026-08")
    old["groups"] = [row for row in old["groups"] if row["attribute"] is None]
    old["cells"] = [cell for cell in old["cells"] if "=" not in cell["group_code"]]
    del old["protection"]
    for row in old["groups"]:
        del row["attribute"]
    assert attack(old) == ()
    assert said(made.release(), old) == []
    assert outcome("6", made.release(), old).tried > 0


def test_other_answers_combined_over_the_same_people_are_subtracted() -> None:
    """First admin and no role are combined, then admin is shown and managers are not: no role is the difference."""
    micro = [
        (team, "" if n < 5 else "admin" if n < 20 else role or "sw", answer)
        for n, (team, role, answer) in enumerate(made.people())
    ]
    first, second = made.release(micro), made.release(micro)
    second["wave"]["replaces"] = 1
    for measure in ("workload", "response"):
        admin = sum(role == "admin" for _, role, _ in micro)
        figure = made.row(second, "ALL", measure) | {"group_code": "role=admin", "base": admin}
        second["cells"] = [
            figure if (c["group_code"], c["measure"]) == ("role=admin", measure) else c
            for c in second["cells"]
            if (c["group_code"], c["measure"])
            not in (("role=manager", measure), ("role=~rest", measure))
        ]
    made.group(second, "role=admin").update(status="shown", combined_in=None)
    made.group(second, "role=manager").update(status="combined", combined_in="role=~rest")
    found = said(second, first)
    assert any(
        "Group role=~rest (before) − Group role=admin (now) = 5 people" in one for one in found
    )
