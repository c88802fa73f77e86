"""Public sealing keys that keyholders have made, each for one wave."""

import sqlalchemy as sa
from alembic import op

revision = "003_sealing_keys"
down_revision = "002_invitations"


def upgrade() -> None:
    op.create_table(
        "sealing_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=65), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("rehearsed", sa.Boolean(), nullable=False),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_sealing_key_wave_id_wave")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealing_key")),
        sa.UniqueConstraint("public_key", name=op.f("uq_sealing_key_public_key")),
        sa.UniqueConstraint("wave_id", name=op.f("uq_sealing_key_wave_id")),
    )


def downgrade() -> None:
    op.drop_table("sealing_key")
