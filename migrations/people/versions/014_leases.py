"""Jobs: what each is about as one word, put in once, held by a lease with a name; failures are told once."""

import json

import sqlalchemy as sa
from alembic import op

revision = "014_leases"
down_revision = "011_saved_views"

_NOT_DONE = sa.text("state <> 'done'")


def upgrade() -> None:
    with op.batch_alter_table("outbox_job") as table:
        table.add_column(sa.Column("about", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("lease", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("done_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false()))
    jobs = _jobs("id", "name", "about", "arguments", "state")
    line, seen = op.get_bind(), set()
    for row in line.execute(sa.select(jobs).order_by(jobs.c.id)).all():
        about = next(iter(_read(row.arguments).values()), "")
        if row.state != "done" and (row.name, about) in seen:
            line.execute(sa.delete(jobs).where(jobs.c.id == row.id))
            continue
        if row.state != "done":
            seen.add((row.name, about))
        line.execute(sa.update(jobs).where(jobs.c.id == row.id).values(about=about))
    with op.batch_alter_table("outbox_job") as table:
        table.alter_column("about", existing_type=sa.String(length=40), nullable=False)
        table.alter_column("told", existing_type=sa.Boolean(), server_default=None)
        table.drop_column("arguments")
    op.create_index(
        "uq_outbox_job_not_done",
        "outbox_job",
        ["name", "about"],
        unique=True,
        sqlite_where=_NOT_DONE,
        postgresql_where=_NOT_DONE,
    )


def downgrade() -> None:
    op.drop_index("uq_outbox_job_not_done", table_name="outbox_job")
    with op.batch_alter_table("outbox_job") as table:
        table.add_column(sa.Column("arguments", sa.JSON(), nullable=True))
    jobs = _jobs("id", "name", "about", "arguments")
    line = op.get_bind()
    for row in line.execute(sa.select(jobs)).all():
        key = "inquiry" if row.name in ("try_change", "look_for_missed") else "wave"
        made = sa.update(jobs).where(jobs.c.id == row.id)
        line.execute(made.values(arguments={key: row.about}))
    with op.batch_alter_table("outbox_job") as table:
        table.alter_column("arguments", existing_type=sa.JSON(), nullable=False)
        for name in ("about", "lease", "done_on", "told"):
            table.drop_column(name)


def _jobs(*names: str) -> sa.Table:
    kinds = {"id": sa.Integer(), "arguments": sa.JSON()}
    columns = [sa.Column(name, kinds.get(name, sa.String())) for name in names]
    return sa.Table("outbox_job", sa.MetaData(), *columns)


def _read(arguments: object) -> dict[str, str]:
    return json.loads(arguments) if isinstance(arguments, str) else dict(arguments or {})
