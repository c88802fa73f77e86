"""022_withdrawals: comes and goes with requests in it; releases and what is withdrawn stay."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from migrations import chain
from surveys import clock
from surveys.clearing import withdraw, withdrawal
from surveys.clearing.withdraw import Voice
from surveys.comments.readers import Reader
from surveys.governance.side import Side
from surveys.keyring import Keyring
from surveys.releases import publish, shelf, withdrawn
from surveys.releases.withdrawn import Reason, Withdrawn
from tests.surveys.releases import drafts
from tests.surveys.releases.test_withdrawn import supplement

pytestmark = pytest.mark.both_databases
BEFORE, AFTER = "021_setup", "022_withdrawals"
ROW = (
    "INSERT INTO withdrawal (wave, release, position, reader, reason, fate, union_by, asked_by, asked_on)"
    " VALUES ('2026-11', 2, 0, 'union', :reason, 'asked', 'u@u.example', 'u@u.example', '2026-11-16')"
)


def test_requests_come_and_go_and_what_is_withdrawn_stays_so(empty, tmp_path) -> None:
    engine, keyring = empty["people"], Keyring(tmp_path)
    chain.upgrade("people", engine, BEFORE)
    with Session(engine) as people:
        publish.publish(people, keyring, drafts.figures())
        publish.publish(people, keyring, drafts.supplement())
        people.commit()
    for _ in range(2):  # down and up again
        chain.upgrade("people", engine, AFTER)
        with Session(engine) as people, clock.at(clock.today()):
            assert withdrawal.every(people) == ()
            comment = withdraw.comment_at(people, 2, 0, tuple(Reader))
            asked = withdraw.ask(people, comment, Reason.HARM, Voice("u@u.example", Side.UNION))
            withdraw.agree(people, asked.id, Voice("p@c.example", Side.EMPLOYER))
            people.commit()
        chain.downgrade("people", engine, BEFORE)
        assert "withdrawal" not in inspect(engine).get_table_names()
    with Session(engine) as people:
        assert len(shelf.comments(people, tuple(Reader), None)) == 2
        publish.publish(people, keyring, supplement(Withdrawn(2, 0, "present_harm")))
        people.commit()
    chain.upgrade("people", engine)
    with Session(engine) as people:
        assert withdrawn.places(people) == {(2, 0)}
        assert len(shelf.comments(people, tuple(Reader), None)) == 1


def test_another_reason_and_a_second_open_request_are_refused(empty) -> None:
    engine = empty["people"]
    chain.upgrade("people", engine, AFTER)
    with engine.begin() as connection:
        connection.execute(text(ROW), {"reason": "ordered"})
    for reason in ("embarrassing", "ordered"):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text(ROW), {"reason": reason})
