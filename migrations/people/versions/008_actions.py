"""What directors say they do about what a round said, and its history, to which the database lets nobody but add."""

import sqlalchemy as sa
from alembic import op

revision = "008_actions"
down_revision = "006_kept_words"

MESSAGE = "an action''s history cannot be changed"
#: Table -> what makes a row the same as another: INSERT OR REPLACE removes a row without any DELETE trigger.
SAME = {
    "action": "id = NEW.id",
    "action_entry": "action_id = NEW.action_id AND number = NEW.number",
}
SQLITE_CHANGE = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END"""
SQLITE_REPLACE = """CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{message}'); END"""
POSTGRESQL = """CREATE FUNCTION action_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}'; END $$"""
POSTGRESQL_CHANGE = """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION action_is_append_only()"""


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", _one_of("about", "topic", "theme"), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("group_code", sa.String(length=60), nullable=False),
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    op.create_table(
        "action_entry",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "act", _one_of("act", "drafted", "published", "changed", "discarded"), nullable=False
        ),
        sa.Column(
            "state",
            _one_of("state", "planned", "under_way", "done", "declined"),
            nullable=False,
        ),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("post", sa.String(length=100), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=254), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "state = 'declined' OR (post <> '' AND due IS NOT NULL)",
            name=op.f("ck_action_entry_somebody_does_it_by_a_day"),
        ),
        sa.CheckConstraint(
            "state <> 'declined' OR because <> ''", name=op.f("ck_action_entry_a_refusal_says_why")
        ),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_action_entry_action_id_action")
        ),
        sa.PrimaryKeyConstraint("action_id", "number", name=op.f("pk_action_entry")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _protect_on_sqlite()
    else:
        _protect_on_postgresql()


def downgrade() -> None:
    op.drop_table("action_entry")
    op.drop_table("action")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION action_is_append_only()")


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def _protect_on_sqlite() -> None:
    for table, same in SAME.items():
        for verb in ("update", "delete"):
            op.execute(SQLITE_CHANGE.format(table=table, verb=verb, message=MESSAGE))
        op.execute(SQLITE_REPLACE.format(table=table, same=same, message=MESSAGE))


def _protect_on_postgresql() -> None:
    op.execute(POSTGRESQL.format(message=MESSAGE))
    for table in SAME:
        op.execute(POSTGRESQL_CHANGE.format(table=table))
