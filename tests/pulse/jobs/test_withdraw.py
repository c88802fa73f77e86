"""What both sides agreed to is withdrawn by the next tick, holds up no other supplement, and those whom it concerns are told."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse import outbox
from pulse.access import account
from pulse.access.permissions import Role
from pulse.jobs import runner, withdraw
from pulse.outbox import JobState
from surveys import clock
from surveys.clearing import decisions
from surveys.clearing import withdraw as asking
from surveys.clearing.withdraw import Voice
from surveys.errors import Refusal
from surveys.fieldwork import waves
from surveys.governance.side import Side
from surveys.releases import withdrawn
from surveys.releases.withdrawn import Reason
from tests.pulse import mail_server
from tests.pulse.mail_server import Mail
from tests.pulse.stewards import stock
from tests.pulse.stewards.hands import ALL
from tests.surveys.fieldwork import made_up

UNA = Voice("union-a@example.org", Side.UNION)
PAT = Voice("psw-a@example.org", Side.EMPLOYER)


@pytest.fixture
def out(people: Session, tmp_path: Path, today: date, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Two published comments, and no files to make."""
    monkeypatch.setattr(runner.kept_files, "waiting", lambda _: [])
    stock.release(people, tmp_path / "keys", stock.comment(0, "One"), stock.comment(1, "Two"))
    return people


def ask(people: Session, position: int = 0, by: Voice = UNA) -> int:
    comment = asking.comment_at(people, 2, position, ALL)
    number = asking.ask(people, comment, Reason.AUTHOR, by).id
    people.commit()
    return number


def tick(app: Flask) -> list[str]:
    with app.app_context():
        return list(runner.tick(app.extensions["pulse"]))


@pytest.mark.both_databases
def test_what_is_agreed_goes_out_with_the_next_tick_though_nobody_asked_the_job(
    app: Flask, out: Session
) -> None:
    """As after a runner that was killed: the calendar finds what is left."""
    for position in (0, 1):
        asking.agree(out, ask(out, position), PAT)
        out.commit()
    assert tick(app) == ["2026-11: withdrawn by release 3."]
    assert tick(app) == []
    assert withdrawn.places(out) == {(2, 0), (2, 1)}
    assert withdrawn.numbers(out) == {3}


def test_one_that_fails_is_shown_to_the_office_and_tried_again_when_somebody_says_so(
    app: Flask, out: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking.agree(out, ask(out), PAT)
    out.commit()
    with monkeypatch.context() as failing:
        failing.setitem(runner.JOBS, withdraw.NAME, lambda *_: {}["fails"])
        assert "stopped with KeyError" in tick(app)[0]
    (job,) = outbox.unfinished(out)
    assert (job.name, job.about, job.state) == ("withdraw", "2026-11", JobState.WAITING)
    outbox.again(out, job.id)
    out.commit()
    assert tick(app) == ["2026-11: withdrawn by release 3."]


def test_withdrawing_holds_up_no_supplement_of_the_day(
    app: Flask, out: Session, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a withdrawal each morning would keep cleared comments from everybody."""
    made_up.staffed(out)
    with clock.at(today - timedelta(days=60)):
        wave = made_up.wave(
            out, opens=today - timedelta(days=50), closes=today - timedelta(days=40)
        )
    hour = wave.release_hour
    wave.state = waves.State.RELEASED
    stock.fill(out, stock.waits("a", "Cleared"))
    decisions.approve(out, "a" * 64, readers=ALL)
    asking.agree(out, ask(out), PAT)
    out.commit()
    monkeypatch.setitem(runner.JOBS, "supplement", _refuses)
    monkeypatch.setitem(runner.JOBS, "shred", lambda *_: "not today")
    with clock.at(today, hour):
        said = tick(app)
    assert "2026-11: withdrawn by release 3." in said
    assert "2026-11: asked to publish comments." in said


def _refuses(*_: object) -> str:
    """There are no opened answers on this stage; a job that did nothing would be due for ever."""
    raise Refusal("asked to publish comments.")


@pytest.fixture
def mail() -> Iterator[Mail]:
    with mail_server.running() as made:
        yield made


@pytest.fixture
def readers(app: Flask, out: Session) -> Session:
    """Two union representatives, two principal social workers, of whom one waits to be confirmed, a third of a part, others."""
    made_up.groups.apply(
        out, made_up.groups.plan_import(out, "unit_id,parent_id,name\nALL,,All\nS1,ALL,S\n")
    )
    with app.app_context():
        for role in Role:
            for name, scope in (("a", None), ("b", None), ("part", "S1")):
                person = account.prepare(
                    out, email=f"{role}-{name}@example.org", name=name, role=role, scope=scope
                )
                person.vouched_by = None if name == "b" else account.COMMAND_LINE
    out.commit()
    return out


def test_the_other_side_is_told_that_it_waits_and_whoever_asked_what_came_of_it(
    app: Flask, readers: Session, mail: Mail
) -> None:
    mail.given(app)
    number = ask(readers)
    assert tell(app, readers, number) == ["1 comment readers were written to about request 1."]
    (letter,) = mail.letters
    assert letter["To"] == PAT.email
    text = letter.get_content()
    assert "/stewards/comments/withdrawals/1" in text
    assert "It waits until Monday 30 November 2026." in text
    assert "One" not in text
    asking.refuse(readers, number, PAT)
    tell(app, readers, number)
    assert mail.letters[-1]["To"] == UNA.email
    assert "is decided: refused." in mail.letters[-1].get_content()


def test_a_letter_that_reaches_nobody_is_tried_again(
    app: Flask, readers: Session, mail: Mail
) -> None:
    mail.given(app)
    mail.refused.add(PAT.email)
    assert "refused the address of every comment reader" in tell(app, readers, ask(readers))[0]


def test_without_a_mail_server_or_a_reader_nothing_fails(app: Flask, out: Session) -> None:
    assert "Nobody was written to about request 1" in tell(app, out, ask(out))[0]


def tell(app: Flask, people: Session, number: int) -> list[str]:
    outbox.enqueue(people, "tell_readers", str(number))
    people.commit()
    return tick(app)
