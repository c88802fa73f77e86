"""Where a mail server is set, the link goes to who is invited, and the office does not see it."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.account import StaffAccount
from tests.house_client import HouseClient
from tests.pulse import mail_server
from tests.pulse.mail_server import Mail
from tests.pulse.office.inviting import GOOD, invited
from tests.pulse.staff.forms import fill, words


@pytest.fixture
def mail(app: Flask) -> Iterator[Mail]:
    with mail_server.running() as made:
        made.given(app)
        yield made


def test_the_link_is_mailed_and_the_office_does_not_see_it(
    app: Flask, office: HouseClient, mail: Mail
) -> None:
    said = invited(office)
    assert said.status_code == 201
    assert "Una Reed gets it by e-mail at una@union.example" in words(said)
    (letter,) = mail.letters
    text = letter.get_content()
    link = re.search(r"http://localhost:8000(/staff/join/\S+)", text)
    assert link is not None
    assert link[1] not in said.text
    assert "until Monday 23 November 2026" in " ".join(text.split())
    assert "Una" not in text
    other = app.test_client()
    assert fill(other, other.get(link[1]), new=GOOD).status_code == 302


@pytest.mark.parametrize("trouble", ["refused", "later"])
def test_nobody_is_invited_whose_letter_was_not_taken(
    office: HouseClient, people: Session, mail: Mail, trouble: str
) -> None:
    getattr(mail, trouble).add("una@union.example")
    said = invited(office)
    assert said.status_code == 422
    assert "There is a problem" in words(said)
    assert len(people.scalars(select(StaffAccount)).all()) == 1
