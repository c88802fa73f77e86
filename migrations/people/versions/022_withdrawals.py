"""Withdrawals: what comment readers ask to withdraw of what is published, and who of each side wants it."""

import sqlalchemy as sa
from alembic import op

revision = "022_withdrawals"
down_revision = "021_setup"


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)


def upgrade() -> None:
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "reader",
            _one_of("reader", "topic_only", "union", "union_psw", "directors"),
            nullable=False,
        ),
        sa.Column(
            "reason",
            _one_of("reason", "points_at_author", "points_at_other", "present_harm", "ordered"),
            nullable=False,
        ),
        sa.Column(
            "fate",
            _one_of("fate", "asked", "agreed", "refused", "taken_back", "expired"),
            nullable=False,
        ),
        sa.Column("union_by", sa.String(length=254), nullable=True),
        sa.Column("employer_by", sa.String(length=254), nullable=True),
        sa.Column("asked_by", sa.String(length=254), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("ended_by", sa.String(length=254), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(fate = 'agreed') = (union_by IS NOT NULL AND employer_by IS NOT NULL)",
            name=op.f("ck_withdrawal_both_sides_agree"),
        ),
        sa.CheckConstraint("union_by <> employer_by", name=op.f("ck_withdrawal_two_readers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
    )
    op.create_index(op.f("ix_withdrawal_wave"), "withdrawal", ["wave"])
    op.create_index(
        "uq_withdrawal_of_one_comment",
        "withdrawal",
        ["release", "position"],
        unique=True,
        sqlite_where=sa.text("fate IN ('asked', 'agreed')"),
        postgresql_where=sa.text("fate IN ('asked', 'agreed')"),
    )


def downgrade() -> None:
    """What is withdrawn stays in its release; an older program shows its words again, because it does not know."""
    op.drop_index("uq_withdrawal_of_one_comment", table_name="withdrawal")
    op.drop_index(op.f("ix_withdrawal_wave"), table_name="withdrawal")
    op.drop_table("withdrawal")
