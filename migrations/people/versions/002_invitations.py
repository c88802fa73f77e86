"""Personal links: whether a wave has them, who is sent one, and what each has opened."""

import sqlalchemy as sa
from alembic import op

revision = "002_invitations"
down_revision = "001_the_house"


def upgrade() -> None:
    op.add_column(
        "wave", sa.Column("invites", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_invitation_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("wave", "worker_id", name=op.f("uq_invitation_wave_worker_id")),
    )
    op.create_index(op.f("ix_invitation_wave"), "invitation", ["wave"])
    op.create_table(
        "link",
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("block", sa.String(length=60), nullable=False),
        sa.Column("signed", sa.LargeBinary(length=32), nullable=True),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("wave", "digest", name=op.f("pk_link")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("link")
    op.drop_index(op.f("ix_invitation_wave"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_column("wave", "invites")
