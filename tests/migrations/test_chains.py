"""Both chains, on both databases: up, down, up again; and the tables are those of the code."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from migrations import chain
from tests.databases import BASES, load_tables

pytestmark = pytest.mark.both_databases


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


def _shape(engine: Engine) -> dict[str, list[str]]:
    found = inspect(engine)
    return {
        table: sorted(str(column["name"]) for column in found.get_columns(table))
        + sorted(str(check["name"]) for check in found.get_check_constraints(table))
        for table in found.get_table_names()
    }
