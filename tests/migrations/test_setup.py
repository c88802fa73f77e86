"""021_setup: comes and goes with rows in it; rounds keep their questions and people their places."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from migrations import chain
from surveys.fieldwork import branding, restructure, rotation
from surveys.fieldwork.cadence import MONTHLY
from tests.surveys.fieldwork import made_up, pictures

pytestmark = pytest.mark.both_databases
BEFORE, AFTER = "018_accounts", "021_setup"
TABLES = {"rotation", "unit_change", "branding"}


def test_what_was_set_up_goes_and_people_stay(empty):
    engine = empty["people"]
    chain.upgrade("people", engine, BEFORE)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO reporting_group (code, names, position, active) VALUES ('Z', '{\"en\": \"Z\"}', 99, false)"
            )
        )
    chain.upgrade("people", engine, AFTER)
    with Session(engine) as people:
        made_up.staffed(people)
        restructure.merge(people, ["C2", "C3"], code="C9", name="Town Team", parent="C")
        rotation.save(people, (("it",),), months=MONTHLY)
        branding.put_logo(people, pictures.png(), "Z")
        people.commit()
    chain.downgrade("people", engine, BEFORE)
    assert not TABLES & set(inspect(engine).get_table_names())
    with engine.connect() as connection:
        placed = connection.scalar(text("SELECT count(*) FROM worker WHERE group_code = 'C9'"))
        assert placed == 11
        assert (
            connection.scalar(text("SELECT position FROM reporting_group WHERE code = 'Z'")) >= 99
        )
    chain.upgrade("people", engine, AFTER)
    with Session(engine) as people:
        assert branding.of(people) is None
        assert rotation.of(people) == rotation.USUAL


def test_a_kind_of_change_that_nobody_knows_is_refused(empty):
    engine = empty["people"]
    chain.upgrade("people", engine, AFTER)
    row = (
        "INSERT INTO unit_change (day, kind, about, before, after, placed, rounds)"
        " VALUES ('2026-11-16', :kind, 'x', '{}', '{}', '{}', 0)"
    )
    with engine.begin() as connection:
        connection.execute(text(row), {"kind": "renamed"})
    with pytest.raises(Exception, match="kind"), engine.begin() as connection:
        connection.execute(text(row), {"kind": "deleted"})
