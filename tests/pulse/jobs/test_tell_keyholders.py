"""The keyholders are written to when a proposal waits and when it is decided; all three get the same letter."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse import outbox
from pulse.jobs import runner
from surveys.fieldwork.pledge import Pledge
from surveys.governance import proposals
from surveys.governance.rules import Rules
from tests.pulse import mail_server
from tests.pulse.mail_server import Mail
from tests.surveys.governance import three

pytestmark = pytest.mark.usefixtures("today")
EVERYBODY = sorted([three.UNION, three.EMPLOYER, three.OUTSIDER])


@pytest.fixture
def mail() -> Iterator[Mail]:
    with mail_server.running() as made:
        yield made


def tell(app: Flask, people: Session, number: int) -> list[str]:
    outbox.enqueue(people, "tell_keyholders", str(number))
    people.commit()
    with app.app_context():
        return list(runner.tick(app.extensions["pulse"]))


def test_all_three_are_told_that_a_proposal_waits_and_what_became_of_it(
    app: Flask, people: Session, mail: Mail
) -> None:
    three.found(people)
    mail.given(app)
    made = proposals.propose(people, three.OFFICE, Rules(Pledge(threshold=8)), "Small teams.")
    assert tell(app, people, made.number) == ["3 keyholders were written to about proposal 1."]
    assert sorted(letter["To"] for letter in mail.letters) == EVERYBODY
    text = mail.letters[0].get_content()
    assert "promise people less" in text
    assert "/rules/proposals/1" in text
    proposals.agree(people, made.number, three.UNION)
    proposals.agree(people, made.number, three.OUTSIDER)
    tell(app, people, made.number)
    assert "A proposal is decided: agreed." in mail.letters[-1].get_content()
    assert len({letter.get_content() for letter in mail.letters[3:]}) == 1


def test_without_a_mail_server_or_keyholders_nothing_fails(app: Flask, people: Session) -> None:
    made = proposals.propose(people, three.OFFICE, Rules(Pledge(threshold=8)), "Small teams.")
    (said,) = tell(app, people, made.number)
    assert "Nobody was written to" in said
