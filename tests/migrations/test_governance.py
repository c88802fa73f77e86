"""Keyholders' accounts and what they agree: up and down with rows in the tables."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from migrations import chain

pytestmark = pytest.mark.both_databases
ACCOUNT = (
    "INSERT INTO staff_account (id, email, name, password, role, active, fs_uniquifier, failures)"
    " VALUES (:id, :email, 'A', 'x', :role, true, :email, 0)"
)
KEY = "INSERT INTO api_key VALUES (1, 7, 'Power BI', 'd', NULL, NULL, '2026-11-16', '2026-11-16', NULL, NULL)"


def test_accounts_and_what_points_to_them_stay_when_keyholders_come_and_go(empty):
    engine = empty["people"]
    chain.upgrade("people", engine, "018_accounts")
    with engine.begin() as connection:
        connection.execute(text(ACCOUNT), {"id": 7, "email": "a@w.example", "role": "union"})
        connection.execute(text(KEY))
    chain.upgrade("people", engine, "019_governance")
    outsider = {"id": 8, "email": "o@w.example", "role": "keyholder"}
    with engine.begin() as connection:
        connection.execute(text(ACCOUNT), outsider)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(ACCOUNT), {"id": 9, "email": "m@w.example", "role": "manager"})
    chain.downgrade("people", engine, "018_accounts")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(ACCOUNT), outsider | {"id": 9, "email": "p@w.example"})
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, role, active FROM staff_account ORDER BY id"))
        assert [tuple(row) for row in rows] == [(7, "union", True), (8, "psw", False)]
        assert connection.scalar(text("SELECT account_id FROM api_key")) == 7
    chain.upgrade("people", engine)


def test_the_database_is_whole_after_its_check_was_changed(empty):
    engine = empty["people"]
    chain.upgrade("people", engine)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
        connection.execute(text("SELECT role FROM staff_account"))
