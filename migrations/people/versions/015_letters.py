"""Letters with a fate each, text messages, reminders; on the roster: no letters, and addresses that did not work."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "015_letters"
down_revision = "014_leases"


# On SQLite a table that others refer to cannot be built anew while they hold rows, so columns are added as they are,
# with a default that nothing relies on.


def upgrade() -> None:
    _roster()
    op.add_column(
        "wave", sa.Column("texts", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("wave", sa.Column("reminders", sa.JSON(), nullable=False, server_default="[]"))
    sent = op.get_bind().execute(sa.select(_INVITATION).where(_INVITATION.c.sent)).all()
    with op.batch_alter_table("invitation") as table:  # nothing refers to it yet
        channel = _one_of("channel", "email", "text")
        table.add_column(sa.Column("channel", channel, nullable=False, server_default="email"))
        table.drop_column("sent")
    _letters()
    for row in sent:
        op.get_bind().execute(sa.insert(_LETTER).values(_handed(row.id, row.wave)))


def downgrade() -> None:
    line = op.get_bind()
    handed = sa.and_(_LETTER.c.kind == "invitation", _LETTER.c.fate == "handed")
    sent = line.scalars(sa.select(_LETTER.c.invitation_id).where(handed)).all()
    op.drop_index(op.f("ix_letter_wave"), table_name="letter")
    op.drop_table("letter")
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("sent", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.drop_constraint(op.f("ck_invitation_channel"), type_="check")
        table.drop_column("channel")
    for number in sent:
        line.execute(sa.update(_INVITATION).where(_INVITATION.c.id == number).values(sent=True))
    op.drop_column("wave", "texts")
    op.drop_column("wave", "reminders")
    op.drop_index(op.f("ix_worker_stop_code"), table_name="worker")
    for name in ("stop_code", "no_letters", "came_back"):
        op.drop_column("worker", name)


_INVITATION = sa.table(
    "invitation",
    sa.column("id", sa.LargeBinary()),
    sa.column("wave", sa.String()),
    sa.column("sent", sa.Boolean()),
)
_LETTER = sa.table(
    "letter",
    sa.column("reference", sa.String()),
    sa.column("wave", sa.String()),
    sa.column("invitation_id", sa.LargeBinary()),
    sa.column("kind", sa.String()),
    sa.column("fate", sa.String()),
    sa.column("tries", sa.Integer()),
    sa.column("perhaps_twice", sa.Boolean()),
)


def _roster() -> None:
    op.add_column(
        "worker", sa.Column("stop_code", sa.String(length=22), nullable=False, server_default="")
    )
    op.add_column(
        "worker", sa.Column("no_letters", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("worker", sa.Column("came_back", sa.String(length=200), nullable=True))
    worker = sa.table("worker", sa.column("id", sa.Integer()), sa.column("stop_code", sa.String()))
    line = op.get_bind()
    for number in line.scalars(sa.select(worker.c.id)).all():
        coded = sa.update(worker).where(worker.c.id == number)
        line.execute(coded.values(stop_code=secrets.token_urlsafe(16)))
    op.create_index(op.f("ix_worker_stop_code"), "worker", ["stop_code"], unique=True)


def _letters() -> None:
    op.create_table(
        "letter",
        sa.Column("reference", sa.String(length=32), nullable=False),
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("invitation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column(
            "kind", _one_of("kind", "invitation", "reminder_1", "reminder_2"), nullable=False
        ),
        sa.Column(
            "fate", _one_of("fate", "waiting", "handing", "handed", "came_back"), nullable=False
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("perhaps_twice", sa.Boolean(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_letter_invitation_id_invitation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_letter")),
        sa.UniqueConstraint("invitation_id", "kind", name=op.f("uq_letter_invitation_id_kind")),
    )
    op.create_index(op.f("ix_letter_wave"), "letter", ["wave"])


def _handed(invitation: bytes, wave: str) -> dict[str, object]:
    """A letter that went out is not sent again; when it went is known no more."""
    return {
        "reference": secrets.token_hex(16),
        "wave": wave,
        "invitation_id": invitation,
        "kind": "invitation",
        "fate": "handed",
        "tries": 1,
        "perhaps_twice": False,
    }


def _one_of(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)
