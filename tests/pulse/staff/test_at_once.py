"""Two at the same moment, on both databases: one code lets in once, one link sets one password, no entry of the log is lost."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import account, audit, factor, joining
from pulse.access.account import StaffAccount
from pulse.access.joining import NoSuchLink
from pulse.access.permissions import Role
from tests.pulse.staff.test_second_factor import code_of

pytestmark = pytest.mark.both_databases


def at_once(app: Flask, people: Session, work: Callable[[Session], object]) -> list[object]:
    """What two threads got, that began together, each with a session of its own."""
    together, got = Barrier(2), list[object]()

    def run() -> None:
        with app.app_context(), Session(people.get_bind()) as own:
            together.wait()
            got.append(work(own))

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


@pytest.fixture
def number(people: Session, today: object) -> int:
    person = account.prepare(people, email="una@x.example", name="Una", role=Role.UNION)
    people.commit()
    number = person.id
    people.rollback()
    return number


def test_the_log_of_two_at_once_is_one_chain(app: Flask, people: Session, today: object) -> None:
    def write(own: Session) -> None:
        for turn in range(8):
            audit.record(own, "somebody", "did", str(turn))
            audit.record(own, "somebody", "did more", str(turn))
            own.commit()

    at_once(app, people, write)
    found = audit.check(audit.every(people))
    assert (found.entries, found.faults) == (32, ())


def test_one_code_lets_in_one_of_two(app: Flask, people: Session, number: int) -> None:
    secret = factor.new_secret()
    with app.app_context():
        person = account.numbered(people, number)
        assert factor.set_up(people, person, secret, code_of(secret, -1)) is not None
        people.commit()
    code = code_of(secret)

    def enter(own: Session) -> str | None:
        right = factor.is_right(own, account.numbered(own, number), code)
        own.commit()
        return right

    assert sorted(map(str, at_once(app, people, enter))) == ["None", "code"]


def test_one_link_is_used_by_one_of_two(app: Flask, people: Session, number: int) -> None:
    secret = joining.make(people, account.numbered(people, number))
    people.commit()

    def use(own: Session) -> bool:
        try:
            joining.use(own, secret)
        except NoSuchLink:
            return False
        own.commit()
        return True

    assert sorted(map(bool, at_once(app, people, use))) == [False, True]


def test_two_wrong_passwords_at_once_are_two(app: Flask, people: Session, number: int) -> None:
    with app.app_context():
        person = account.numbered(people, number)
        person.password = account.hash_password("something else")
        people.commit()

    def miss(own: Session) -> None:
        account.is_right(own, account.numbered(own, number), "wrong")
        own.commit()

    at_once(app, people, miss)
    found = people.get(StaffAccount, number)
    assert found is not None
    people.refresh(found)
    assert found.failures == 2
