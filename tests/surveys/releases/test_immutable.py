from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.releases import immutable, publish, release_file
from surveys.releases.release import ReleaseCell, Status, Subject
from tests.surveys.releases import drafts

CHANGES = [
    "UPDATE release SET wave = 'other'",
    "UPDATE release_part SET content = content",
    "UPDATE release_cell SET base = 99 WHERE base IS NOT NULL",
    "UPDATE release_comment SET text = ''",
    "DELETE FROM release_comment",
    "DELETE FROM release_cell",
    "DELETE FROM release_part",
    "DELETE FROM release",
]


@pytest.fixture
def stocked(people: Session, tmp_path: Path) -> Session:
    publish.publish(people, Keyring(tmp_path), drafts.figures())
    publish.publish(people, Keyring(tmp_path), drafts.supplement())
    people.commit()
    return people


@pytest.mark.both_databases
@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_a_release(stocked: Session, change: str) -> None:
    before = release_file.export(stocked, 1), release_file.export(stocked, 2, with_comments=True)
    with pytest.raises(DBAPIError, match=immutable.MESSAGE):
        stocked.execute(text(change))
    stocked.rollback()
    assert (
        release_file.export(stocked, 1),
        release_file.export(stocked, 2, with_comments=True),
    ) == before


LATE = {
    "release_comment": "release_id, position + 99, wave, group_code, item, reader, 'forged', themes",
    "release_cell": "release_id, 'forged', subject, measure, status, base, counts, band",
    "release_part": "release_id, name || '2', content",
}


@pytest.mark.both_databases
@pytest.mark.parametrize("table", LATE)
def test_the_database_refuses_to_add_to_a_release(stocked: Session, table: str) -> None:
    with pytest.raises(DBAPIError, match=immutable.MESSAGE):
        stocked.execute(text(f"INSERT INTO {table} SELECT {LATE[table]} FROM {table}"))


def test_a_comment_changed_by_somebody_who_dropped_the_triggers_is_found(stocked: Session) -> None:
    stocked.execute(text("DROP TRIGGER release_comment_no_update"))
    stocked.execute(text("UPDATE release_comment SET text = 'forged'"))
    with pytest.raises(release_file.Tampered, match="not what was signed"):
        release_file.export(stocked, 2)


@pytest.mark.parametrize("table", ["release_part", "release_cell", "release_comment"])
def test_sqlite_refuses_to_replace_a_row(stocked: Session, table: str) -> None:
    with pytest.raises(DBAPIError, match=immutable.MESSAGE):
        stocked.execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))


@pytest.mark.postgres
@pytest.mark.both_databases
def test_postgresql_refuses_to_truncate(stocked: Session, database: str) -> None:
    if database == "postgresql":
        with pytest.raises(DBAPIError, match=immutable.MESSAGE):
            stocked.execute(text("TRUNCATE release_cell"))


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("status", "base", "band"),
    [
        (Status.WITHHELD, 12, None),
        (Status.WITHHELD, None, "under_10"),
        (Status.BAND, 20, None),
        (Status.SHOWN, 20, None),
    ],
)
def test_a_withheld_cell_cannot_hold_a_number(
    stocked: Session, status: Status, base: int | None, band: str | None
) -> None:
    stocked.add(
        ReleaseCell(
            release_id=3,  # one that does not stand yet
            group_code="T9",
            subject=Subject.ITEM,
            measure="workload",
            status=status,
            base=base,
            counts=None,
            band=band,
        )
    )
    with pytest.raises(DBAPIError, match="a_withheld_cell_holds_no_number"):
        stocked.flush()
