"""Results: what keyholders have opened, sealed to the server, until it is taken."""

import sqlalchemy as sa
from alembic import op

revision = "003_results"
down_revision = "002_credentials"


def upgrade() -> None:
    op.create_table(
        "sealed_result",
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("wave", name=op.f("pk_sealed_result")),
    )


def downgrade() -> None:
    op.drop_table("sealed_result")
