"""The close: what was cast is audited, then links and their keys are forgotten, also when the job was killed in between."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pulse.jobs import close_wave, forget_links
from surveys import clock
from surveys.credentials import links, recount
from surveys.credentials.links import Link
from surveys.keyring import Keyring
from surveys.responses import audit
from tests.pulse.respond.open_round import Open, open_round

AFTER = date(2026, 11, 27) + timedelta(1)


class Killed(BaseException):
    """As by ``kill -9``."""


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys")


@pytest.fixture
def asked(people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    return open_round(people, ballot, tmp_path / "keys", links_made=2)


def close(people: Session, ballot: Session, keyring: Keyring) -> str:
    with clock.at(AFTER):
        return close_wave.run(people, ballot, keyring, "2026-11")


@pytest.mark.both_databases
def test_the_audit_knows_the_links_that_the_close_forgets(
    people: Session, ballot: Session, keyring: Keyring, asked: Open
) -> None:
    close(people, ballot, keyring)
    people.rollback()
    found = audit.find(people, "2026-11")
    (line,) = recount.recount(found.content, found.key_document).lines
    assert line.count.links == 2
    assert people.scalar(select(func.count()).select_from(Link)) == 0
    assert not keyring.holds(links.key_name("2026-11", "north"))


@pytest.mark.both_databases
@pytest.mark.parametrize("where", [(audit, "make"), (forget_links, "run"), (links, "forget_keys")])
def test_a_close_that_was_killed_is_finished_by_the_next_one(
    people: Session,
    ballot: Session,
    keyring: Keyring,
    asked: Open,
    where: tuple[object, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def die(*_: object) -> None:
        raise Killed

    dying: Callable[..., None] = die
    with monkeypatch.context() as killing:
        killing.setattr(*where, dying)
        with pytest.raises(Killed):
            close(people, ballot, keyring)
    people.rollback()
    ballot.rollback()
    close(people, ballot, keyring)
    people.rollback()
    found = audit.find(people, "2026-11")
    assert recount.recount(found.content, found.key_document).lines[0].count.links == 2
    assert not keyring.holds(links.key_name("2026-11", "north"))
