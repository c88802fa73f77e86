"""The office is written to when a job failed for good, once, and learns nothing but that."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse import outbox
from pulse.access import account
from pulse.access.permissions import Role
from pulse.jobs import runner
from pulse.outbox import JobState, OutboxJob
from tests.pulse import mail_server
from tests.pulse.mail_server import Mail


@pytest.fixture
def mail() -> Iterator[Mail]:
    with mail_server.running() as made:
        yield made


@pytest.fixture
def failed(app: Flask, people: Session) -> OutboxJob:
    for number, role in enumerate((Role.OFFICE, Role.OFFICE, Role.DIRECTOR)):
        with app.app_context():
            account.create(
                people,
                email=f"p{number}@w.example",
                name="P",
                role=role,
                password="correct horse battery",
            )
    job = OutboxJob(
        name="publish",
        about="2026-11",
        state=JobState.FAILED,
        tries=5,
        due_at=datetime.now(UTC).replace(tzinfo=None),
        trouble="It would give away a group.",
    )
    people.add(job)
    people.commit()
    return job


def tick(app: Flask) -> list[str]:
    with app.app_context():
        return list(runner.tick(app.extensions["pulse"]))


def test_everybody_of_the_office_is_written_to_once(
    app: Flask, mail: Mail, failed: OutboxJob
) -> None:
    mail.given(app)
    assert tick(app) == ["The office was written to about 1 jobs that failed."]
    assert tick(app) == []
    assert sorted(letter["To"] for letter in mail.letters) == ["p0@w.example", "p1@w.example"]
    text = mail.letters[0].get_content()
    assert "publish, 2026-11: It would give away a group." in text
    assert "/office/jobs" in text


def test_a_failure_after_another_try_is_told_again(
    app: Flask, mail: Mail, people: Session, failed: OutboxJob
) -> None:
    mail.given(app)
    tick(app)
    people.refresh(failed)
    assert failed.told
    outbox.again(people, failed.id)
    failed.state = JobState.FAILED
    people.commit()
    tick(app)
    assert len(mail.letters) == 4


def test_a_mail_server_that_refuses_everybody_is_tried_again_and_makes_no_letter_about_itself(
    app: Flask, mail: Mail, people: Session, failed: OutboxJob
) -> None:
    mail.given(app)
    mail.refused = {"p0@w.example", "p1@w.example"}
    (said,) = tick(app)
    assert "refused every address" in said
    people.refresh(failed)
    assert not failed.told


def test_without_a_mail_server_the_page_alone_tells(app: Flask, failed: OutboxJob) -> None:
    assert tick(app) == []
