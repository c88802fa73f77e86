"""What the tables promise: no way to a person, no moment, no number in a withheld cell."""

import pytest
from sqlalchemy import (
    Column,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    create_engine,
    insert,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys.releases.release import ReleaseCell
from tests.house.guards import columns, foreign_keys, sql_recorder


@pytest.fixture
def real(people: Session, ballot: Session) -> dict[str, MetaData]:
    """Both databases as they are on disk, whatever the classes say."""
    found = {"people": MetaData(), "ballot": MetaData()}
    found["people"].reflect(people.get_bind())
    found["ballot"].reflect(ballot.get_bind())
    return found


def a_schema(*tables: tuple[str, str]) -> MetaData:
    """Tables that each have one foreign key, to a table that may not be there."""
    made = MetaData()
    for name, target in tables:
        Table(name, made, Column("id", Integer, primary_key=True))
        made.tables[name].append_column(Column("other", Integer, ForeignKey(f"{target}.id")))
    return made


@pytest.mark.both_databases
def test_no_foreign_key_leads_from_an_answer_or_a_figure_to_a_person(
    real: dict[str, MetaData],
) -> None:
    assert foreign_keys.paths_to_people(real["people"]) == []
    assert foreign_keys.paths_to_people(real["ballot"]) == []
    assert foreign_keys.ways_out(real["ballot"]) == []


def test_a_planted_path_to_a_person_is_caught() -> None:
    planted = a_schema(("sealed_box", "wave_group"), ("wave_group", "worker"), ("worker", "unit"))
    caught = ["sealed_box -> wave_group -> worker", "wave_group -> worker"]
    assert sorted(foreign_keys.paths_to_people(_unsorted(planted))) == caught


def test_a_planted_key_out_of_the_ballot_database_is_caught() -> None:
    planted = a_schema(("sealed_box", "ballot_wave"), ("sealed_slip", "staff_account"))
    assert foreign_keys.ways_out(planted) == ["sealed_slip -> staff_account"]


@pytest.mark.both_databases
def test_the_ballot_database_holds_what_is_listed_and_nothing_else(
    real: dict[str, MetaData],
) -> None:
    assert columns.unlisted(real["ballot"]) == []


@pytest.mark.both_databases
def test_no_table_tells_the_time_of_day(real: dict[str, MetaData]) -> None:
    assert columns.finer_than_a_day(real["people"]) == []
    assert columns.finer_than_a_day(real["ballot"]) == []


def test_sealed_tables_keep_no_order_of_their_own(ballot: Session) -> None:
    made = ballot.execute(text("SELECT sql FROM sqlite_master WHERE name LIKE 'sealed_%'"))
    schema = {sql.split()[2].strip('"'): sql for (sql,) in made if sql}
    for name in ("sealed_slip", "sealed_spent", "sealed_box"):
        assert "WITHOUT ROWID" in schema[name], f"{name} keeps the order of its rows"


def test_a_planted_column_and_a_planted_moment_are_caught() -> None:
    planted = MetaData()
    Table("sealed_box", planted, Column("device", Integer), Column("cast_at", DateTime))
    listed = {"sealed_box": frozenset({"digest"})}
    assert columns.unlisted(planted, listed) == [
        "not listed: sealed_box.cast_at",
        "not listed: sealed_box.device",
        "not there: sealed_box.digest",
    ]
    assert "sealed_box.cast_at" in columns.finer_than_a_day(planted)[0]


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "figures",
    [
        {"status": "withheld", "base": 4},
        {"status": "withheld", "counts": {"agree": 4}},
        {"status": "withheld", "band": "under_10"},
        {"status": "shown", "base": None},
        {"status": "band", "base": 30, "band": "under_10", "counts": {"often": 2}},
        {"status": "unheard-of", "base": 30},
    ],
    ids=str,
)
def test_a_cell_that_says_less_than_it_holds_is_refused(
    people: Session, figures: dict[str, object]
) -> None:
    place = {"release_id": 1, "group_code": "T", "subject": "item", "measure": "load"}
    if people.get_bind().dialect.name == "postgresql":
        people.execute(text("SET session_replication_role = replica"))  # no release row needed
    else:
        people.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    with pytest.raises(IntegrityError, match="withheld_cell_holds_no_number"):
        people.execute(insert(ReleaseCell).values(**place, **figures))
    people.rollback()


def test_the_recorder_sees_raw_tables_and_writes() -> None:
    engine = create_engine("sqlite://")
    with sql_recorder.recorded() as statements, engine.begin() as connection:
        connection.execute(text("CREATE TABLE sealed_box (digest BLOB)"))
        connection.execute(text("SELECT digest FROM sealed_box"))
        connection.execute(text("SELECT 1"))
    engine.dispose()
    assert len(sql_recorder.touching_raw(statements)) == 2
    assert sql_recorder.writing(statements) == ["CREATE TABLE sealed_box (digest BLOB)"]


def _unsorted(metadata: MetaData) -> MetaData:
    """`sorted_tables` wants every target to be there."""
    for name in ("unit",):
        Table(name, metadata, Column("id", Integer, primary_key=True))
    return metadata
