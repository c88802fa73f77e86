"""`flask disclosure`: an analyst's files in, a pattern and its certificate out, and an attack on anybody's pattern."""

import csv
import json
from pathlib import Path

import pytest

UNITS = "unit_id,parent_id,name\nALL,,Everybody\nS1,ALL,Safeguarding\nT1,S1,Team A\nT2,S1,Team B\nT3,S1,Team C\nS2,ALL,Adults\n"
#: Team A: 12 social workers; Team B: 11 and a manager; Team C: 4 and 3 managers; Adults: 20 and 8 managers.
PEOPLE = {("T1", "sw"): 12, ("T2", "sw"): 11, ("T2", "m"): 1, ("T3", "sw"): 4, ("T3", "m"): 3, ("S2", "sw"): 20, ("S2", "m"): 8}  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rows = [f"{unit},{role}" for (unit, role), n in PEOPLE.items() for _ in range(n)]
    Path("units.csv").write_text(UNITS)
    Path("people.csv").write_text("\n".join(["unit_id,role", *rows]) + "\n")
    return tmp_path


FILES = ("--units", "units.csv", "--people", "people.csv")


def written() -> list[dict[str, str]]:
    return list(csv.DictReader(Path("out.csv").read_text().splitlines()))


def pattern(text: str) -> tuple[str, ...]:
    Path("pattern.csv").write_text("group,attribute,base,status\n" + text)
    return ("disclosure", "attack", *FILES, "--pattern", "pattern.csv", "--k", "10")


def test_a_plan_has_a_row_for_every_group_and_a_certificate_beside_it(flask, here: Path) -> None:
    done = flask("disclosure", "plan", *FILES, "--k", "10", "--attributes", "role", "-o", "out.csv")
    assert done.exit_code == 0, done.output
    rows = written()
    assert len(rows) == 6 * 3
    status = {(row["group"], row["attribute"]): (row["base"], row["status"]) for row in rows}
    assert status["T3", ""] == ("7", "small")
    assert status["ALL", ""] == ("59", "shown")
    assert status["ALL", "role=m"][0] == "12"
    proven = json.loads(Path("out.json").read_text())
    assert (proven["k"], proven["people"], proven["groups"]) == (10, 59, 18)
    assert proven["least"] >= 10
    assert proven["shown"] + proven["small"] + proven["combined"] == 18
    attacked = flask("disclosure", "attack", *FILES, "--pattern", "out.csv", "--k", "10")
    assert (attacked.exit_code, attacked.stdout) == (0, "")
    assert attacked.stderr == "No set of fewer than 10 people can be derived.\n"


def test_roles_at_the_top_alone_make_fewer_groups(flask, here: Path) -> None:
    words = ("--attributes", "role", "--family", "top", "-o", "out.csv")
    assert flask("disclosure", "plan", *FILES, *words).exit_code == 0
    rows = written()
    assert [(row["group"], row["attribute"]) for row in rows if row["attribute"]] == [
        ("ALL", "role=m"), ("ALL", "role=sw")
    ]  # fmt: skip
    assert flask(*("disclosure", "attack", *FILES, "--pattern", "out.csv")).exit_code == 0


def test_an_attack_prints_each_small_set_as_a_combination(flask, here: Path) -> None:
    found = flask(
        *pattern(
            "ALL,,59,shown\nS1,,31,shown\nT1,,12,shown\nT2,,12,shown\nT3,,7,small\nS2,,28,shown\n"
        )
    )
    assert found.exit_code == 1
    assert found.stdout == "7,S1 − T1 − T2\n"
    assert found.stderr == "1 sets of fewer than 10 people can be derived; 7 people are exposed.\n"


def test_regions_below_the_threshold_are_counted_one_by_one(flask, here: Path) -> None:
    found = flask(*pattern("T2,,12,shown\nT2,role=sw,11,shown\nT1,,,shown\n"))
    assert found.exit_code == 1
    assert found.stdout == "1,T2 − T2 role=sw\n"


def test_another_tools_words_for_shown_and_hidden_are_understood(flask, here: Path) -> None:
    assert flask(*pattern("ALL,,59,s\nS1,,31,z\nT1,,12,x\nT3,,7,u\n")).exit_code == 0


def test_without_attributes_the_tree_alone_is_planned(flask, here: Path) -> None:
    assert flask("disclosure", "plan", *FILES, "-o", "out.csv").exit_code == 0
    rows = written()
    assert [row["status"] for row in rows] == [
        "shown",
        "shown",
        "shown",
        "combined",
        "small",
        "shown",
    ]


def test_fewer_people_than_the_threshold_show_nothing(flask, here: Path) -> None:
    done = flask("disclosure", "plan", *FILES, "--k", "60", "-o", "out.csv")
    assert done.exit_code == 0
    assert "Fewer than 60 people in all: nothing can be shown." in done.output
    assert {row["status"] for row in written()} == {"small"}


BAD_UNITS = {
    "a cycle": ("unit_id,parent_id\nA,\nB,C\nC,B\n", "is above itself"),
    "two roots": ("unit_id,parent_id\nA,\nB,\n", "one organisation, one tree"),
    "no root": ("unit_id,parent_id\nA,B\nB,A\n", "no unit is the whole organisation"),
    "an unknown parent": ("unit_id,parent_id\nA,\nB,Z\n", "is no unit of this file"),
    "a unit twice": ("unit_id,parent_id\nA,\nB,A\nB,A\n", "already on line 3"),
    "nothing": ("", "The file is empty"),
    "a header alone": ("unit_id,parent_id\n", "no unit below the header"),
    "other columns": ("code,above\nA,\n", "no column parent_id"),
}


@pytest.mark.parametrize("case", BAD_UNITS)
def test_a_bad_units_file_says_what_is_wrong(flask, here: Path, case: str) -> None:
    text, said = BAD_UNITS[case]
    Path("units.csv").write_text(text)
    done = flask("disclosure", "plan", *FILES, "-o", "out.csv")
    assert done.exit_code == 2
    assert said in done.output
    assert not Path("out.csv").exists()


def test_commas_in_units_and_roles_do_not_pass_for_what_separates(flask, here: Path) -> None:
    Path("units.csv").write_text("unit_id;parent_id\nNorth, South, East;\n")
    Path("people.csv").write_text("unit_id;role\n" + "North, South, East;worker, senior\n" * 12)
    done = flask("disclosure", "plan", *FILES, "--attributes", "role", "-o", "out.csv")
    assert done.exit_code == 0, done.output
    assert [(row["group"], row["attribute"]) for row in written()] == [
        ("North, South, East", ""), ("North, South, East", "role=worker, senior")
    ]  # fmt: skip


def test_a_unit_called_like_a_group_is_refused(flask, here: Path) -> None:
    Path("units.csv").write_text(UNITS + "T1 role=sw,S1,Odd\n")
    for words in (("plan", "--attributes", "role", "-o", "out.csv"), ("attack", "--pattern", "p")):
        Path("p").write_text("group,attribute,base,status\nT1,role=sw,12,shown\n")
        done = flask("disclosure", words[0], *FILES, *words[1:])
        assert done.exit_code == 2
        assert "“T1 role=sw” is both a unit and the answer role=sw in another unit" in done.output


BAD_PEOPLE = {
    "an unknown unit": ("unit_id,role\nT9,sw\n", "Line 2: the unit “T9” is not in the units file"),
    "two units": ("unit_id,role\nT1;T2,sw\n", "a person in two units, “T1;T2”"),
    "somebody twice": ("person_id,unit_id\n7,T1\n7,T2\n", "in two units, “T1” (line 2) and “T2”"),
    "no unit": ("unit_id,role\n,sw\n", "the unit_id is empty"),
    "no such attribute": ("unit_id,grade\nT1,5\n", "has no column role"),
    "no column unit_id": ("where,role\nT1,sw\n", "has no column unit_id"),
    "nothing": ("", "The people file is empty"),
}


@pytest.mark.parametrize("case", BAD_PEOPLE)
def test_a_bad_people_file_says_what_is_wrong(flask, here: Path, case: str) -> None:
    text, said = BAD_PEOPLE[case]
    Path("people.csv").write_text(text)
    attribute = () if "person_id" in text else ("--attributes", "role")
    done = flask("disclosure", "plan", *FILES, *attribute, "-o", "out.csv")
    assert done.exit_code == 2
    assert said in done.output
    assert "Traceback" not in done.output


def test_a_people_file_without_people_shows_nothing(flask, here: Path) -> None:
    Path("people.csv").write_text("unit_id,role\n")
    done = flask("disclosure", "plan", *FILES, "--attributes", "role", "-o", "out.csv")
    assert done.exit_code == 0, done.output
    assert {row["base"] for row in written()} == {"0"}


def test_many_attributes_are_refused_before_anything_is_counted(flask, here: Path) -> None:
    names = ",".join(f"a{n}" for n in range(200))
    done = flask("disclosure", "plan", *FILES, "--attributes", names, "-o", "out.csv")
    assert done.exit_code == 2
    assert "200 attributes are too many" in done.output


BAD_PATTERNS = {
    "an unknown group": ("T9,,4,shown\n", "the group “T9” is not in the units file"),
    "an unknown status": (
        "T1,,12,maybe\n",
        "says neither that the group is shown nor that it is not",
    ),
    "a group twice": ("T1,,12,shown\nT1,,12,shown\n", "is already on line 2"),
    "other people": ("T1,,13,shown\n", "has 13 people there and 12 in the people file"),
    "a shapeless attribute": ("T1,manager,0,shown\n", "not of the form role=VALUE"),
    "another attribute": ("T1,grade=5,0,shown\n", "has no column grade"),
    "no group": ("", "no group below its header"),
}


@pytest.mark.parametrize("case", BAD_PATTERNS)
def test_a_bad_pattern_says_what_is_wrong(flask, here: Path, case: str) -> None:
    text, said = BAD_PATTERNS[case]
    done = flask(*pattern(text))
    assert done.exit_code == 2
    assert said in done.output
    assert done.stdout == ""
