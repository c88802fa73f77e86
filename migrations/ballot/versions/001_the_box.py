"""Everything the ballot database begins with: slips, spent rights, the box, opened answers."""

import sqlalchemy as sa
from alembic import op

revision = "001_the_box"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "ballot_wave",
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("unreadable", sa.Integer(), nullable=True),
        sa.Column("key_document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("wave", name=op.f("pk_ballot_wave")),
    )
    op.create_table(
        "sealed_box",
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(length=8273), nullable=False),
        sa.PrimaryKeyConstraint("wave", "digest", name=op.f("pk_sealed_box")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_opened",
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("blob", sa.LargeBinary(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('answers', 'comments')", name=op.f("ck_sealed_opened_kind")),
        sa.PrimaryKeyConstraint("wave", "kind", name=op.f("pk_sealed_opened")),
    )
    op.create_table(
        "sealed_slip",
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("wave", "digest", name=op.f("pk_sealed_slip")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_spent",
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("wave", "digest", name=op.f("pk_sealed_spent")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("sealed_spent")
    op.drop_table("sealed_slip")
    op.drop_table("sealed_opened")
    op.drop_table("sealed_box")
    op.drop_table("ballot_wave")
