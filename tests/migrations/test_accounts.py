"""018_accounts: accounts and the audit log that were there are there afterwards, chained, and on the way back."""

from datetime import date

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from migrations import chain
from pulse.access import account, audit
from tests.databases import load_tables

pytestmark = pytest.mark.both_databases
BEFORE, AFTER = "017_leavers", "018_accounts"
ACCOUNT = (
    "INSERT INTO staff_account (id, email, name, password, role, active, fs_uniquifier, failures, failed_on)"
    " VALUES (7, 'una@u.example', 'Una', 'x', 'union', true, 'u', 3, '2026-11-20')"
)
ENTRY = "INSERT INTO audit_entry VALUES (:id, '2026-11-21', :who, 'planned', '“é” 2026-12')"


def test_what_was_there_is_chained_and_goes_back_as_it_was(empty):
    engine = empty["people"]
    load_tables()
    chain.upgrade("people", engine, BEFORE)
    with engine.begin() as connection:
        connection.execute(text(ACCOUNT))
        key = "INSERT INTO api_key VALUES (1, 7, 'k', 'd', NULL, NULL, :on, :on, NULL, NULL)"
        connection.execute(text(key), {"on": "2026-11-16"})
        for number in (1, 2, 5):  # a transaction that was broken off leaves a gap
            connection.execute(text(ENTRY), {"id": number, "who": f"jo{number}"})
    for _ in range(2):
        chain.upgrade("people", engine, AFTER)
        with Session(engine) as people:
            found = audit.check(audit.every(people))
            assert (found.entries, found.faults) == (3, ())
            person = account.named(people, "una@u.example")
            assert not person.waits
            assert (person.failures, person.failed_on) == (3, date(2026, 11, 20))
            assert (person.factor, person.rests_until, person.logged_in_on) == (None, None, None)
            audit.record(people, "jo", "closed", "2026-12")
            assert audit.check(audit.every(people)).faults == ()
            people.rollback()
        chain.downgrade("people", engine, BEFORE)
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT id, actor FROM audit_entry ORDER BY id")).all()
            assert [tuple(row) for row in rows] == [(1, "jo1"), (2, "jo2"), (5, "jo5")]
            assert connection.scalar(text("SELECT failures FROM staff_account")) == 3
            assert connection.scalar(text("SELECT count(*) FROM api_key")) == 1
        assert not {"staff_session", "staff_joining", "staff_recovery"} & set(
            inspect(engine).get_table_names()
        )


@pytest.mark.parametrize("at", [BEFORE, AFTER])
def test_the_log_is_locked_before_and_after_and_after_going_back(empty, at: str):
    engine = empty["people"]
    chain.upgrade("people", engine, BEFORE)
    with engine.begin() as connection:
        connection.execute(text(ENTRY), {"id": 1, "who": "jo"})
    chain.upgrade("people", engine, AFTER)
    chain.downgrade("people", engine, at) if at == BEFORE else None
    for change in ("UPDATE audit_entry SET actor = 'other'", "DELETE FROM audit_entry"):
        with (
            pytest.raises(Exception, match="the audit log cannot be changed"),
            engine.begin() as connection,
        ):
            connection.execute(text(change))
