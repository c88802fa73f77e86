"""Both chains, on both databases: up, down, up again; and the tables are those of the code."""

import json

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from migrations import chain
from pulse.stewards import saved_view
from pulse.stewards.selection import Selection
from surveys import db
from surveys.clearing import queue
from surveys.comments.readers import Reader
from tests import postgres
from tests.databases import BASES, load_tables

pytestmark = pytest.mark.both_databases


@pytest.fixture
def empty(database: str, request: pytest.FixtureRequest, tmp_path):
    """Engines on two empty databases."""
    made: dict[str, Engine] = {}
    server: postgres.Server | None = None
    urls: list[URL] = []
    for name in chain.CHAINS:
        if database == "sqlite":
            made[name] = db.engine(f"sqlite:///{tmp_path / name}.db")
        else:
            server = request.getfixturevalue("postgres_server")
            assert server is not None
            urls.append(server.database())
            made[name] = db.engine(urls[-1].render_as_string(hide_password=False))
    yield made
    for engine in made.values():
        engine.dispose()
    for url in urls:
        assert server is not None
        server.drop(url)


def test_every_chain_ends_at_its_head(empty):
    for name, engine in empty.items():
        assert chain.upgrade(name, engine) == (None, chain.head(name))
        assert chain.upgrade(name, engine) == (chain.head(name), chain.head(name))


def test_the_migrated_tables_are_those_of_the_code(empty):
    load_tables()
    for name, engine in empty.items():
        chain.upgrade(name, engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            differences = compare_metadata(context, BASES[name].metadata)
        assert differences == []


def test_going_down_leaves_nothing_and_up_again_brings_all_back(empty):
    for name, engine in empty.items():
        chain.upgrade(name, engine)
        before = _shape(engine)
        chain.downgrade(name, engine, "base")
        assert [
            table for table in inspect(engine).get_table_names() if table != "alembic_version"
        ] == []
        chain.upgrade(name, engine)
        assert _shape(engine) == before


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


def test_a_migrated_database_refuses_to_change_a_release(empty):
    engine = empty["people"]
    chain.upgrade("people", engine)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO release (id, number, wave, kind, published_on, manifest, digest, signature)"
                " VALUES (1, 1, '2026-11', 'figures', '2026-11-21', :blob, 'd', :blob)"
            ),
            {"blob": b"x"},
        )
    for change in ("UPDATE release SET wave = 'other'", "DELETE FROM release"):
        with (
            pytest.raises(Exception, match="a release cannot be changed"),
            engine.begin() as connection,
        ):
            connection.execute(text(change))


def test_a_migrated_database_refuses_to_rewrite_the_audit_log(empty):
    engine = empty["people"]
    chain.upgrade("people", engine)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO audit_entry VALUES (1, '2026-11-21', 'jo', 'planned', '2026-12', 'd')"
            )
        )
    for change in ("UPDATE audit_entry SET actor = 'other'", "DELETE FROM audit_entry"):
        with pytest.raises(Exception, match="audit log"), engine.begin() as connection:
            connection.execute(text(change))


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


def _shape(engine: Engine) -> dict[str, list[str]]:
    found = inspect(engine)
    return {
        table: sorted(str(column["name"]) for column in found.get_columns(table))
        + sorted(str(check["name"]) for check in found.get_check_constraints(table))
        for table in found.get_table_names()
    }
