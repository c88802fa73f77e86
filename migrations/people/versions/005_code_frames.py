"""Versions of the code frame that stewards save, which wave was prepared with which, and what is asked of comments."""

import sqlalchemy as sa
from alembic import op

revision = "005_code_frames"
down_revision = "004_confirmed_and_audited"

#: The database itself refuses to change a version: a release may name it.
SQLITE = (
    """CREATE TRIGGER code_frame_no_update BEFORE UPDATE ON code_frame
BEGIN SELECT RAISE(ABORT, 'a saved version cannot be changed'); END""",
    """CREATE TRIGGER code_frame_no_delete BEFORE DELETE ON code_frame
BEGIN SELECT RAISE(ABORT, 'a saved version cannot be changed'); END""",
    """CREATE TRIGGER code_frame_no_replace BEFORE INSERT ON code_frame
WHEN EXISTS (SELECT 1 FROM code_frame WHERE version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'a saved version cannot be changed'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION code_frame_is_immutable() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a saved version cannot be changed'; END $$""",
    """CREATE TRIGGER code_frame_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON code_frame
FOR EACH STATEMENT EXECUTE FUNCTION code_frame_is_immutable()""",
)


def upgrade() -> None:
    op.create_table(
        "code_frame",
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("based_on", sa.String(length=20), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.String(length=254), nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_code_frame")),
    )
    op.create_table(
        "wave_frame",
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("wave", name=op.f("pk_wave_frame")),
    )
    op.create_table(
        "frame_inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "trial",
                "missed",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("asked_by", sa.String(length=254), nullable=False),
        sa.Column("readers", sa.JSON(), nullable=False),
        sa.Column("scope", sa.String(length=60), nullable=True),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("change", sa.JSON(), nullable=True),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frame_inquiry")),
    )
    op.create_index(op.f("ix_frame_inquiry_asked_by"), "frame_inquiry", ["asked_by"])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if is_sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("frame_inquiry")
    op.drop_table("wave_frame")
    op.drop_table("code_frame")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION code_frame_is_immutable()")
