"""Everything the people database begins with: units, roster, waves, releases, staff, jobs."""

import sqlalchemy as sa
from alembic import op

revision = "001_the_house"
down_revision = None


#: The database itself refuses to change a release or the audit log. Copied from the code of that day.
SQLITE = (
    """CREATE TRIGGER release_no_update BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_no_delete BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_no_replace BEFORE INSERT ON release
WHEN EXISTS (SELECT 1 FROM release WHERE (id = NEW.id) OR (number = NEW.number) OR (digest = NEW.digest))
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_part_no_update BEFORE UPDATE ON release_part
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_part_no_delete BEFORE DELETE ON release_part
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_part_no_replace BEFORE INSERT ON release_part
WHEN EXISTS (SELECT 1 FROM release_part WHERE (release_id = NEW.release_id AND name = NEW.name))
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_part_no_late BEFORE INSERT ON release_part
WHEN EXISTS (SELECT 1 FROM release WHERE id = NEW.release_id)
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_cell_no_update BEFORE UPDATE ON release_cell
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_cell_no_delete BEFORE DELETE ON release_cell
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_cell_no_replace BEFORE INSERT ON release_cell
WHEN EXISTS (SELECT 1 FROM release_cell WHERE (release_id = NEW.release_id AND group_code = NEW.group_code AND subject = NEW.subject AND measure = NEW.measure))
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_cell_no_late BEFORE INSERT ON release_cell
WHEN EXISTS (SELECT 1 FROM release WHERE id = NEW.release_id)
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_comment_no_update BEFORE UPDATE ON release_comment
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_comment_no_delete BEFORE DELETE ON release_comment
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_comment_no_replace BEFORE INSERT ON release_comment
WHEN EXISTS (SELECT 1 FROM release_comment WHERE (release_id = NEW.release_id AND position = NEW.position))
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER release_comment_no_late BEFORE INSERT ON release_comment
WHEN EXISTS (SELECT 1 FROM release WHERE id = NEW.release_id)
BEGIN SELECT RAISE(ABORT, 'a release cannot be changed'); END""",
    """CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END""",
    """CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit log cannot be changed'); END""",
)
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION release_is_immutable() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a release cannot be changed'; END $$""",
    """CREATE TRIGGER release_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON release
FOR EACH STATEMENT EXECUTE FUNCTION release_is_immutable()""",
    """CREATE TRIGGER release_part_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON release_part
FOR EACH STATEMENT EXECUTE FUNCTION release_is_immutable()""",
    """CREATE TRIGGER release_cell_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON release_cell
FOR EACH STATEMENT EXECUTE FUNCTION release_is_immutable()""",
    """CREATE TRIGGER release_comment_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON release_comment
FOR EACH STATEMENT EXECUTE FUNCTION release_is_immutable()""",
    """CREATE OR REPLACE FUNCTION release_is_complete() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
IF EXISTS (SELECT 1 FROM release WHERE id = NEW.release_id) THEN RAISE EXCEPTION 'a release cannot be changed'; END IF;
RETURN NEW;
END $$""",
    """CREATE TRIGGER release_part_no_late BEFORE INSERT ON release_part
FOR EACH ROW EXECUTE FUNCTION release_is_complete()""",
    """CREATE TRIGGER release_cell_no_late BEFORE INSERT ON release_cell
FOR EACH ROW EXECUTE FUNCTION release_is_complete()""",
    """CREATE TRIGGER release_comment_no_late BEFORE INSERT ON release_comment
FOR EACH ROW EXECUTE FUNCTION release_is_complete()""",
    """CREATE FUNCTION audit_is_immutable() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit log cannot be changed'; END $$""",
    """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_immutable()""",
)


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "clearing_comment",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column(
            "reader",
            sa.Enum(
                "topic_only",
                "union",
                "union_psw",
                "directors",
                name="reader",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "approved",
                "topic_only",
                name="clearing",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("asked_by", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_clearing_comment")),
    )
    op.create_index(op.f("ix_clearing_comment_wave"), "clearing_comment", ["wave"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("contacts_listed", sa.JSON(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("reply_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "outbox_job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "taken",
                "done",
                "failed",
                name="jobstate",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("trouble", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_job")),
    )
    op.create_index(op.f("ix_outbox_job_state"), "outbox_job", ["state"], unique=False)
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "figures",
                "comments",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("manifest", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.LargeBinary(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("digest", name=op.f("uq_release_digest")),
        sa.UniqueConstraint("number", name=op.f("uq_release_number")),
    )
    op.create_index(op.f("ix_release_wave"), "release", ["wave"], unique=False)
    op.create_table(
        "reporting_group",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("parent_code", sa.String(length=40), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_code"],
            ["reporting_group.code"],
            name=op.f("fk_reporting_group_parent_code_reporting_group"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_reporting_group")),
    )
    op.create_table(
        "wave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "open",
                "closed",
                "prepared",
                "released",
                "stopped",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("releases_on", sa.Date(), nullable=False),
        sa.Column("release_hour", sa.Integer(), nullable=False),
        sa.Column("instrument_document", sa.JSON(), nullable=False),
        sa.Column("pledge_document", sa.JSON(), nullable=False),
        sa.Column("stopped_because", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "opens_on <= closes_on AND closes_on < releases_on", name=op.f("ck_wave_dates_in_order")
        ),
        sa.CheckConstraint("release_hour BETWEEN 0 AND 23", name=op.f("ck_wave_release_hour")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wave")),
        sa.UniqueConstraint("code", name=op.f("uq_wave_code")),
    )
    op.create_table(
        "release_cell",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("group_code", sa.String(length=60), nullable=False),
        sa.Column(
            "subject",
            sa.Enum(
                "response",
                "item",
                "theme",
                name="subject",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("measure", sa.String(length=60), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "shown",
                "band",
                "withheld",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("band", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "(status = 'shown' AND base IS NOT NULL AND counts IS NOT NULL AND band IS NULL) OR (status = 'band' AND base IS NOT NULL AND counts IS NULL AND band IS NOT NULL) OR (status = 'withheld' AND base IS NULL AND counts IS NULL AND band IS NULL)",
            name=op.f("ck_release_cell_a_withheld_cell_holds_no_number"),
        ),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
            name=op.f("fk_release_cell_release_id_release"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "release_id", "group_code", "subject", "measure", name=op.f("pk_release_cell")
        ),
    )
    op.create_table(
        "release_comment",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wave", sa.String(length=20), nullable=False),
        sa.Column("group_code", sa.String(length=60), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=False),
        sa.Column("reader", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
            name=op.f("fk_release_comment_release_id_release"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("release_id", "position", name=op.f("pk_release_comment")),
    )
    op.create_index(op.f("ix_release_comment_wave"), "release_comment", ["wave"], unique=False)
    op.create_table(
        "release_part",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["release.id"],
            name=op.f("fk_release_part_release_id_release"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("release_id", "name", name=op.f("pk_release_part")),
    )
    op.create_table(
        "staff_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "director",
                "union",
                "psw",
                "office",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("scope_code", sa.String(length=40), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["scope_code"],
            ["reporting_group.code"],
            name=op.f("fk_staff_account_scope_code_reporting_group"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_account")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_account_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_staff_account_fs_uniquifier")),
    )
    op.create_table(
        "wave_group",
        sa.Column("wave_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("parent_code", sa.String(length=60), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("is_block", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["wave_id"], ["wave.id"], name=op.f("fk_wave_group_wave_id_wave")),
        sa.PrimaryKeyConstraint("wave_id", "code", name=op.f("pk_wave_group")),
    )
    op.create_table(
        "worker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_number", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("mobile", sa.String(length=40), nullable=True),
        sa.Column("group_code", sa.String(length=40), nullable=False),
        sa.Column("job_title", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_code"],
            ["reporting_group.code"],
            name=op.f("fk_worker_group_code_reporting_group"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
        sa.UniqueConstraint("staff_number", name=op.f("uq_worker_staff_number")),
    )
    op.create_index(op.f("ix_worker_group_code"), "worker", ["group_code"], unique=False)

    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index(op.f("ix_worker_group_code"), table_name="worker")
    op.drop_table("worker")
    op.drop_table("wave_group")
    op.drop_table("staff_account")
    op.drop_table("release_part")
    op.drop_index(op.f("ix_release_comment_wave"), table_name="release_comment")
    op.drop_table("release_comment")
    op.drop_table("release_cell")
    op.drop_table("wave")
    op.drop_table("reporting_group")
    op.drop_index(op.f("ix_release_wave"), table_name="release")
    op.drop_table("release")
    op.drop_index(op.f("ix_outbox_job_state"), table_name="outbox_job")
    op.drop_table("outbox_job")
    op.drop_table("organisation")
    op.drop_index(op.f("ix_clearing_comment_wave"), table_name="clearing_comment")
    op.drop_table("clearing_comment")
    op.drop_table("audit_entry")

    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS release_is_immutable()")
        op.execute("DROP FUNCTION IF EXISTS audit_is_immutable()")
        op.execute("DROP FUNCTION IF EXISTS release_is_complete()")
