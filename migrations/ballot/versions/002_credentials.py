"""Spent credentials: the block, the token and its signature, kept for the audit until the opening."""

import sqlalchemy as sa
from alembic import op

revision = "002_credentials"
down_revision = "001_the_box"


def upgrade() -> None:
    op.add_column("sealed_spent", sa.Column("block", sa.String(length=60), nullable=True))
    op.add_column("sealed_spent", sa.Column("proof", sa.LargeBinary(length=448), nullable=True))


def downgrade() -> None:
    """Without them a spent credential is a spent right like any other: nobody answers twice."""
    op.drop_column("sealed_spent", "proof")
    op.drop_column("sealed_spent", "block")
