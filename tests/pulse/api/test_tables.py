"""What the tables say: the release's figures, all of them, nothing else, in both forms."""

import pytest
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from pulse.api import actions, figures, groups, releases, themes
from surveys.comments.readers import Reader
from surveys.releases import shelf
from surveys.releases.release import Subject
from surveys.reports import answers, rounds
from tests.pulse.api.conftest import Ask, MakeKey
from tests.pulse.api.tables import NUMBERS, as_text, lines, rows

WAVE = "2026-02"
COLUMNS = {
    "/releases": releases.COLUMNS,
    f"/releases/{WAVE}/groups": groups.COLUMNS,
    f"/releases/{WAVE}/figures": figures.COLUMNS,
    f"/releases/{WAVE}/themes": themes.COLUMNS,
    "/actions": actions.COLUMNS,
}


def cells(people: Session, subject: Subject) -> dict[tuple[str, str], shelf.Cell]:
    found = shelf.cells(people, shelf.of_wave(people, WAVE), subject=subject)
    return {(cell.group_code, cell.measure): cell for cell in found}


@pytest.mark.parametrize("path", COLUMNS)
def test_csv_and_json_have_the_same_columns_and_values(
    ask: Ask, make_key: MakeKey, published: Session, path: str
) -> None:
    key = make_key()
    said, file = ask(path, key), ask(f"{path}.csv", key)
    found = rows(said)
    assert [{k: as_text(v) for k, v in row.items()} for row in found] == lines(file)
    assert file.data.decode("utf-8-sig").splitlines()[0] == ",".join(
        f'"{name}"' for name in COLUMNS[path]
    )
    assert all(tuple(row) == COLUMNS[path] for row in found)
    assert len(found) > 1 or path == "/actions"


@pytest.mark.parametrize("path", COLUMNS)
def test_every_way_to_ask_for_csv_gives_the_same_bytes(
    ask: Ask, make_key: MakeKey, published: Session, path: str
) -> None:
    key = make_key()
    file = ask(f"{path}.csv", key)
    assert file.data.startswith(b'\xef\xbb\xbf"')
    assert "attachment" in file.headers["Content-Disposition"]
    for said in (
        ask(f"{path}?format=csv", key),
        ask(path, key, Accept="text/csv"),
        ask(path, key, Accept="application/json;q=0.5, text/csv"),
        ask(f"{path}?format=csv", key, Accept="application/json"),
    ):
        assert (said.status_code, said.data) == (200, file.data)


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "text/html, */*;q=0.1"])
def test_json_is_what_a_program_gets_that_accepts_anything(
    ask: Ask, make_key: MakeKey, published: Session, accept: str
) -> None:
    assert ask("/releases", make_key(), Accept=accept).content_type == "application/json"


def test_every_figure_of_a_question_is_the_releases(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    told = rows(ask(f"/releases/{WAVE}/figures", make_key()))
    own = rounds.find(rounds.load(published), WAVE)
    held = cells(published, Subject.ITEM)
    assert {(row["group"], row["question"]) for row in told} == set(held)
    for (group, question), cell in held.items():
        found = [r for r in told if (r["group"], r["question"]) == (group, question)]
        assert {r["status"] for r in found} == {cell.status.value}
        assert {r["answered"] for r in found} == {cell.base}
        assert {r["band"] for r in found} == {cell.band}
        people = {r["answer"]: r["people"] for r in found if r["answer"] is not None}
        assert people == (cell.counts or {})
        shares = answers.distribution(own.instrument.item(question), own.group(group), cell).shares
        percents = [r["percent"] for r in found if r["answer"] is not None]
        assert percents == [share.percent for share in shares]


def test_every_figure_of_a_theme_is_the_releases(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    told = rows(ask(f"/releases/{WAVE}/themes", make_key()))
    held = cells(published, Subject.THEME)
    assert len(told) == len(held)
    for row in told:
        cell = held[str(row["group"]), str(row["theme"])]
        counts = cell.counts or {}
        assert (row["status"], row["comments_in_all"], row["band"]) == (
            cell.status.value,
            cell.base,
            cell.band,
        )
        assert [row["critical"], row["mixed"], row["positive"]] == [
            counts.get(polarity) for polarity in ("negative", "mixed", "positive")
        ]
        assert row["comments"] == (sum(counts.values()) if cell.counts else None)


def test_every_group_is_listed_with_how_many_answered(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    told = {str(row["group"]): row for row in rows(ask(f"/releases/{WAVE}/groups", make_key()))}
    own, held = rounds.load(published)[-1], cells(published, Subject.RESPONSE)
    assert list(told) == [group.code for group in own.groups]
    for group in own.groups:
        cell, row = held.get((group.code, "response")), told[group.code]
        assert row["answered"] == (cell.base if cell else None)
        assert row["invited"] == ((cell.counts or {}).get("invited") if cell else None)
        assert (row["status"] == "combined") == (not group.shown)
        assert row["combined_in"] == group.combined_in


def test_what_is_withheld_is_marked_and_has_no_number(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    key, seen = make_key(), 0
    for path in list(COLUMNS)[1:4]:
        for row in rows(ask(path, key)):
            if row["status"] in ("withheld", "combined"):
                seen += 1
                assert [row[name] for name in NUMBERS if row.get(name) is not None] == []
                assert row.get("band") is None
    assert seen > 20


def test_a_group_that_is_counted_with_others_has_no_row_of_figures(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    key = make_key()
    hidden = {group.code for group in rounds.load(published)[-1].groups if not group.shown}
    assert {"S1T02"} <= hidden
    for path in list(COLUMNS)[2:4]:
        said = ask(path, key)
        assert not hidden & {row["group"] for row in rows(said)}
        assert b"S1T02" not in said.data


def test_rounds_come_with_their_pledge_and_digest(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    said = ask("/releases", make_key())
    found, newest = rows(said), shelf.releases(published)[-1]
    assert [row["wave"] for row in found] == ["2026-01", "2026-02"]
    assert found[-1]["digest"] == newest.digest
    assert said.json is not None
    assert said.json["release"] == newest.digest
    assert (found[0]["threshold"], found[0]["sensitive_threshold"]) == (10, 20)
    assert found[0]["demonstration"] is True


def test_one_question_of_one_group(ask: Ask, make_key: MakeKey, published: Session) -> None:
    key, path = make_key(), f"/releases/{WAVE}/figures"
    every = rows(ask(path, key))
    question = every[0]["question"]
    wanted = [r for r in every if r["group"] == "S1" and r["question"] == question]
    assert rows(ask(f"{path}?group=S1&question={question}", key)) == wanted
    assert rows(ask(f"{path}?question=nobody-asked", key)) == []


def test_no_comment_is_in_any_table(ask: Ask, make_key: MakeKey, published: Session) -> None:
    key = make_key(Role.UNION)
    texts = [comment.text for comment in shelf.comments(published, list(Reader), None)]
    published.rollback()
    assert texts
    for path in COLUMNS:
        for form in ("", ".csv"):
            body = ask(path + form, key).get_data(as_text=True)
            assert [text for text in texts if text in body] == []
