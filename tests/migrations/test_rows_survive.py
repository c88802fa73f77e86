"""Every migration up and down with rows in the tables: nothing is lost, nothing is sent or done twice for it."""

import json

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from migrations import chain
from pulse.stewards import saved_view
from pulse.stewards.selection import Selection
from surveys.clearing import queue
from surveys.comments.readers import Reader
from tests.databases import load_tables

pytestmark = pytest.mark.both_databases


def test_a_comment_that_waits_asks_for_nothing_until_its_author_could_and_survives_the_way_back(
    empty,
):
    engine = empty["people"]
    chain.upgrade("people", engine, "005_code_frames")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO clearing_comment (key, wave, item, reader, text, themes, state)"
                " VALUES ('k', '2026-11', 'more', 'union', '[name] left', '{}', 'waiting')"
            )
        )
    chain.upgrade("people", engine)
    with Session(engine) as people:
        assert queue.find(people, "k", list(Reader)).kept == ()
    chain.downgrade("people", engine, "005_code_frames")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT text FROM clearing_comment")) == "[name] left"


def test_keys_of_programs_come_and_go_and_accounts_stay(empty):
    engine = empty["people"]
    chain.upgrade("people", engine, "009_files")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO staff_account (id, email, name, password, role, active, fs_uniquifier, failures)"
                " VALUES (7, 'a@w.example', 'A', 'x', 'director', true, 'u', 0)"
            )
        )
    chain.upgrade("people", engine)
    row = "INSERT INTO api_key VALUES (:id, :owner, 'Power BI', :digest, NULL, NULL, :on, :on, NULL, NULL)"
    with engine.begin() as connection:
        connection.execute(text(row), {"id": 1, "owner": 7, "digest": "d", "on": "2026-11-16"})
    for other in ({"owner": 7, "digest": "d"}, {"owner": 8, "digest": "e"}):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(row), {"id": 2, "on": "2026-11-16"} | other)
    chain.downgrade("people", engine, "009_files")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT email FROM staff_account")) == "a@w.example"
    chain.upgrade("people", engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM api_key")) == 0


def test_jobs_that_wait_twice_wait_once_and_keep_what_they_are_about(empty):
    engine = empty["people"]
    chain.upgrade("people", engine, "011_saved_views")
    row = (
        "INSERT INTO outbox_job (name, arguments, state, tries, due_at)"
        " VALUES (:name, :about, :state, 0, '2026-11-16')"
    )
    wave, question = '{"wave": "2026-11"}', '{"inquiry": "7"}'
    with engine.begin() as connection:
        for name, about, state in (
            ("publish", wave, "done"),
            ("publish", wave, "waiting"),
            ("publish", wave, "waiting"),
            ("try_change", question, "failed"),
        ):
            connection.execute(text(row), {"name": name, "about": about, "state": state})
    chain.upgrade("people", engine, "014_leases")
    rows = "SELECT name, about, state FROM outbox_job ORDER BY id"
    with engine.connect() as connection:
        assert [tuple(one) for one in connection.execute(text(rows))] == [
            ("publish", "2026-11", "done"),
            ("publish", "2026-11", "waiting"),
            ("try_change", "7", "failed"),
        ]
    chain.downgrade("people", engine, "011_saved_views")
    with engine.connect() as connection:
        found = connection.execute(text("SELECT arguments FROM outbox_job ORDER BY id")).scalars()
        read = [json.loads(one) if isinstance(one, str) else one for one in found]
    assert read == [{"wave": "2026-11"}, {"wave": "2026-11"}, {"inquiry": "7"}]


def test_letters_that_were_sent_stay_sent_both_ways(empty):
    engine = empty["people"]
    chain.upgrade("people", engine, "014_leases")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO reporting_group (code, names, position, active) VALUES ('A', '{}', 1, true)"
            )
        )
        for number in (1, 2):
            connection.execute(
                text(
                    "INSERT INTO worker (id, staff_number, name, group_code, active)"
                    " VALUES (:n, :n, 'N', 'A', true)"
                ),
                {"n": number},
            )
            connection.execute(
                text("INSERT INTO invitation VALUES (:id, '2026-11', 'A', :n, :sent)"),
                {"id": bytes([number]) * 16, "n": number, "sent": number == 1},
            )
    chain.upgrade("people", engine)
    with engine.connect() as connection:
        letter = connection.execute(text("SELECT invitation_id, kind, fate FROM letter")).one()
        assert (bytes(letter[0]), *letter[1:]) == (b"\x01" * 16, "invitation", "handed")
        codes = connection.execute(text("SELECT stop_code FROM worker")).scalars().all()
        assert len(set(codes)) == 2
    chain.downgrade("people", engine, "014_leases")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT worker_id, sent FROM invitation ORDER BY worker_id"))
        assert [(row[0], bool(row[1])) for row in rows] == [(1, True), (2, False)]


def test_saved_views_come_and_go_and_leave_their_owners(empty):
    engine = empty["people"]
    chain.upgrade("people", engine, "010_api_keys")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO staff_account (id, email, name, password, role, active, fs_uniquifier, failures)"
                " VALUES (7, 'una@example.org', 'Una', 'x', 'union', true, 'u', 0)"
            )
        )
    for _ in range(2):
        chain.upgrade("people", engine)
        load_tables()
        with Session(engine) as people:
            assert saved_view.of(people, 7) == ()
            saved_view.save(people, 7, "Caseload", Selection(theme="caseload", words="tîm"))
            people.commit()
        with Session(engine) as people:
            (view,) = saved_view.of(people, 7)
            assert view.selection == Selection(theme="caseload", words="tîm")
        chain.downgrade("people", engine, "010_api_keys")
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT name FROM staff_account")) == "Una"
        assert "saved_view" not in inspect(engine).get_table_names()


def test_actions_are_made_empty_and_going_down_takes_them_and_nothing_else(empty):
    engine = empty["people"]
    chain.upgrade("people", engine, "006_kept_words")
    kept = "INSERT INTO audit_entry VALUES (1, '2026-11-21', 'jo', 'planned', '2026-12')"
    with engine.begin() as connection:
        connection.execute(text(kept))
    for _ in range(2):  # down and up again
        chain.upgrade("people", engine)
        with engine.begin() as connection:
            connection.execute(
                text("INSERT INTO action VALUES (1, 'topic', 'caseload', 'ALL', '2026-11')")
            )
            connection.execute(
                text(
                    "INSERT INTO action_entry VALUES (1, 1, 'drafted', 'planned', 'Less work',"
                    " 'Head of service', '2026-12-31', '', '', 'd@example.org', '2026-11-21')"
                )
            )
        for change in ("UPDATE action_entry SET what = 'other'", "DELETE FROM action_entry"):
            with pytest.raises(Exception, match="an action's history"), engine.begin() as line:
                line.execute(text(change))
        chain.downgrade("people", engine, "006_kept_words")
    assert not {"action", "action_entry"} & set(inspect(engine).get_table_names())
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT about FROM audit_entry")) == "2026-12"
