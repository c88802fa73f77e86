"""Accounts: sessions, joining links, second factors, recovery codes; the audit log becomes a chain of digests."""

import hashlib
import json
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "018_accounts"
down_revision = "017_leavers"

#: What an account that was there before has been let in by.
_BEFORE = "before accounts were confirmed"

_MESSAGE = "the audit log cannot be changed"
_SQLITE = tuple(
    f"CREATE TRIGGER audit_entry_no_{verb} BEFORE {verb.upper()} ON audit_entry\n"
    f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
    for verb in ("update", "delete")
)
#: INSERT OR REPLACE removes a row without any DELETE trigger.
_SQLITE_REPLACE = """CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END"""
_POSTGRESQL = """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_immutable()"""


def upgrade() -> None:
    _widen_accounts()
    _make_session()
    _make_joining()
    _make_recovery()
    _chain_the_log()


def downgrade() -> None:
    _unlock_the_log(replace=True)
    with op.batch_alter_table("audit_entry") as table:
        table.drop_column("digest")
    _lock_the_log(replace=False)
    for name in ("staff_recovery", "staff_joining", "staff_session"):
        op.drop_table(name)
    op.drop_index("uq_staff_account_subject", table_name="staff_account")
    for name in (
        "vouched_by",
        "subject",
        "issuer",
        "closed_on",
        "logged_in_on",
        "rests_until",
        "used_code",
        "factor",
    ):
        op.drop_column("staff_account", name)


def _widen_accounts() -> None:
    """Column by column: other tables point here, so on SQLite the table itself must stay."""
    for name, kind in (
        ("factor", sa.String(length=300)),
        ("used_code", sa.String(length=64)),
        ("rests_until", sa.DateTime()),
        ("logged_in_on", sa.Date()),
        ("closed_on", sa.Date()),
        ("issuer", sa.String(length=300)),
        ("subject", sa.String(length=255)),
        ("vouched_by", sa.String(length=254)),
    ):
        op.add_column("staff_account", sa.Column(name, kind, nullable=True))
    op.create_index("uq_staff_account_subject", "staff_account", ["issuer", "subject"], unique=True)
    op.execute(sa.text("UPDATE staff_account SET vouched_by = :by").bindparams(by=_BEFORE))


def _make_session() -> None:
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        _account(),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("by_single_sign_on", sa.Boolean(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        _owner("staff_session"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_staff_session_digest")),
    )
    op.create_index(op.f("ix_staff_session_account_id"), "staff_session", ["account_id"])


def _make_joining() -> None:
    op.create_table(
        "staff_joining",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        _owner("staff_joining"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_staff_joining")),
        sa.UniqueConstraint("digest", name=op.f("uq_staff_joining_digest")),
    )


def _make_recovery() -> None:
    op.create_table(
        "staff_recovery",
        sa.Column("digest", sa.String(length=64), nullable=False),
        _account(),
        _owner("staff_recovery"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_staff_recovery")),
    )
    op.create_index(op.f("ix_staff_recovery_account_id"), "staff_recovery", ["account_id"])


def _account() -> sa.Column[int]:
    return sa.Column("account_id", sa.Integer(), nullable=False)


def _owner(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_account_id_staff_account")
    return sa.ForeignKeyConstraint(["account_id"], ["staff_account.id"], name=name)


def _chain_the_log() -> None:
    """Entries that are there are chained in their order, as the code of that day does it."""
    _unlock_the_log(replace=False)
    op.add_column("audit_entry", sa.Column("digest", sa.String(length=64), nullable=True))
    names = ("id", "day", "actor", "act", "about", "digest")
    kinds = {"id": sa.Integer(), "day": sa.Date()}
    columns = [sa.Column(name, kinds.get(name, sa.String())) for name in names]
    log, line, before = sa.Table("audit_entry", sa.MetaData(), *columns), op.get_bind(), "0" * 64
    for row in line.execute(sa.select(log).order_by(log.c.id)).all():
        before = _digest(row, before)
        line.execute(sa.update(log).where(log.c.id == row.id).values(digest=before))
    with op.batch_alter_table("audit_entry") as table:
        table.alter_column("digest", existing_type=sa.String(length=64), nullable=False)
    _lock_the_log(replace=True)


def _digest(row: sa.Row[tuple[object, ...]], before: str) -> str:
    said = {
        name: unicodedata.normalize("NFC", row._mapping[name]) for name in ("actor", "act", "about")
    }
    document = said | {"number": row.id, "day": row.day.isoformat(), "before": before}
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _unlock_the_log(*, replace: bool) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entry_no_change ON audit_entry")
        return
    for verb in ("update", "delete", *(["replace"] if replace else [])):
        op.execute(f"DROP TRIGGER audit_entry_no_{verb}")


def _lock_the_log(*, replace: bool) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_POSTGRESQL)
        return
    for statement in (*_SQLITE, *([_SQLITE_REPLACE] if replace else [])):
        op.execute(statement)
