"""Files that are no releases: a finding or a refusal in a sentence, never a traceback, and no number in a figure's name."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.disclosure.attack import attack, survey
from surveys.disclosure.attacks import file
from surveys.disclosure.attacks.file import NotARelease, NotAStaffList
from tests.surveys.disclosure.attacks import made

RUBBISH: list[Any] = [None, True, 0, -3, 7.5, "", "D", [], {}, [None], [[]], {"D": 3}, {"en": None}]

spots = st.lists(st.integers(0, 10_000), min_size=1, max_size=4)


def damage(holder: Any, way: list[int], rubbish: object) -> None:
    """Walk into the file as far as the way leads, and put rubbish there, or take something out."""
    for step in way:
        keys = sorted(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = keys[step % len(keys)]
        if step is way[-1] or not isinstance(holder[key], dict | list):
            if rubbish == "D":
                del holder[key]
            else:
                holder[key] = copy.deepcopy(rubbish)
            return
        holder = holder[key]


@given(
    ways=st.lists(spots, min_size=1, max_size=3),
    rubbish=st.sampled_from(RUBBISH),
    earlier=st.booleans(),
)
def test_no_damage_makes_the_attacker_stumble(
    ways: list[list[int]], rubbish: object, earlier: bool
) -> None:
    parts = made.release()
    for way in ways:
        damage(parts, way, rubbish)
    other = [parts, made.release(wave="2026-08"), made.release()] if earlier else []
    found = attack(made.release(wave="2027-02") if earlier else parts, other)
    assert all(isinstance(one.sentence, str) for one in found)
    survey(parts, other, staff={"C": 7}, people=made.cells_of(made.people()))


@pytest.mark.parametrize("part", ["groups", "cells", "instrument", "pledge", "frame", "wave"])
@pytest.mark.parametrize("rubbish", [None, "D", [3], {"D": "3"}, 4])
def test_a_part_of_the_wrong_type_is_found(part: str, rubbish: object) -> None:
    parts = made.release()
    parts[part] = rubbish
    assert attack(parts) != ()


def test_a_round_without_a_shown_group_gives_nothing_away() -> None:
    parts = made.release([("A", "sw", "1"), ("B", "", "2")])
    for row in parts["cells"]:
        row.update(made.WITHHELD)
    parts["groups"] = [row for row in parts["groups"] if "~rest" not in row["code"]]
    for place, row in enumerate(parts["groups"]):
        row.update(status="combined", combined_in=None, position=place)
    assert attack(parts) == ()
    assert "nothing found" in [one.outcome for one in survey(parts)]


def test_a_single_respondent_is_found_in_every_figure_and_named_without_a_number() -> None:
    parts = made.release([("A", "sw", "1")])
    found = attack(parts)
    assert {"response (response), Group A", "workload (item), Group ALL"} <= {
        f.figure for f in found
    }
    named = "".join(one.figure for one in found).replace("S1", "").replace("S2", "")
    assert not any(character.isdigit() for character in named)


def test_nothing_at_all_is_no_release() -> None:
    (finding,) = attack({})
    assert finding.sentence == "The file holds neither figures nor comments."


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"{", b"3", b"[]", b"{}", b'{"parts": 3}', b"[" * 100_000]
)
def test_a_file_that_is_no_release_is_refused(content: bytes) -> None:
    with pytest.raises(NotARelease):
        file.parts(content)


def test_a_release_is_read_whole_or_by_its_parts() -> None:
    parts = made.release()
    assert file.parts(json.dumps(parts).encode()) == parts
    assert file.parts(json.dumps({"manifest": {}, "parts": parts}).encode()) == parts


def test_a_staff_list_is_read_with_and_without_titles() -> None:
    assert file.staff("﻿Team,People\r\nC,7\r\n\r\nG, 5\r\n".encode()) == {"C": 7, "G": 5}
    assert file.staff(b"C,7") == {"C": 7}
    assert file.staff(b"") == {}


@pytest.mark.parametrize(
    "content", [b"C;7\nG;5", b"C,7,8", b"C,7\nG,many", b"\xff\xfeC", b'C,7\nG,"']
)
def test_a_staff_list_of_another_form_is_refused_without_its_content(content: bytes) -> None:
    with pytest.raises(NotAStaffList) as refused:
        file.staff(content)
    assert "7" not in str(refused.value)
