"""What a file may look like: its keys, numbers, order and tree. Each test plants one thing in a clean release."""

from collections.abc import Callable

import pytest

from surveys.disclosure.attack import ATTACKS, attack, survey
from surveys.disclosure.attacks import table, withheld
from tests.surveys.disclosure.attacks import made
from tests.surveys.disclosure.attacks.made import Parts


def found_by(number: str, parts: Parts) -> list[str]:
    (outcome,) = (one for one in survey(parts) if one.number == number)
    return [finding.sentence for finding in outcome.findings]


def swap(parts: Parts, name: str, one: int, other: int) -> None:
    rows = parts[name]
    rows[one], rows[other] = rows[other], rows[one]
    for place, row in enumerate(rows):
        if name == "groups":
            row["position"] = place


@pytest.mark.parametrize(
    ("number", "plant", "sentence"),
    [
        (
            "10–12",
            lambda p: made.row(p, "D", "workload")["counts"].update({"1": 3.5}),
            "workload (item), Group D has counts that are no numbers of people.",
        ),
        (
            "10–12",
            lambda p: made.put(p, "D", "workload", base=30.0),
            "workload (item), Group D has a base that is no number of people.",
        ),
        (
            "10–12",
            lambda p: made.put(p, "D", "workload", base=True),
            "workload (item), Group D has a base that is no number of people.",
        ),
        (
            "10–12",
            lambda p: made.put(p, "D", "workload", mean=3.2),
            "workload (item), Group D holds “mean”, which no release has.",
        ),
        (
            "10–12",
            lambda p: made.row(p, "D", "workload")["counts"].update({"mean": 3}),
            "workload (item), Group D counts an answer that its question does not offer.",
        ),
        (
            "10–12",
            lambda p: made.put(p, "D", "workload", counts=[1, 2]),
            "workload (item), Group D has counts that are none.",
        ),
        (
            "10–12",
            lambda p: p.update(means={"D": 3.2}),
            "the file holds “means”, which no release has.",
        ),
        (
            "10–12",
            lambda p: p["withheld"].update(share=0.2),
            "The part “withheld” holds a number that is no count.",
        ),
        (
            "10–12",
            lambda p: made.group(p, "D").update(people=30),
            "the group Group D holds “people”, which no release has.",
        ),
        (
            "19",
            lambda p: swap(p, "cells", 0, 1),
            "The figures are not sorted by group and measure.",
        ),
        (
            "19",
            lambda p: p["cells"].insert(0, p["cells"][0]),
            "The figure A, item, pension stands twice.",
        ),
        (
            "19",
            lambda p: made.group(p, "A").update(position=3),
            "The groups do not stand in their own order.",
        ),
        (
            "19",
            lambda p: swap(p, "groups", 2, 7),
            "Group B does not stand where it is read.",
        ),
        (
            "19",
            lambda p: swap(p, "groups", 5, 6),
            "Group G does not stand where it is read.",
        ),
        (
            "19",
            lambda p: swap(p, "groups", 10, 11),
            "Groups by answer do not stand as they are asked, or are of no answer.",
        ),
        (
            "20",
            lambda p: made.put(p, "D", "workload", status="withheld"),
            "workload (item), Group D is marked as withheld and holds a number.",
        ),
        (
            "22",
            lambda p: p["groups"].append(dict(made.group(p, "D"), parent="S1", position=14)),
            "The group D stands twice in the tree.",
        ),
        (
            "22",
            lambda p: made.group(p, "D").update(parent="S3"),
            "Group D lies in a group that is not there.",
        ),
        (
            "22",
            lambda p: (
                made.group(p, "S1").update(parent="A"),
                made.group(p, "A").update(parent="S1"),
            ),
            "Group A does not hang from the whole organisation.",
        ),
        (
            "22",
            lambda p: made.group(p, "S2").update(parent=None),
            "The groups do not hang from one whole organisation.",
        ),
        (
            "22",
            lambda p: made.group(p, "C").update(combined_in="S2"),
            "Group C is counted in another part of the organisation.",
        ),
        (
            "22",
            lambda p: made.group(p, "C").update(combined_in="G"),
            "Group C is counted in a group that is not shown, or is shown itself.",
        ),
        (
            "22",
            lambda p: made.group(p, "role=admin").update(combined_in="S1"),
            "Group role=admin is counted in a group of another kind.",
        ),
        (
            "22",
            lambda p: made.group(p, "S2").update(depth=-1),
            "Group S2 has a depth below nought.",
        ),
        (
            "0",
            lambda p: p["protection"].update(least=4),
            "The certificate says least = 4.",
        ),
        (
            "0",
            lambda p: p["cells"].append("D: 3"),
            "Row 57 of “cells” is damaged.",
        ),
        ("0", lambda p: p.pop("pledge"), "The part “pledge” is missing or damaged."),
        ("0", lambda p: p["pledge"].pop("threshold"), "The pledge has no threshold."),
        (
            "0",
            lambda p: made.put(p, "D", "workload", base=None, counts={}),
            (
                "workload (item), Group D is shown and holds no number of people: "
                "the release contradicts itself."
            ),
        ),
        (
            "4",
            lambda p: made.group(p, "D").update(kind="filter"),
            "Group D is a group of a kind that no release has.",
        ),
        (
            "4",
            lambda p: made.row(p, "D", "workload").update(measure="mood"),
            "mood (item), Group D is about something that the round did not ask.",
        ),
        (
            "4",
            lambda p: made.row(p, "D", "workload").update(group_code="D×sw"),
            "workload (item), D×sw has a number, but the group is not a shown one.",
        ),
    ],
)
def test_what_is_planted_is_found_by_its_attack(
    number: str, plant: Callable[[Parts], object], sentence: str
) -> None:
    parts = made.release()
    assert found_by(number, parts) == []
    plant(parts)
    assert sentence in found_by(number, parts)
    assert sentence in [finding.sentence for finding in attack(parts)]


def test_the_pattern_names_the_property_that_tests_it() -> None:
    from tests.properties import test_disclosure

    assert hasattr(test_disclosure, withheld.PROPERTY)
    (outcome,) = (one for one in survey(made.release()) if one.number == "18")
    assert outcome.outcome == "refused by construction"
    assert withheld.PROPERTY in outcome.details[0]


def test_groups_in_another_order_than_before_are_reported() -> None:
    parts, earlier = made.release(wave="2027-02"), made.release()
    swap(parts, "groups", 8, 9)
    (outcome,) = (one for one in survey(parts, [earlier]) if one.number == "19")
    assert outcome.details == ("Groups stand in another order than in the round before.",)


def test_a_topic_over_questions_that_not_the_same_people_answered_is_reported() -> None:
    parts = made.release()
    first = parts["instrument"]["items"][0]
    first["construct"] = "load"
    parts["instrument"]["items"].append(first | {"code": "pace"})
    for code in ("D", "E"):
        parts["cells"].append(made.row(parts, code, "workload") | {"measure": "pace", "base": 30})
    (outcome,) = (one for one in survey(parts) if one.number == "21")
    assert outcome.outcome == "reported: 1"
    assert outcome.details[0].endswith("not the same number of people answered, in 1 groups.")


def test_every_attack_of_the_list_is_in_the_table_once() -> None:
    numbers = [number for number, _, _ in ATTACKS]
    listed = {n for number in numbers for n in _spread(number)}
    assert listed == set(range(23))
    lines = table.markdown(survey(made.release()))
    assert len(lines) == 2 + len(numbers)
    assert all(line.count(" | ") >= 4 for line in lines[2:])
    assert len(set(numbers)) == len(numbers)


def _spread(number: str) -> range:
    first, _, last = number.partition("–")
    return range(int(first), int(last or first) + 1)
