"""The audit log: searched, carried away with its chain, and never changed unseen; on both databases."""

import json
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from pulse.access import audit
from pulse.access.audit import BEGINNING, Line
from pulse.access.permissions import Role
from surveys import clock
from tests.house_client import HouseClient
from tests.pulse.staff.forms import words
from tests.pulse.stewards import stock

PAGE = "/office/audit"


def write(people: Session, *more: tuple[str, str, str]) -> None:
    for entry in (
        ("office@w.example", "round planned", "2026-12"),
        ("job", "round opened", "2026-12"),
        ("una@u.example", "comments downloaded", "=1+1 of 100%, “quoted”"),
        *more,
    ):
        audit.record(people, *entry)
    people.commit()


def listed(said) -> list[list[str]]:
    rows = BeautifulSoup(said.data, "html.parser").select("#entries tbody tr")
    return [
        [" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])] for row in rows
    ]


@pytest.mark.both_databases
def test_each_entry_follows_the_one_before(people: Session, today: date) -> None:
    write(people)
    lines = list(audit.every(people))
    assert [line.number for line in lines] == [1, 2, 3]
    before = BEGINNING
    for line in lines:
        assert line.digest == line.follows(before)
        before = line.digest
    assert audit.check(lines).faults == ()
    assert audit.check(lines).head == before
    assert audit.check(lines, known=lines[1].digest).faults == ()


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entry SET actor = 'somebody else' WHERE id = 2",
        "DELETE FROM audit_entry WHERE id = 3",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_an_entry(
    people: Session, today: date, change: str
) -> None:
    write(people)
    with pytest.raises(DBAPIError, match="the audit log cannot be changed"):
        people.execute(text(change))
    people.rollback()


def test_nor_does_sqlite_replace_one(people: Session, today: date) -> None:
    write(people)
    row = "VALUES (2, '2026-11-16', 'x', 'x', 'x', 'x')"
    with pytest.raises(DBAPIError, match="the audit log cannot be changed"):
        people.execute(text(f"INSERT OR REPLACE INTO audit_entry {row}"))


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_nor_does_postgresql_empty_it(people: Session, today: date) -> None:
    write(people)
    with pytest.raises(DBAPIError, match="the audit log cannot be changed"):
        people.execute(text("TRUNCATE audit_entry"))


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "change",
    [{"day": date(2026, 11, 15)}, {"actor": "x"}, {"act": "x"}, {"about": "x"}, {"number": 9}],
)
def test_whoever_gets_past_the_database_breaks_the_chain(
    people: Session, today: date, place: int, change: dict[str, object]
) -> None:
    write(people)
    lines = list(audit.every(people))
    lines[place] = Line(**(lines[place].__dict__ | change))  # type: ignore[arg-type]
    assert audit.check(lines).faults


def test_what_is_taken_out_shows_in_the_middle_and_at_the_end_by_a_noted_digest(
    people: Session, today: date
) -> None:
    write(people)
    lines = list(audit.every(people))
    assert audit.check([lines[0], lines[2]]).faults
    assert audit.check(lines[1:]).faults
    assert audit.check(lines[:2]).faults == ()  # nothing in it says that there was more
    assert audit.check(lines[:2], known=lines[2].digest).faults


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, [3, 2, 1]),
        ({"who": "UNA@"}, [3]),
        ({"what": "round"}, [2, 1]),
        ({"what": "2026-12", "who": "job"}, [2]),
        ({"what": "%"}, [3]),
        ({"what": "_"}, []),
        ({"from": "2026-11-16", "to": "2026-11-16"}, [3, 2, 1]),
        ({"from": "2026-11-17"}, []),
        ({"to": "2026-11-15"}, []),
        ({"who": "'\"<script>"}, []),
        ({"what": "x" * 5_000}, []),
    ],
    ids=str,
)
def test_it_is_searched_by_who_what_and_day(
    office: HouseClient, people: Session, asked: dict[str, str], numbers: list[int]
) -> None:
    write(people)
    said = office.get(PAGE, query_string=asked)
    assert said.status_code == 200
    assert [int(row[0]) for row in listed(said)] == numbers
    if not numbers:
        assert "Nothing found" in words(said)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"from": "yesterday"}, "Enter a day as in 2026-11-30"),
        ({"to": "2026-02-30"}, "Enter a day as in 2026-11-30"),
        ({"from": "2026-11-30", "to": "2026-11-01"}, "must not be before the first"),
    ],
    ids=str,
)
def test_what_is_wrong_with_a_search_is_said(
    office: HouseClient, people: Session, asked: dict[str, str], message: str
) -> None:
    write(people)
    said = office.get(PAGE, query_string=asked)
    assert said.status_code == 422
    assert message in words(said)
    assert listed(said) == []


def test_a_long_log_is_read_page_by_page(office: HouseClient, people: Session) -> None:
    write(people, *(("job", "round opened", str(number)) for number in range(60)))
    first = office.get(PAGE, query_string={"who": "job"})
    assert len(listed(first)) == 50
    assert "Entries 1 to 50 of 61" in words(first)
    older = BeautifulSoup(first.data, "html.parser").find("a", string="Older entries")
    assert older is not None
    assert len(listed(office.get(str(older["href"])))) == 11
    assert listed(office.get(PAGE, query_string={"skip": "x"}))
    assert office.get(PAGE, query_string={"skip": 10**30}).status_code == 200


def test_the_table_has_no_formula(office: HouseClient, people: Session) -> None:
    write(people)
    said = office.get(f"{PAGE}.csv", query_string={"who": "una"})
    lines = said.data.decode("utf-8-sig").splitlines()
    assert lines[0] == '"number","day","actor","act","about","digest"'
    assert len(lines) == 2
    assert ',"\'=1+1 of 100%, “quoted”",' in lines[1]
    assert said.headers["Content-Disposition"].endswith('"pulse-audit-2026-11-16.csv"')


def test_an_export_is_checked_anywhere_and_one_that_was_changed_is_told(
    app: Flask, office: HouseClient, people: Session, tmp_path: Path
) -> None:
    write(people)
    file, run = tmp_path / "log.json", app.test_cli_runner().invoke
    file.write_bytes(office.get(f"{PAGE}.json").data)
    head = json.loads(file.read_bytes())["head"]
    for words_of in ((), (str(file),), (str(file), "--known", head.upper())):
        said = run(args=["audit", "verify", *words_of])
        assert said.exit_code == 0, said.output
        assert f"3 entries, each as it was written. Note the last digest: {head}" in said.output
    said = run(args=["audit", "verify", "--known", "0" * 63 + "1"])
    assert said.exit_code == 1
    assert "entries were removed or replaced" in said.output
    file.write_text(file.read_text().replace("round opened", "round closed"))
    said = run(args=["audit", "verify", str(file)])
    assert said.exit_code == 1
    assert "Entry 2 was changed" in said.output
    for broken in ("", "[]", '{"entries": [{}]}', '{"entries": 1}'):
        file.write_text(broken)
        said = run(args=["audit", "verify", str(file)])
        assert said.exit_code == 1
        assert "This is no JSON file as /office/audit.json gives it" in said.output


def test_an_empty_log_is_one_too(app: Flask, office: HouseClient) -> None:
    assert office.get(f"{PAGE}.json").json["entries"] == []
    assert "0 entries" in app.test_cli_runner().invoke(args=["audit", "verify"]).output


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_those_who_check_read_it_too_and_directors_do_not(
    app: Flask, people: Session, today: date, role: Role
) -> None:
    client = stock.log_in(app, people, role)
    for address in (PAGE, f"{PAGE}.csv", f"{PAGE}.json"):
        refused = client.get(address).status_code == 403
        assert refused is (role is Role.DIRECTOR)


def test_entries_of_two_at_once_follow_one_another(people: Session, today: date) -> None:
    """The other transaction waits, or finds the entry of the first; neither writes a second number 1."""
    with clock.at(today), Session(people.get_bind()) as other:
        audit.record(people, "a", "b", "c")
        people.commit()
        audit.record(other, "d", "e", "f")
        other.commit()
    assert [line.number for line in audit.every(people)] == [1, 2]
