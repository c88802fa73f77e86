import hashlib
from threading import Barrier, Thread

import pytest
from sqlalchemy import URL, func, select
from sqlalchemy.orm import Session

from surveys import db
from surveys.credentials import slips
from surveys.credentials.right import RoundOver, UsedCode
from surveys.credentials.slips import UnknownCode
from surveys.credentials.spend import Spent
from surveys.keyring import Keyring
from surveys.responses import box, cast
from surveys.responses.box import SealedBallot
from surveys.responses.cast import CopiedBallot
from surveys.responses.envelope import BadBallot
from tests.surveys.responses import rounds

pytestmark = pytest.mark.both_databases


def in_box(ballot: Session) -> int:
    return ballot.scalar(select(func.count()).select_from(SealedBallot)) or 0


def spent(ballot: Session) -> int:
    return ballot.scalar(select(func.count()).select_from(Spent)) or 0


def test_a_cast_ballot_is_in_the_box_under_its_digest(ballot: Session, keyring: Keyring) -> None:
    document = rounds.set_up(ballot, keyring).key_document
    block, code = rounds.make_slips(ballot)[0]
    ciphertext = rounds.sealed(document, block)
    done = cast.cast(ballot, code.lower(), ciphertext)
    ballot.commit()
    assert (done.wave, done.again) == (rounds.CODE, False)
    (row,) = ballot.scalars(select(SealedBallot))
    assert (row.block, row.ciphertext) == (block, ciphertext)
    assert row.digest == done.digest == hashlib.sha256(ciphertext).digest()


def test_the_same_ballot_again_is_acknowledged_again(ballot: Session, keyring: Keyring) -> None:
    document = rounds.set_up(ballot, keyring).key_document
    block, code = rounds.make_slips(ballot)[0]
    ciphertext = rounds.sealed(document, block)
    first = cast.cast(ballot, code, ciphertext)
    ballot.commit()
    for _ in range(2):
        again = cast.cast(ballot, code, ciphertext)
        ballot.commit()
        assert again.again
        assert again.digest == first.digest
    box.close(ballot, rounds.CODE)
    assert cast.cast(ballot, code, ciphertext).again
    assert (in_box(ballot), spent(ballot)) == (1, 1)


def test_a_used_code_takes_no_other_answers(ballot: Session, keyring: Keyring) -> None:
    document = rounds.set_up(ballot, keyring).key_document
    block, code = rounds.make_slips(ballot)[0]
    cast.cast(ballot, code, rounds.sealed(document, block))
    with pytest.raises(UsedCode):
        cast.cast(ballot, code, rounds.sealed(document, block))
    assert (in_box(ballot), spent(ballot)) == (1, 1)


def test_a_copied_ballot_is_refused_and_the_code_not_spent(
    ballot: Session, keyring: Keyring
) -> None:
    document = rounds.set_up(ballot, keyring).key_document
    (block, first), (_, second) = rounds.make_slips(ballot)[:2]
    ciphertext = rounds.sealed(document, block)
    cast.cast(ballot, first, ciphertext)
    with pytest.raises(CopiedBallot):
        cast.cast(ballot, second, ciphertext)
    ballot.commit()
    assert slips.find(ballot, second).block == block
    cast.cast(ballot, second, rounds.sealed(document, block))
    assert (in_box(ballot), spent(ballot)) == (2, 2)


def test_after_the_close_nothing_is_taken(ballot: Session, keyring: Keyring) -> None:
    document = rounds.set_up(ballot, keyring).key_document
    (block, used), (_, fresh) = rounds.make_slips(ballot)[:2]
    cast.cast(ballot, used, rounds.sealed(document, block))
    box.close(ballot, rounds.CODE)
    for code in (used, fresh):
        with pytest.raises(RoundOver):
            cast.cast(ballot, code, rounds.sealed(document, block))
    with pytest.raises(UnknownCode):
        cast.cast(ballot, "0" * 16, rounds.sealed(document, block))
    assert (in_box(ballot), spent(ballot)) == (1, 1)


def test_an_unknown_code_or_a_broken_ballot_changes_nothing(
    ballot: Session, keyring: Keyring
) -> None:
    document = rounds.set_up(ballot, keyring).key_document
    block, code = rounds.make_slips(ballot)[0]
    ciphertext = rounds.sealed(document, block)
    with pytest.raises(UnknownCode):
        cast.cast(ballot, "0" * 16, ciphertext)
    for broken in (b"", ciphertext[:-1], ciphertext + b"\0", b"\x03" + ciphertext[1:]):
        with pytest.raises(BadBallot):
            cast.cast(ballot, code, broken)
    assert (in_box(ballot), spent(ballot)) == (0, 0)


def test_two_rounds_may_be_open_at_once(ballot: Session, keyring: Keyring) -> None:
    rounds.set_up(ballot, keyring, code="2026-11")
    document = rounds.set_up(ballot, keyring).key_document
    block, code = rounds.make_slips(ballot)[0]
    assert cast.cast(ballot, code, rounds.sealed(document, block)).wave == rounds.CODE
    box.close(ballot, "2026-11")
    box.close(ballot, rounds.CODE)
    with pytest.raises(RoundOver):
        cast.cast(ballot, code, rounds.sealed(document, block))


def test_of_eight_different_ballots_with_one_slip_one_wins(
    ballot: Session, keyring: Keyring, urls: dict[str, URL]
) -> None:
    document = rounds.set_up(ballot, keyring).key_document
    block, code = rounds.make_slips(ballot)[0]
    ballot.rollback()
    ballots = [rounds.sealed(document, block) for _ in range(8)]
    together, outcomes = Barrier(8), []
    engine = db.engine(urls["ballot"].render_as_string(hide_password=False))

    def send(ciphertext: bytes) -> None:
        with Session(engine) as session:
            together.wait()
            try:
                cast.cast(session, code, ciphertext)
                session.commit()
                outcomes.append("sent")
            except UsedCode:
                outcomes.append("refused")

    threads = [Thread(target=send, args=(ciphertext,)) for ciphertext in ballots]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert sorted(outcomes) == ["refused"] * 7 + ["sent"]
    assert (in_box(ballot), spent(ballot)) == (1, 1)


def test_a_cast_under_way_is_finished_before_the_close(
    ballot: Session, keyring: Keyring, urls: dict[str, URL]
) -> None:
    document = rounds.set_up(ballot, keyring).key_document
    block, code = rounds.make_slips(ballot)[0]
    cast.cast(ballot, code, rounds.sealed(document, block))
    engine = db.engine(urls["ballot"].render_as_string(hide_password=False))
    closed = []

    def close() -> None:
        with Session(engine) as session:
            box.close(session, rounds.CODE)
            closed.append(box.count(session, rounds.CODE))
            session.commit()

    closing = Thread(target=close)
    closing.start()
    closing.join(timeout=0.2)
    assert closed == []
    ballot.commit()
    closing.join()
    engine.dispose()
    assert closed == [1]
