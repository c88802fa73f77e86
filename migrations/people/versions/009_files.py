"""Files made of a release: workbook, CSV, board paper."""

import sqlalchemy as sa
from alembic import op

revision = "009_files"
down_revision = "008_actions"


def upgrade() -> None:
    op.create_table(
        "release_file",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_file_release_id_release")
        ),
        sa.PrimaryKeyConstraint("release_id", "name", name=op.f("pk_release_file")),
    )


def downgrade() -> None:
    op.drop_table("release_file")
