"""The office's client: logged in, on a Monday."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access.account import StaffAccount
from pulse.access.permissions import Role
from tests.house_client import HouseClient


@pytest.fixture
def office(app: Flask, people: Session, today: date) -> HouseClient:
    """Somebody of the survey office, logged in without the slow work of a password."""
    account = StaffAccount(
        email="office@w.example",
        name="Olu",
        role=Role.OFFICE,
        password="none",
        active=True,
        failures=0,
        fs_uniquifier="f" * 32,
    )
    people.add(account)
    people.commit()
    client = app.test_client()
    assert isinstance(client, HouseClient)
    with client.session_transaction("/office/") as session:
        session.update({"_user_id": account.fs_uniquifier, "_fresh": True})
    people.rollback()
    return client
