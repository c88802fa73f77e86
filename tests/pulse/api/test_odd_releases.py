"""Releases that are awkward: none, all withheld, names that bite, Welsh, answers that nobody gave."""

import json
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.releases import publish, shelf
from surveys.releases.release import Status
from tests.pulse.api import tables
from tests.pulse.api.conftest import Ask, MakeKey
from tests.pulse.api.tables import NUMBERS, lines, rows


@pytest.mark.parametrize("form", ["", ".csv"])
def test_before_the_first_release_there_is_an_empty_list(
    ask: Ask, make_key: MakeKey, form: str
) -> None:
    key = make_key()
    for path in ("/releases", "/actions"):
        assert (lines if form else rows)(ask(path + form, key)) == []
    for part in ("groups", "figures", "themes"):
        assert ask(f"/releases/2026-02/{part}{form}", key).status_code == 404


def test_a_round_that_withholds_everything_says_so_and_has_no_number(
    ask: Ask, make_key: MakeKey, people: Session, tmp_path: Path, today: object
) -> None:
    publish.publish(people, Keyring(tmp_path / "k"), tables.nothing_shown())
    people.commit()
    key = make_key()
    for part, many in (("groups", 4), ("figures", 3), ("themes", 2)):
        found = rows(ask(f"/releases/2026-11/{part}", key))
        assert len(found) == many
        assert {row["status"] for row in found} <= {"withheld", "combined"}
        assert [row[n] for row in found for n in NUMBERS if row.get(n) is not None] == []


def test_names_that_bite_come_whole_and_no_spreadsheet_calculates_them(
    ask: Ask, make_key: MakeKey, people: Session, tmp_path: Path, today: object
) -> None:
    publish.publish(people, Keyring(tmp_path / "k"), tables.awkward())
    people.commit()
    key = make_key()
    said, file = ask("/releases/2026-11/groups", key), ask("/releases/2026-11/groups.csv", key)
    told = [row["name"] for row in rows(said)]
    assert told == [tables.NAMES[code]["en"] for code in ("ALL", "S1", "T1", "T2")]
    assert [row["name"] for row in lines(file)] == told
    text = file.data.decode("utf-8-sig")
    for unsafe in ('"=HYPER', '"@team', '"-3 T'):
        assert unsafe not in text
        assert unsafe.replace('"', "\"'", 1) in text


def test_names_come_in_welsh_where_they_are_translated(
    ask: Ask, make_key: MakeKey, people: Session, tmp_path: Path, today: object
) -> None:
    publish.publish(people, Keyring(tmp_path / "k"), tables.awkward())
    people.commit()
    said = ask("/releases/2026-11/figures?lang=cy", make_key())
    found = rows(said)
    assert found[0]["group_name"] == "Y Cyngor cyfan ŵ"
    assert {row["question_text"] for row in found} == {"My caseload is safe", "Bygythiadau"}
    assert "Tŷ’r Ŵyn".encode() in said.data
    assert json.loads(said.data)["release"] == shelf.latest(people).digest  # type: ignore[union-attr]


def test_an_answer_that_nobody_gave_is_a_nought_and_not_a_gap(
    ask: Ask, make_key: MakeKey, people: Session, tmp_path: Path, today: object
) -> None:
    publish.publish(people, Keyring(tmp_path / "k"), tables.awkward())
    people.commit()
    found = rows(ask("/releases/2026-11/figures?group=ALL&question=safe", make_key()))
    assert [row["people"] for row in found] == [4, 10, 0, 20, 3, 0]
    assert [row["score"] for row in found] == [1, 2, 3, 4, 5, None]
    assert {row["status"] for row in found} == {Status.SHOWN.value}


@pytest.mark.parametrize("reverse", [False, True])
def test_a_score_counts_upwards_to_what_is_good(
    ask: Ask, make_key: MakeKey, people: Session, tmp_path: Path, today: object, reverse: bool
) -> None:
    publish.publish(people, Keyring(tmp_path / "k"), tables.awkward(reverse=reverse))
    people.commit()
    found = rows(ask("/releases/2026-11/figures?group=ALL&question=safe", make_key()))
    printed = [1, 2, 3, 4, 5]
    assert [row["score"] for row in found] == [*(printed[::-1] if reverse else printed), None]
