"""Headcounts that a second person confirms before a wave opens, and the audit that is made when it closes."""

import sqlalchemy as sa
from alembic import op

revision = "004_confirmed_and_audited"
down_revision = "003_sealing_keys"

#: The database itself refuses to change an audit.
SQLITE = (
    """CREATE TRIGGER wave_audit_no_update BEFORE UPDATE ON wave_audit
BEGIN SELECT RAISE(ABORT, 'an audit cannot be changed'); END""",
    """CREATE TRIGGER wave_audit_no_delete BEFORE DELETE ON wave_audit
BEGIN SELECT RAISE(ABORT, 'an audit cannot be changed'); END""",
    """CREATE TRIGGER wave_audit_no_replace BEFORE INSERT ON wave_audit
WHEN EXISTS (SELECT 1 FROM wave_audit WHERE wave = NEW.wave)
BEGIN SELECT RAISE(ABORT, 'an audit cannot be changed'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION wave_audit_is_immutable() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'an audit cannot be changed'; END $$""",
    """CREATE TRIGGER wave_audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON wave_audit
FOR EACH STATEMENT EXECUTE FUNCTION wave_audit_is_immutable()""",
)


def upgrade() -> None:
    op.create_table(
        "wave_headcount",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("proposed_by", sa.String(length=254), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=254), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_wave_headcount_wave_id_wave")
        ),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_wave_headcount")),
    )
    op.create_table(
        "wave_audit",
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("key_document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("wave", name=op.f("pk_wave_audit")),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("wave_audit")
    op.drop_table("wave_headcount")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION wave_audit_is_immutable()")
