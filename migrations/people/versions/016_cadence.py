"""The programme: how often rounds are held."""

import sqlalchemy as sa
from alembic import op

revision = "016_cadence"
down_revision = "015_letters"


def upgrade() -> None:
    op.create_table(
        "cadence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("runs", sa.Boolean(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("open_days", sa.Integer(), nullable=False),
        sa.Column("results_after", sa.Integer(), nullable=False),
        sa.Column("release_hour", sa.Integer(), nullable=False),
        sa.Column("invites", sa.Boolean(), nullable=False),
        sa.Column("texts", sa.Boolean(), nullable=False),
        sa.Column("reminders", sa.JSON(), nullable=False),
        sa.Column("avoided", sa.JSON(), nullable=False),
        sa.Column("pledge_document", sa.JSON(), nullable=False),
        sa.CheckConstraint("months IN (1, 2, 3)", name=op.f("ck_cadence_months")),
        sa.CheckConstraint("open_days BETWEEN 7 AND 28", name=op.f("ck_cadence_open_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadence")),
    )


def downgrade() -> None:
    op.drop_table("cadence")
