"""Words under a mark that a comment's author asks a reader to show."""

import sqlalchemy as sa
from alembic import op

revision = "006_kept_words"
down_revision = "005_code_frames"


def upgrade() -> None:
    op.add_column(
        "clearing_comment",
        sa.Column("kept", sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
    )


def downgrade() -> None:
    op.drop_column("clearing_comment", "kept")
