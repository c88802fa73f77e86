"""The office sees what runs, waits and failed, and tries again with one tap."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pulse import outbox
from pulse.jobs import runner
from pulse.office.jobs_page import IN_WORDS
from pulse.outbox import JobState, OutboxJob
from tests.house_client import HouseClient


@pytest.fixture
def failed(people: Session) -> int:
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
    number = job.id
    people.rollback()
    return number


def now(people: Session) -> tuple[JobState, int]:
    """Read as it stands, and hold no lock."""
    row = people.execute(select(OutboxJob.state, OutboxJob.tries)).one()
    people.rollback()
    return row.state, row.tries


def test_every_job_has_words() -> None:
    assert set(IN_WORDS) == set(runner.JOBS)


def test_a_house_at_rest_says_that_nothing_waits(office: HouseClient) -> None:
    assert "Nothing waits" in office.get("/office/jobs").text


def test_a_failed_job_says_why_and_is_tried_again_when_asked(
    office: HouseClient, people: Session, failed: int
) -> None:
    page = office.get("/office/jobs").text
    assert "Publish the results: 2026-11" in page
    assert "It would give away a group." in page
    assert "Tried 5 times. It is not tried again until you ask." in " ".join(page.split())
    office.send(office.get("/office/jobs"), {}, action=f"/office/jobs/{failed}/again")
    assert "“Publish the results” (2026-11) is tried again." in office.get("/office/jobs").text
    assert now(people) == (JobState.WAITING, 0)


def test_a_job_that_runs_or_is_done_is_left_alone(
    office: HouseClient, people: Session, failed: int
) -> None:
    page = office.get("/office/jobs")
    for state in (JobState.TAKEN, JobState.DONE):
        people.execute(update(OutboxJob).values(state=state))
        people.commit()
        office.send(page, {}, action=f"/office/jobs/{failed}/again")
        assert "This job runs already, or is done." in office.get("/office/jobs").text
        assert now(people)[0] is state


def test_what_was_done_last_is_listed_with_its_day(
    office: HouseClient, people: Session, today: date
) -> None:
    outbox.enqueue(people, "close_wave", "2026-11")
    taken = outbox.take(people)
    assert taken is not None
    assert outbox.done(people, taken)
    people.commit()
    page = office.get("/office/jobs").text
    assert "Close the round" in page
    assert f"{today.day} {today:%B %Y}" in page
