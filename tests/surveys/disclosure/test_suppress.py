from datetime import date

import pytest

from surveys.comments.code_frame import Polarity
from surveys.disclosure import draft
from surveys.disclosure.attack import attack
from surveys.disclosure.suppress import band
from surveys.disclosure.tabulate import Mention
from surveys.fieldwork.pledge import Pledge
from surveys.releases.document import Cell, Group
from surveys.releases.release import Status
from surveys.responses.reader import OpenedAnswers
from tests.surveys.disclosure import council
from tests.surveys.disclosure.council import answers


def release(
    services: dict[str, dict[str, int]],
    opened: list[OpenedAnswers],
    mentions: list[Mention] | None = None,
    pledge: Pledge | None = None,
) -> draft.Built:
    found = council.evidence(council.tree(services), opened, mentions or [])
    built = draft.figures(
        found, council.wave(pledge=pledge), published_on=date(2026, 12, 1), demonstration=False
    )
    assert attack(built.draft.documents()) == ()
    return built


def groups(built: draft.Built) -> dict[str, Group]:
    return {group.code: group for group in built.arrangement.groups}


def cell(built: draft.Built, group: str, measure: str) -> Cell:
    (found,) = (c for c in built.draft.cells if (c.group_code, c.measure) == (group, measure))
    return found


TWO = {"S1": {"T1": 30, "T2": 30, "T3": 30}, "S2": {"T4": 30, "T5": 30}}


def test_a_small_team_is_counted_with_the_next_smallest_under_a_name_that_says_so() -> None:
    built = release(
        TWO,
        answers("T1", 12)
        + answers("T2", 4)
        + answers("T3", 11)
        + answers("T4", 10)
        + answers("T5", 10),
    )
    assert [group.code for group in built.arrangement.groups] == [
        "ALL", "S1", "T1", "T2", "T3", "S1~rest", "S2", "T4", "T5", "role=sw", "role=manager"
    ]  # fmt: skip
    rest = groups(built)["S1~rest"]
    assert rest.names == {"en": "Other teams in Group S1, combined (2 teams)"}
    assert (rest.kind, rest.teams, rest.depth, rest.parent) == ("combined", 2, 2, "S1")
    assert groups(built)["T2"].combined_in == "S1~rest"
    assert cell(built, "S1~rest", "response").base == 15
    assert cell(built, "S1~rest", "response").counts == {"invited": 60}
    assert cell(built, "S1~rest", "workload").counts == {"1": 0, "2": 0, "3": 15, "4": 0, "5": 0}


def test_when_all_teams_are_hidden_the_service_itself_holds_them() -> None:
    built = release(TWO, answers("T1", 9) + answers("T2", 9) + answers("T4", 10))
    assert groups(built)["T1"].combined_in == "S1"
    assert "S1~rest" not in groups(built)


def test_a_block_that_was_combined_before_keeps_its_own_code() -> None:
    services = {"S1": {"T1": 30, "T2": 30, "S1~rest": 30}, "S2": {"": 30}}
    built = release(
        services,
        answers("T1", 12) + answers("T2", 6) + answers("S1~rest", 6) + answers("S2", 10),
    )
    assert groups(built)["T2"].combined_in == "S1~rest~rest"
    assert groups(built)["S1~rest"].combined_in == "S1~rest~rest"


def test_two_groups_counted_together_in_one_service_have_two_names() -> None:
    services = {"S1": {"T1": 30, "T2": 30, "T3": 30, "S1~rest": 30}, "S2": {"": 30}}
    opened = answers("T1", 12) + answers("T2", 6) + answers("T3", 6) + answers("S2", 10)
    built = release(services, opened + answers("S1~rest", 12))
    assert [groups(built)[code].shown for code in ("S1~rest", "S1~rest~rest")] == [True, True]
    assert groups(built)["S1~rest~rest"].names == {
        "en": "More teams in Group S1, combined (2 teams)"
    }


def test_a_question_that_few_answered_is_withheld_where_it_would_give_a_team_away() -> None:
    skipped = [OpenedAnswers("T1", {"overtime": "no"})] * 3
    built = release(TWO, [*answers("T1", 9), *skipped, *answers("T2", 12), *answers("T4", 10)])
    assert cell(built, "T1", "response").base == 12
    assert cell(built, "T1", "workload").status is Status.WITHHELD
    assert cell(built, "T2", "workload").status is Status.WITHHELD
    assert cell(built, "S1", "workload").base == 21


def test_with_too_few_answers_in_all_nothing_is_shown() -> None:
    built = release(TWO, answers("T1", 9))
    assert not any(group.shown for group in built.arrangement.groups)
    assert {c.status for c in built.draft.cells} == {Status.WITHHELD}
    assert {c.group_code for c in built.draft.cells} == {"ALL"}


def test_a_follow_up_is_shown_only_where_its_parent_is() -> None:
    opened = (
        answers("T1", 12, overtime="yes", paid="no")
        + answers("T2", 12, overtime="yes", paid="yes")
        + [OpenedAnswers("T2", {"workload": "1"})] * 3
        + answers("T4", 20)
    )
    built = release(TWO, opened)
    assert cell(built, "T1", "paid").counts == {"yes": 0, "no": 12}
    assert cell(built, "S2", "paid").status is Status.WITHHELD
    assert cell(built, "ALL", "paid").base == 24


@pytest.mark.parametrize(
    ("exposed", "base", "expected"),
    [
        (0, 20, "under_10"), (1, 20, "under_10"), (2, 20, "10_24"), (4, 20, "10_24"),
        (5, 20, "25_plus"), (20, 20, "25_plus"), (2, 21, "under_10"),
    ],
)  # fmt: skip
def test_bands_are_fixed_beforehand(exposed: int, base: int, expected: str) -> None:
    assert band(exposed, base) == expected


def test_a_sensitive_question_is_a_band_at_services_of_twenty_and_nothing_below() -> None:
    opened = (
        answers("T1", 22, bullied="yes") + answers("T2", 12) + answers("T4", 12) + answers("T5", 12)
    )
    built = release(TWO, opened)
    whole = cell(built, "ALL", "bullied")
    assert (whole.status, whole.base, whole.band) == (Status.BAND, 58, "25_plus")
    assert whole.counts is None
    assert cell(built, "S2", "bullied").band == "under_10"
    assert cell(built, "T1", "bullied").status is Status.WITHHELD


def test_a_service_below_the_sensitive_threshold_takes_another_along() -> None:
    services = {**TWO, "S3": {"": 30}}
    opened = answers("T1", 29) + answers("T4", 21) + answers("S3", 12)
    built = release(services, opened)
    assert cell(built, "S1", "bullied").status is Status.BAND
    assert cell(built, "S2", "bullied").status is Status.WITHHELD
    assert cell(built, "S3", "bullied").status is Status.WITHHELD


def test_who_answers_is_counted_for_the_whole_organisation_and_not_listed() -> None:
    built = release(TWO, answers("T1", 20) + answers("T4", 20))
    assert (cell(built, "ALL", "role").base, cell(built, "ALL", "role").counts) == (40, {})
    assert cell(built, "S1", "role").status is Status.WITHHELD


def test_a_yearly_question_is_for_the_whole_organisation() -> None:
    built = release(TWO, answers("T1", 20) + answers("T4", 20))
    assert cell(built, "ALL", "pension").counts == {"yes": 40, "no": 0}
    assert cell(built, "S1", "pension").status is Status.WITHHELD


def test_themes_rest_on_enough_commenters() -> None:
    opened = answers("T1", 20) + answers("T4", 20)
    mentions = [Mention("T1", "open", {"pay": Polarity.NEGATIVE})] * 12
    mentions += [Mention("T4", "open", {"bullying_mgmt": Polarity.NEGATIVE})] * 10
    built = release(TWO, opened, mentions)
    assert cell(built, "S1", "pay").counts == {"negative": 12, "mixed": 0, "positive": 0}
    assert cell(built, "S1", "pay").base == 12
    assert cell(built, "ALL", "bullying_mgmt").band == "25_plus"
    assert cell(built, "S1", "bullying_mgmt").status is Status.WITHHELD


def test_comments_on_two_questions_do_not_make_ten_people() -> None:
    opened = answers("T1", 20) + answers("T4", 20)
    mentions = [Mention("T1", "open", {}), Mention("T1", "forms", {})] * 6
    built = release(TWO, opened, mentions)
    assert cell(built, "ALL", "pay").status is Status.WITHHELD


def test_a_stronger_pledge_shows_less() -> None:
    opened = answers("T1", 12) + answers("T2", 12) + answers("T4", 20)
    assert groups(release(TWO, opened))["T1"].shown
    strong = release(TWO, opened, pledge=Pledge(threshold=15, sensitive_threshold=20))
    assert not groups(strong)["T1"].shown


def test_teams_of_a_hidden_service_are_subtracted_from_the_whole() -> None:
    services = {"S1": {"T1": 60}, "S2": {"T2": 20, "T3": 20}, "S3": {"": 20}}
    built = release(
        services, answers("T1", 40) + answers("T2", 12) + answers("T3", 18) + answers("S3", 6)
    )
    assert not groups(built)["S2"].shown
    assert groups(built)["S2"].combined_in == "ALL~rest"
    assert groups(built)["T3"].shown
    assert cell(built, "ALL~rest", "response").base == 18


def test_a_score_never_rests_on_the_few_whose_answer_has_one() -> None:
    built = release(
        TWO,
        answers("T1", 12, cases="yes")
        + answers("T2", 18, cases="none")
        + answers("T2", 2, cases="no")
        + answers("T4", 30, cases="no"),
    )
    assert cell(built, "T2", "cases").status is Status.WITHHELD
    # Twelve of the service have a score in T1, two in T2: the two would be left over.
    assert cell(built, "S1", "cases").counts == {"yes": 12, "no": 2, "none": 18}
    assert cell(built, "T1", "cases").status is Status.WITHHELD


def test_a_group_in_which_nobody_has_a_score_is_withheld() -> None:
    built = release(TWO, answers("T1", 12, cases="none") + answers("T4", 30, cases="no"))
    assert cell(built, "T1", "cases").status is Status.WITHHELD
    assert cell(built, "ALL", "cases").status is Status.SHOWN


def test_a_teams_themes_are_never_counted_so_that_no_comment_leads_back_to_it() -> None:
    opened = answers("T1", 20) + answers("T2", 20) + answers("T4", 20)
    mentions = [Mention("T1", "open", {"training": Polarity.MIXED})] * 12
    mentions += [Mention("T2", "open", {"pay": Polarity.NEGATIVE})] * 12
    built = release(TWO, opened, mentions)
    assert cell(built, "S1", "training").status is Status.SHOWN
    assert cell(built, "T1", "training").status is Status.WITHHELD


def test_a_follow_up_of_a_sensitive_question_counts_nobody_in_a_service() -> None:
    opened = answers("T1", 25, bullied="yes", reported="no") + answers("T4", 30)
    built = release(TWO, opened)
    assert cell(built, "S1", "bullied").status is Status.BAND
    assert cell(built, "S1", "reported").status is Status.WITHHELD
    assert cell(built, "ALL", "reported").base == 25
