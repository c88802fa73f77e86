"""HR's file: every line's fate is told with its number, and nothing is written before that is confirmed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys.fieldwork import groups, roster, roster_file, roster_import
from surveys.fieldwork.delimited import Row
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.roster_file import Columns, NotARoster, Sheet
from surveys.fieldwork.roster_import import ColumnsMissing, FateKind, NobodyLeft
from surveys.fieldwork.roster_plan import RosterPlan
from surveys.fieldwork.roster_row import LEFT_OUT, PLACED
from tests.surveys.fieldwork import made_up

COLUMNS = Columns(staff_number=0, name=1, email=2, mobile=3, team=4, job_title=5)


def planned(people: Session, text: str = made_up.EXPORT) -> RosterPlan:
    sheet = roster_file.read(b"\xef\xbb\xbf" + text.encode())
    return roster_import.plan(people, sheet, roster_file.guess(sheet.header))


def imported(people: Session, text: str = made_up.EXPORT) -> RosterPlan:
    plan = planned(people, text)
    roster_import.apply(people, plan)
    return plan


def worker(people: Session, number: str) -> Worker:
    return next(each for each in roster.everybody(people) if each.staff_number == number)


def lines(plan: RosterPlan, kind: FateKind) -> list[int]:
    return [fate.line for fate in plan.fates if fate.kind is kind]


@pytest.fixture
def people(people: Session) -> Session:
    made_up.units(people)
    return people


def test_the_sheet_is_found_below_its_title() -> None:
    sheet = roster_file.read(made_up.EXPORT.encode("utf-8-sig"))
    assert (sheet.header_line, sheet.delimiter, sheet.encoding) == (3, ";", "utf-8-sig")
    assert sheet.header[0] == "Employee No"
    assert sheet.rows[0].line == 4
    assert roster_file.guess(sheet.header) == COLUMNS


@pytest.mark.parametrize(
    "header",
    [
        ("Payroll_Number", "FULL NAME", "E-Mail Address", "Work Mobile", "Org Unit", "Post Title"),
        ("Staff ID", "Employee Name", "email", "Phone", "Department", "Role"),
    ],
)
def test_usual_names_of_columns_are_guessed(header: tuple[str, ...]) -> None:
    assert roster_file.guess(header) == COLUMNS


def test_a_file_with_nobody_in_it_is_refused() -> None:
    with pytest.raises(NotARoster, match="nobody"):
        roster_file.read(b"Employee No;Name;Team\n")


@pytest.mark.both_databases
def test_every_line_meets_its_fate(people: Session) -> None:
    plan = planned(people)
    assert lines(plan, FateKind.ADDED) == [4, 5, 6, 8, 9, 14, 15]
    assert lines(plan, FateKind.TEAM_MATCHED) == [5]
    assert lines(plan, FateKind.BAD_ADDRESS) == [6]
    assert lines(plan, FateKind.NO_ADDRESS) == [8]
    assert lines(plan, FateKind.NO_EMAIL) == [9]
    assert lines(plan, FateKind.UNKNOWN_TEAM) == [10]
    assert lines(plan, FateKind.DUPLICATE) == [11, 16]
    assert lines(plan, FateKind.NO_STAFF_NUMBER) == [12]
    assert lines(plan, FateKind.NO_NAME) == [13]
    assert lines(plan, FateKind.BAD_MOBILE) == [14]
    assert lines(plan, FateKind.SHARED_ADDRESS) == [14, 15]
    assert not roster.everybody(people)


@pytest.mark.both_databases
def test_odd_letters_and_line_breaks_reach_the_roster(people: Session) -> None:
    imported(people)
    assert worker(people, "101").name == "Siân O’Brien-Łukasz"
    assert worker(people, "103").job_title == "Senior Social Worker"


def test_somebody_with_a_bad_address_is_on_the_roster_without_it(people: Session) -> None:
    imported(people)
    assert worker(people, "103").email is None
    assert worker(people, "103").group_code == "A2"


def test_a_repeated_staff_number_says_which_line_counts_and_what_differs(people: Session) -> None:
    message = next(fate.message for fate in planned(people).fates if fate.line == 11)
    assert message == "The same staff number as line 5 with another team. Line 5 counts."


def test_one_person_with_two_posts_is_asked_once(people: Session) -> None:
    message = next(fate.message for fate in planned(people).fates if fate.line == 16)
    assert "one person with two posts" in message


def test_a_mailbox_that_two_people_share_is_nobodys(people: Session) -> None:
    imported(people)
    assert worker(people, "109").email is None
    assert worker(people, "110").email is None


def test_the_same_file_again_changes_nothing(people: Session) -> None:
    imported(people)
    plan = planned(people)
    assert plan.empty
    assert plan.counts[FateKind.UNCHANGED] == 7
    roster_import.apply(people, plan)
    assert sum(roster.headcounts(people).values()) == 7


def test_a_change_says_what_was_and_what_will_be(people: Session) -> None:
    imported(people)
    text = made_up.EXPORT.replace("Mill Team;Social Worker", "Court Team;Social Worker")
    (fate,) = (fate for fate in planned(people, text).fates if fate.kind is FateKind.CHANGED)
    assert (fate.line, fate.message) == (8, "Team: A2 → C2")


def test_people_missing_from_a_new_file_are_shown_and_leave(people: Session) -> None:
    imported(people)
    text = "\n".join(line for line in made_up.EXPORT.split("\n") if not line.startswith("105"))
    plan = imported(people, text)
    assert [leaver.name for leaver in plan.leavers] == ["Cy Gray"]
    assert worker(people, "105").active is False
    assert roster.headcounts(people) == {"A1": 2, "A2": 2, "C1": 2}


def test_somebody_who_comes_back_is_active_again(people: Session) -> None:
    made_up_without = made_up.EXPORT.replace("105;Cy Gray", "205;Cy Grey")
    imported(people)
    imported(people, made_up_without)
    plan = imported(people)
    assert "Back on the roster" in [fate.message for fate in plan.fates]
    assert worker(people, "105").active is True


def test_somebody_whose_team_is_unknown_now_stays_where_they_were(people: Session) -> None:
    imported(people)
    text = made_up.EXPORT.replace("104;Bo Field;;;Mill Team", "104;Bo Field;;;Elsewhere")
    plan = imported(people, text)
    message = next(fate.message for fate in plan.fates if fate.line == 8)
    assert message.endswith("Stays in A2.")
    assert not plan.leavers
    assert worker(people, "104").active is True


def test_a_name_that_two_teams_share_is_not_guessed(people: Session) -> None:
    made_up.units(people, made_up.UNITS + "A3,A,Duty Team\n")
    messages = [fate.message for fate in planned(people).fates if fate.line == 9]
    assert messages == ["“Duty Team” may mean A3, C1. Write the unit_id instead. Left out."]


def test_a_staff_number_in_another_case_is_the_same_person(people: Session) -> None:
    imported(people, "Staff No,Name,Team\ne7,Ann,A1\n")
    plan = imported(people, "Staff No,Name,Team\nE7,Ann,A1\n")
    assert plan.empty


def test_a_file_that_would_empty_the_roster_is_refused(people: Session) -> None:
    imported(people)
    plan = planned(people, "Staff No,Name,Team\n901,Ann,Nowhere\n902,Bo,Nowhere\n")
    assert plan.staying == 0
    with pytest.raises(NobodyLeft):
        roster_import.apply(people, plan)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (Columns(name=1, team=4), "staff number"),
        (Columns(staff_number=0, name=0, team=4), "twice"),
    ],
)
def test_columns_must_be_chosen_and_different(
    people: Session, columns: Columns, words: str
) -> None:
    with pytest.raises(ColumnsMissing, match=words):
        roster_import.plan(people, roster_file.read(made_up.EXPORT.encode()), columns)


def test_plans_that_write_the_same_have_the_same_fingerprint(people: Session) -> None:
    before = planned(people).fingerprint
    assert planned(people).fingerprint == before
    imported(people)
    assert planned(people).fingerprint != before


def test_the_summary_counts_in_words(people: Session) -> None:
    summary = planned(people).summary()
    assert "7 added, 2 duplicates, 1 unknown teams" in summary
    assert summary.endswith("0 leavers; 7 people on the roster afterwards.")


_ROW = st.tuples(
    st.sampled_from(["1", "2", "3", "4", "", "e1", "E1"]),
    st.sampled_from(["Ann", "Bo", "  ann ", ""]),
    st.sampled_from(["a@w.example", "A@W.example", "b@w.example", "bad", ""]),
    st.sampled_from(["", "07700 900100", "no"]),
    st.sampled_from(["A1", "a1", "Harbour team", "Nowhere", ""]),
    st.sampled_from(["", "Social Worker"]),
)


@given(rows=st.lists(_ROW, max_size=12))
def test_every_line_has_exactly_one_outcome(rows: list[tuple[str, ...]]) -> None:
    from sqlalchemy import create_engine

    from surveys.db import People

    engine = create_engine("sqlite://")
    People.metadata.create_all(engine, [groups.ReportingGroup.__table__, Worker.__table__])  # type: ignore[list-item]
    with Session(engine) as people:
        people.add(groups.ReportingGroup(code="A1", names={"en": "Harbour Team"}, position=0))
        people.flush()
        numbered = tuple(Row(n + 2, cells) for n, cells in enumerate(rows))
        sheet = Sheet(("",) * 6, 1, numbered, ",", "utf-8")
        plan = roster_import.plan(people, sheet, COLUMNS)
        outcomes = Counter(f.line for f in plan.fates if f.kind in PLACED | LEFT_OUT)
        assert outcomes == {row.line: 1 for row in numbered}
        if plan.staying:
            roster_import.apply(people, plan)
            again = roster_import.plan(people, sheet, COLUMNS)
            assert again.empty
            assert again.staying == plan.staying == sum(roster.headcounts(people).values())
    engine.dispose()
