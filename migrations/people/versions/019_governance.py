"""Two keys: keyholders, proposals with their history, and the rules they agreed on. To all but keyholders nobody but adds."""

import sqlalchemy as sa
from alembic import op

revision = "019_governance"
down_revision = "018_accounts"

MESSAGE = "what keyholders agreed cannot be changed"
#: Table -> what makes a row the same as another: INSERT OR REPLACE removes a row without any DELETE trigger.
SAME = {
    "proposal": "id = NEW.id",
    "proposal_entry": "proposal_id = NEW.proposal_id AND number = NEW.number",
    "agreed_rules": "id = NEW.id OR proposal_id = NEW.proposal_id",
}
SQLITE_CHANGE = """CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{message}'); END"""
SQLITE_REPLACE = """CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{message}'); END"""
POSTGRESQL = """CREATE FUNCTION agreement_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{message}'; END $$"""
POSTGRESQL_CHANGE = """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION agreement_is_append_only()"""

HOLDING = "accepted_on IS NOT NULL AND ended_on IS NULL"


_ROLES = "role IN ('director', 'union', 'psw', 'office')"
_WITH_KEYHOLDER = "role IN ('director', 'union', 'psw', 'office', 'keyholder')"


def upgrade() -> None:
    _allow_roles(_ROLES, _WITH_KEYHOLDER)
    _make_keyholders()
    _make_proposals()
    _make_rules()
    if op.get_bind().dialect.name == "sqlite":
        _protect_on_sqlite()
    else:
        _protect_on_postgresql()


def downgrade() -> None:
    # Nobody gets a right by going back: such an account is closed, and waits to be confirmed.
    op.execute(
        "UPDATE staff_account SET role = 'psw', active = false, vouched_by = NULL"
        " WHERE role = 'keyholder'"
    )
    _allow_roles(_WITH_KEYHOLDER, _ROLES)
    for table in ("agreed_rules", "proposal_entry", "proposal", "keyholder"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION agreement_is_append_only()")


def _allow_roles(before: str, after: str) -> None:
    """Change the check of a table that others point to. On SQLite it cannot be made anew, so its text is changed as
    sqlite.org/lang_altertable.html has it for changes that touch no row."""
    line = op.get_bind()
    if line.dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_staff_account_role"), "staff_account", type_="check")
        op.create_check_constraint(op.f("ck_staff_account_role"), "staff_account", after)
        return
    version = line.execute(sa.text("PRAGMA schema_version")).scalar_one()
    op.execute("PRAGMA writable_schema = ON")
    line.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :after)"
            " WHERE type = 'table' AND name = 'staff_account'"
        ),
        {"before": before, "after": after},
    )
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = OFF")


def _make_keyholders() -> None:
    op.create_table(
        "keyholder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("side", _side(), nullable=False),
        sa.Column("held_by", sa.String(length=254), nullable=False),
        sa.Column("post", sa.String(length=100), nullable=False),
        sa.Column("named_on", sa.Date(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "ended_on IS NULL OR accepted_on IS NOT NULL",
            name=op.f("ck_keyholder_held_before_it_ended"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyholder")),
    )
    op.create_index(
        "uq_keyholder_side_holding",
        "keyholder",
        ["side"],
        unique=True,
        sqlite_where=sa.text(HOLDING),
        postgresql_where=sa.text(HOLDING),
    )


def _make_proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _one_of("kind", "rules", "keyholder"), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("because", sa.String(length=600), nullable=False),
        sa.Column("needs", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_table(
        "proposal_entry",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "act", _one_of("act", "proposed", "agreed", "refused", "withdrawn"), nullable=False
        ),
        sa.Column("side", _side(), nullable=True),
        sa.Column("post", sa.String(length=100), nullable=False),
        sa.Column("entered_by", sa.String(length=254), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_entry_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("proposal_id", "number", name=op.f("pk_proposal_entry")),
    )


def _make_rules() -> None:
    op.create_table(
        "agreed_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_rules")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_agreed_rules_proposal_id")),
    )


def _side() -> sa.Enum:
    return _one_of("side", "union", "employer", "outsider")


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
