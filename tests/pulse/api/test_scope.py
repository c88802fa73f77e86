"""A key for a part reads that part; whatever else is asked for gets the answer of what does not exist."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy.orm import Session

from pulse.api import actions
from pulse.api.actions import Action
from surveys import clock
from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.reports import actions as promised
from surveys.reports.action import About, Aim
from surveys.reports.intent import Intent, State
from tests.pulse.api import tables
from tests.pulse.api.conftest import Ask, MakeKey
from tests.pulse.api.tables import lines, rows
from tests.surveys.reports.council import Council, draft

PARTS = ("groups", "figures", "themes")
HOSTILE = (
    "",
    "S1T02",
    "role=manager",
    "ALL",
    "S2",
    "S2T01",
    "nowhere",
    "S1'--",
    "S1\x00",
    "S1%00",
    "../S1",
    "ŵ",
    "\U0001f600",
    "x" * 3000,
    "=1+1",
    "S1 ",
    "s1",
)


@pytest.mark.parametrize("part", PARTS)
def test_a_key_for_a_part_reads_it_and_all_below(
    ask: Ask, make_key: MakeKey, published: Session, part: str
) -> None:
    path = f"/releases/2026-02/{part}"
    every = rows(ask(path, make_key()))
    own = rows(ask(path, make_key(scope="S1")))
    codes = {row["group"] for row in own}
    assert {"S1", "S1T01", "S1~rest"} <= codes
    assert ("S1T02" in codes) is (part == "groups")
    assert all(str(code).startswith("S1") for code in codes)
    assert own == [row for row in every if row["group"] in codes]
    assert lines(ask(f"{path}.csv", make_key(scope="S1")))[0]["group"] == own[0]["group"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("form", ["", ".csv"])
def test_unknown_hidden_and_forbidden_groups_get_one_answer(
    ask: Ask, make_key: MakeKey, published: Session, part: str, form: str
) -> None:
    key = make_key(scope="S1")
    path = f"/releases/2026-02/{part}{form}?group="
    said = [ask(path + quote(code), key) for code in HOSTILE]
    first = said[0]
    assert {(one.status_code, one.data, str(one.headers)) for one in said} == {
        (404, first.data, str(first.headers))
    }
    assert "ETag" not in first.headers
    assert ask(f"{path}S1", key).status_code == 200


@pytest.mark.parametrize("wave", [*HOSTILE[2:], "2026-03", "2026-02.csv", "1 OR 1=1"])
def test_a_round_that_is_none_is_not_found(
    ask: Ask, make_key: MakeKey, published: Session, wave: str
) -> None:
    said = ask(f"/releases/{quote(wave, safe='')}/figures", make_key())
    assert said.status_code == 404
    assert said.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "asked",
    [
        "?gruop=S1",
        "?group=S1&group=S2",
        "?format=xml",
        "?lang=fr",
        "?lang=",
        "?limit=1",
        "?format=JSON",
    ],
)
def test_what_is_misspelt_does_not_give_everything(
    ask: Ask, make_key: MakeKey, published: Session, asked: str
) -> None:
    said = ask(f"/releases/2026-02/figures{asked}", make_key())
    assert said.status_code == 400
    assert said.content_type == "application/problem+json"


def test_a_file_has_one_form(ask: Ask, make_key: MakeKey, published: Session) -> None:
    assert ask("/releases.csv?format=json", make_key()).status_code == 400
    assert ask("/releases", make_key(), Accept="application/xml").status_code == 406


def test_a_group_that_was_split_or_merged_has_rows_in_the_rounds_in_which_it_stood_alone(
    ask: Ask, make_key: MakeKey, people: Session, tmp_path: Path, today: date
) -> None:
    merged = Council(services=("North",), teams=0, sizes={"S1T01": 40, "S1T02": 9, "S1T03": 8})
    split = Council(services=("North",), teams=0, sizes={"S1T01": 40, "S1T02": 20, "S1T04": 30})
    for number, council in ((1, merged), (2, split)):
        publish.publish(people, Keyring(tmp_path / "k"), draft(council, number, share=1.0))
    people.commit()
    key = make_key(scope="S1T02")
    assert rows(ask("/releases/2026-01/figures", key)) == []
    (row,) = rows(ask("/releases/2026-01/groups", key))
    assert (row["status"], row["combined_in"], row["answered"]) == ("combined", "S1~rest", None)
    assert ask("/releases/2026-01/figures?group=S1T02", key).status_code == 404
    assert {row["group"] for row in rows(ask("/releases/2026-02/figures", key))} == {"S1T02"}
    fresh = make_key(scope="S1T04")
    assert rows(ask("/releases/2026-01/groups", fresh)) == []
    assert rows(ask("/releases/2026-01/themes", fresh)) == []


def test_actions_are_those_of_the_keys_part(
    ask: Ask, make_key: MakeKey, published: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rows(ask("/actions", make_key())) == []
    day = clock.today()
    one = Action(
        *("1", "2026-02", "S1", "North", "topic", "bureaucracy", "Bureaucracy", "=Fewer forms"),
        *("Head of service", "", "under_way", day, None, None),
    )
    both = (one, replace(one, action="2", group="S2", group_name="South", done_on=day))
    monkeypatch.setattr(actions, "recorded", lambda *_: both)
    said = ask("/actions", make_key())
    assert [row["action"] for row in rows(said)] == ["1", "2"]
    assert rows(said)[1]["done_on"] == "2026-11-16"
    assert [row["action"] for row in rows(ask("/actions", make_key(scope="S2")))] == ["2"]
    assert '"\'=Fewer forms"' in ask("/actions.csv", make_key()).get_data(as_text=True)


def test_an_action_is_told_as_it_is_published_and_a_draft_is_not(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    intent = Intent(State.PLANNED, "Fewer forms", "Head of service", date(2027, 1, 31), "")
    aim = Aim(About.TOPIC, "caseload", "S1", "2026-02")
    for _ in range(2):
        made = promised.draft(published, aim, intent, by="dana@example.org")
    number = made.number
    promised.publish(published, number, promised.Hand("dana@example.org", made.last.number))
    published.commit()
    said = ask("/actions", make_key())
    (row,) = rows(said)
    assert (row["action"], row["topic"], row["text"]) == (str(number), "caseload", "Fewer forms")
    assert (row["status"], row["due_on"]) == ("planned", "2027-01-31")
    assert "dana" not in said.get_data(as_text=True)


def test_a_key_for_a_part_reads_no_action_before_the_first_release(
    ask: Ask, make_key: MakeKey
) -> None:
    assert rows(ask("/actions", make_key(scope="S1"))) == []


# --- what a program has already -----------------------------------------------------------------


def test_what_a_program_has_already_is_not_sent_or_read_again(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    key = make_key()
    for path in ("/releases", "/actions", *(f"/releases/2026-02/{part}" for part in PARTS)):
        for address in (path, f"{path}.csv"):
            first = ask(address, key)
            tag = first.headers["ETag"]
            assert first.headers["Cache-Control"] == "private, no-cache"
            assert first.headers["Vary"] == "Accept, Authorization"
            for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
                again = ask(address, key, If_None_Match=header)
                assert (again.status_code, again.data) == (304, b"")
                assert again.headers["ETag"] == tag
                assert again.headers["Cache-Control"] == "private, no-cache"
            assert ask(address, key, If_None_Match='"other"').status_code == 200
            assert ask(address, If_None_Match=tag).status_code == 401


def test_a_tag_is_of_one_release_form_language_and_part(
    ask: Ask, make_key: MakeKey, people: Session, tmp_path: Path, published: Session
) -> None:
    whole, part = make_key(), make_key(scope="S1")
    path = "/releases/2026-02/figures"
    tags = [
        ask(address, key, Accept=accept).headers["ETag"]
        for address, key, accept in (
            (path, whole, "application/json"),
            (path, whole, "text/csv"),
            (path, part, "application/json"),
            (f"{path}?lang=cy", whole, "application/json"),
            (f"{path}?group=S1", whole, "application/json"),
            ("/releases/2026-01/figures", whole, "application/json"),
        )
    ]
    assert len(set(tags)) == len(tags)
    assert ask(path, whole).headers["ETag"] == tags[0]
    before = ask("/releases", whole).headers["ETag"]
    publish.publish(people, Keyring(tmp_path), tables.awkward("2026-12"))
    people.commit()
    assert ask("/releases", whole).headers["ETag"] != before
    assert ask(path, whole).headers["ETag"] == tags[0]
