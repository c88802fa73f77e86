"""Accounts at the command line: the first one, and the ways back in when all else fails."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access import account, factor, staff_session
from pulse.access.account import StaffAccount
from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role

EMAIL = "jo@council.example"


def run(app: Flask, *words: str) -> str:
    said = app.test_cli_runner().invoke(args=["staff", *words])
    assert said.exit_code == 0, said.output
    return said.output


@pytest.fixture
def reader(people: Session, today: object) -> StaffAccount:
    """A union representative with a second factor and a session, who waits for nobody."""
    person = account.prepare(people, email=EMAIL, name="Jo", role=Role.UNION)
    person.password, person.vouched_by, person.factor = "none", "somebody", "sealed"
    person.failures = 100
    staff_session.begin(people, person, "", by_single_sign_on=False)
    factor.renew_recovery(people, person)
    people.commit()
    return person


def test_the_first_account_works_at_once_and_its_password_follows_the_rules(
    app: Flask, people: Session, today: object
) -> None:
    said = run(app, "add", EMAIL, "--name", "Jo", "--role", "office")
    password = said.split()[-1]
    assert len(password) >= 20
    with app.app_context():
        assert account.is_right(people, account.named(people, EMAIL), password)
    assert password not in str(people.scalars(select(AuditEntry.about)).all())


def test_an_account_that_rests_is_let_try_again(
    app: Flask, people: Session, reader: StaffAccount
) -> None:
    run(app, "unlock", EMAIL)
    people.refresh(reader)
    assert reader.failures == 0
    assert people.scalars(select(AuditEntry.act)).all() == ["account unlocked"]


def test_a_lost_second_factor_is_taken_away_and_a_comment_reader_waits_again(
    app: Flask, people: Session, reader: StaffAccount
) -> None:
    said = run(app, "reset-factor", EMAIL)
    assert "devices logged out: 1. It waits until" in said
    people.refresh(reader)
    assert (reader.factor, reader.waits, factor.left(people, reader)) == (None, True, 0)
    people.rollback()
    run(app, "vouch", EMAIL)
    people.refresh(reader)
    assert not reader.waits


def test_without_a_provider_nobody_is_linked_to_one(
    app: Flask, people: Session, reader: StaffAccount
) -> None:
    said = app.test_cli_runner().invoke(args=["staff", "link", EMAIL, "--subject", "x"])
    assert said.exit_code == 1
    assert "Single sign-on is not set up" in said.output


@pytest.mark.parametrize("command", ["unlock", "reset-factor", "vouch"])
def test_an_account_that_is_not_there_is_named_in_one_line(
    app: Flask, people: Session, command: str
) -> None:
    said = app.test_cli_runner().invoke(args=["staff", command, "nobody@x.example"])
    assert said.exit_code == 1
    assert said.output == "Error: There is no account with that e-mail address.\n"


def test_a_part_that_is_no_unit_is_named_in_one_line(
    app: Flask, people: Session, today: object
) -> None:
    words = ["staff", "add", EMAIL, "--name", "Jo", "--role", "director", "--scope", "nosuch"]
    said = app.test_cli_runner().invoke(args=words)
    assert said.exit_code == 1
    assert said.output == "Error: There is no unit with the unit_id nosuch.\n"
