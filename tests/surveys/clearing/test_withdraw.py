"""Asking and agreeing: one reader of each side, and never one side alone."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys import clock
from surveys.clearing import withdraw, withdrawal
from surveys.clearing.withdraw import (
    AlreadyAsked,
    NeedsTheOtherSide,
    NotOpen,
    NotPublished,
    NotYours,
    Voice,
)
from surveys.clearing.withdrawal import Fate, NoSuchRequest, Withdrawal
from surveys.comments.readers import Reader
from surveys.governance.side import Side
from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.releases.withdrawn import Reason
from tests.surveys.releases import drafts

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("today")]

ALL = tuple(Reader)
UNA = Voice("una@u.example", Side.UNION)
UMA = Voice("uma@u.example", Side.UNION)
PAT = Voice("pat@c.example", Side.EMPLOYER)


@pytest.fixture
def stocked(people: Session, tmp_path: Path) -> Session:
    """Release 2 holds two comments; the second is for the union alone."""
    publish.publish(people, Keyring(tmp_path), drafts.figures())
    publish.publish(people, Keyring(tmp_path), drafts.supplement())
    people.commit()
    return people


def ask(people: Session, by: Voice = UNA, position: int = 0) -> Withdrawal:
    comment = withdraw.comment_at(people, 2, position, ALL)
    return withdraw.ask(people, comment, Reason.AUTHOR, by)


@pytest.mark.parametrize(("first", "second"), [(UNA, PAT), (PAT, UNA)])
def test_one_of_each_side_agrees_whoever_asks_first(
    stocked: Session, first: Voice, second: Voice
) -> None:
    made = ask(stocked, first)
    assert (made.is_open, made.asked_side) == (True, first.side)
    assert withdrawal.to_publish(stocked) == ()
    done = withdraw.agree(stocked, made.id, second)
    assert (done.fate, done.union_by, done.employer_by) == (Fate.AGREED, UNA.email, PAT.email)
    assert (done.asked_side, done.ended_by) == (first.side, second.email)
    assert [row.place for row in withdrawal.to_publish(stocked)] == [(2, 0)]
    assert withdrawal.waves_to_publish(stocked) == ["2026-11"]
    assert withdrawal.waiting(stocked) == ()


@pytest.mark.parametrize("step", [withdraw.agree, withdraw.refuse])
@pytest.mark.parametrize(
    "by", [UNA, UMA, Voice(UNA.email, Side.EMPLOYER), Voice("o@o.example", Side.OUTSIDER)]
)
def test_neither_the_same_reader_nor_the_same_side_decides(
    stocked: Session, step, by: Voice
) -> None:
    made = ask(stocked)
    with pytest.raises(NeedsTheOtherSide):
        step(stocked, made.id, by)
    assert withdrawal.find(stocked, made.id).is_open


def test_an_outsider_asks_for_nothing(stocked: Session) -> None:
    with pytest.raises(NeedsTheOtherSide):
        ask(stocked, Voice("o@o.example", Side.OUTSIDER))


def test_the_other_side_refuses_and_it_can_be_asked_for_anew(stocked: Session) -> None:
    made = ask(stocked)
    assert withdraw.refuse(stocked, made.id, PAT).fate is Fate.REFUSED
    with pytest.raises(NotOpen):
        withdraw.agree(stocked, made.id, PAT)
    assert ask(stocked, PAT).is_open
    assert [row.fate for row in withdrawal.every(stocked)] == [Fate.ASKED, Fate.REFUSED]


def test_whoever_asked_takes_it_back_and_nobody_else(stocked: Session) -> None:
    made = ask(stocked)
    for other in (UMA, PAT):
        with pytest.raises(NotYours):
            withdraw.take_back(stocked, made.id, other.email)
    assert withdraw.take_back(stocked, made.id, UNA.email).fate is Fate.TAKEN_BACK
    with pytest.raises(NotOpen):
        withdraw.take_back(stocked, made.id, UNA.email)


def test_a_comment_is_asked_for_once_at_a_time(stocked: Session) -> None:
    made = ask(stocked)
    with pytest.raises(AlreadyAsked):
        ask(stocked, PAT)
    assert ask(stocked, PAT, position=1).is_open
    withdraw.agree(stocked, made.id, PAT)
    with pytest.raises(AlreadyAsked):
        ask(stocked, PAT)


def test_a_request_lasts_14_days_and_then_another_can_be_made(
    stocked: Session, today: date
) -> None:
    made = ask(stocked)
    with clock.at(today + timedelta(days=14)):
        assert made.is_open
        assert made.last_day == clock.today()
    with clock.at(today + timedelta(days=15)):
        assert (made.is_open, made.stands) == (False, Fate.EXPIRED)
        assert withdrawal.waiting(stocked) == ()
        with pytest.raises(NotOpen):
            withdraw.agree(stocked, made.id, PAT)
        assert ask(stocked).id != made.id
    stocked.refresh(made)
    assert made.fate is Fate.EXPIRED


@pytest.mark.parametrize(
    ("release", "position", "readers"),
    [(2, 9, ALL), (1, 0, ALL), (2, 1, [Reader.DIRECTORS])],
)
def test_only_a_comment_that_one_may_read_can_be_asked_for(
    stocked: Session, release: int, position: int, readers: list[Reader]
) -> None:
    with pytest.raises(NotPublished):
        withdraw.comment_at(stocked, release, position, readers)


@pytest.mark.parametrize("number", [9, 2**40])
def test_what_was_never_asked_is_not_found(stocked: Session, number: int) -> None:
    with pytest.raises(NoSuchRequest):
        withdraw.agree(stocked, number, PAT)


@pytest.mark.parametrize(
    "change",
    [
        "fate = 'agreed'",
        "fate = 'agreed', employer_by = union_by",
        "employer_by = 'pat@c.example'",
        "fate = 'hidden'",
    ],
)
def test_the_database_itself_takes_no_agreement_of_one_side(stocked: Session, change: str) -> None:
    ask(stocked)
    stocked.commit()
    with pytest.raises(IntegrityError):
        stocked.execute(text(f"UPDATE withdrawal SET {change}"))
    stocked.rollback()


def test_two_who_decide_at_once_lose_nothing(stocked: Session) -> None:
    """The second finds it decided: each step is one conditional UPDATE."""
    number = ask(stocked).id
    stocked.commit()
    with Session(stocked.get_bind()) as other:
        assert withdrawal.find(other, number).is_open
        other.rollback()
        withdraw.refuse(stocked, number, PAT)
        stocked.commit()
        with pytest.raises(NotOpen):
            withdraw.take_back(other, number, UNA.email)


def test_a_request_holds_no_word_of_the_comment(stocked: Session) -> None:
    ask(stocked)
    row = stocked.execute(text("SELECT * FROM withdrawal")).one()
    assert not any("forms" in str(value) for value in row)
