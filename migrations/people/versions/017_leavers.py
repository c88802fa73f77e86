"""When somebody left the roster, so that they can be forgotten on their day."""

import sqlalchemy as sa
from alembic import op

revision = "017_leavers"
down_revision = "016_cadence"


def upgrade() -> None:
    """Of those who left before, the days are counted from now."""
    op.add_column("worker", sa.Column("left_on", sa.Date(), nullable=True))
    worker = sa.table("worker", sa.column("active", sa.Boolean()), sa.column("left_on", sa.Date()))
    gone = sa.update(worker).where(worker.c.active.is_(False))
    op.get_bind().execute(gone.values(left_on=sa.func.current_date()))


def downgrade() -> None:
    op.drop_column("worker", "left_on")
