"""Languages: who has signed off the texts of another language, and when."""

import sqlalchemy as sa
from alembic import op

revision = "020_languages"
down_revision = "019_governance"


def upgrade() -> None:
    op.create_table(
        "language_sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=120), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_language_sign_off")),
    )
    op.create_index(op.f("ix_language_sign_off_language"), "language_sign_off", ["language"])


def downgrade() -> None:
    op.drop_index(op.f("ix_language_sign_off_language"), table_name="language_sign_off")
    op.drop_table("language_sign_off")
