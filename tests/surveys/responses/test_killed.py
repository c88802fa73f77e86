"""Killed at any moment: what was acknowledged is counted, nothing is counted twice, a rerun finishes."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, select
from sqlalchemy.orm import Session

from surveys import db
from surveys.fieldwork.waves import Kept
from surveys.keyring import KeyGone, Keyring
from surveys.responses import (
    box,
    cast,
    discard,
    opened,
    opening,
    reader,
    result_file,
    seal,
    sweep,
    taking,
)
from surveys.responses.box import SealedBallot
from tests.surveys.responses import keyholders, rounds

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),
]


def in_a_child(work: Callable[[], None]) -> int:
    """Run in a forked process that ends without tidying up; its process id."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            os._exit(70)
        os._exit(0)
    return child


def ended(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def text_of(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def test_every_acknowledged_ballot_survives_a_kill(
    ballot: Session, keyring: Keyring, urls: dict[str, URL]
) -> None:
    heads = {"north": 150}
    document = rounds.set_up(ballot, keyring, heads=heads).key_document
    made = rounds.make_slips(ballot, heads=heads)
    ballot.get_bind().engine.dispose()
    ciphertexts = [rounds.sealed(document, block) for block, _ in made]
    reading, writing = os.pipe()

    def cast_on() -> None:
        with Session(db.engine(text_of(urls["ballot"]))) as session:
            for (_, code), ciphertext in zip(made, ciphertexts, strict=True):
                done = cast.cast(session, code, ciphertext)
                session.commit()
                os.write(writing, done.digest)
        signal.pause()

    child = in_a_child(cast_on)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        said = b""
        while len(said) < 40 * 32:
            said += pipe.read(32)
        os.kill(child, signal.SIGKILL)
        said += b"".join(iter(lambda: pipe.read(4096), b""))
    assert ended(child) == -signal.SIGKILL
    acknowledged = {said[start : start + 32] for start in range(0, len(said), 32)}
    kept = ballot.scalars(select(SealedBallot.digest)).all()
    ballot.rollback()
    assert acknowledged <= set(kept)
    assert len(kept) == len(set(kept)) <= len(acknowledged) + 1
    # The phone that had no answer sends the same again.
    for (_, code), ciphertext in zip(made, ciphertexts, strict=True):
        cast.cast(ballot, code, ciphertext)
        ballot.commit()
    assert box.count(ballot, rounds.CODE) == 150


#: Everything an opening does to the disk or the database, in whatever order it does it.
STEPS = (
    (Keyring, "read"),
    (Keyring, "write"),
    (Keyring, "shred"),
    (os, "fsync"),
    (opened, "encrypt"),
    (Session, "flush"),
    (Session, "execute"),
    (Session, "commit"),
    (Path, "unlink"),
    (sweep, "_clean_sqlite"),
    (sweep, "_clean_postgresql"),
)


def die_at(step: int) -> None:
    """Let this process die like a killed one before or after the given step of the opening."""
    passed = iter(range(1, 10_000))

    def watched(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if next(passed) == step:
                os._exit(9)
            result = function(*arguments, **named)
            if next(passed) == step:
                os._exit(9)
            return result

        return call

    for owner, name in STEPS:
        setattr(owner, name, watched(getattr(owner, name)))


def openings(url: str, folder: Path) -> Iterator[int]:
    """Open, killed at the first step, the second, … until one is not killed; the exit codes."""
    step = 0
    while True:
        step += 1
        killed_at = step

        def work(killed_at: int = killed_at) -> None:
            with Session(db.engine(url)) as session:
                keyring = Keyring(folder)
                die_at(killed_at)
                opening.open_box(session, keyring, rounds.CODE)
                session.commit()
                sweep.sweep(session, keyring, rounds.CODE)

        code = ended(in_a_child(work))
        yield code
        if code == 0:
            return


def test_an_opening_killed_at_every_step_in_turn_loses_nothing(
    ballot: Session, tmp_path: Path, urls: dict[str, URL]
) -> None:
    keyring = Keyring(tmp_path / "keys")
    rounds.set_up(ballot, keyring)
    rounds.cast_all(ballot, rounds.make_slips(ballot)[:15])
    box.close(ballot, rounds.CODE)
    ballot.commit()
    ballot.get_bind().engine.dispose()
    codes = []
    for code in openings(text_of(urls["ballot"]), tmp_path / "keys"):
        codes.append(code)
        assert box.count(ballot, rounds.CODE) == 15
        can_be_read(ballot, keyring)
        ballot.rollback()
        ballot.get_bind().engine.dispose()
    assert codes == [9] * (len(codes) - 1) + [0]
    assert len(codes) > 20
    answers = [str(row.answers["q1"]) for row in reader.answers(ballot, keyring, rounds.CODE)]
    assert sorted(answers) == [f"n{number:05}" for number in range(15)]
    assert not keyring.holds(seal.key_name(rounds.CODE))


def can_be_read(ballot: Session, keyring: Keyring) -> None:
    """Either the box and its key are there, or the opened answers and theirs."""
    try:
        assert len(reader.answers(ballot, keyring, rounds.CODE)) == 15
    except (reader.NotOpened, KeyGone):
        seal.load_key(keyring.read(seal.key_name(rounds.CODE)))
        assert len(ballot.scalars(select(SealedBallot.digest)).all()) == 15


def test_a_taking_killed_at_many_steps_in_turn_loses_nothing(
    ballot: Session, keyring: Keyring, urls: dict[str, URL], tmp_path: Path
) -> None:
    keyholders.closed(ballot, keyring)
    result_file.keep(ballot, rounds.CODE, keyholders.result(keyholders.exported(ballot)))
    ballot.commit()
    ballot.get_bind().engine.dispose()
    url, step, code = text_of(urls["ballot"]), 0, 9
    while code:
        step += 3  # most steps are those of the opening above

        def work(killed_at: int = step) -> None:
            with Session(db.engine(url)) as session:
                die_at(killed_at)
                taking.take(session, Keyring(tmp_path / "keys"), rounds.CODE)
                session.commit()
                sweep.sweep(session, Keyring(tmp_path / "keys"), rounds.CODE)

        code = ended(in_a_child(work))
        assert code in (0, 9)
        assert box.count(ballot, rounds.CODE) == 15
        kept = Kept.RESULT if code else Kept.ANSWERS
        assert discard.kept(ballot, keyring, rounds.CODE) is kept
        ballot.rollback()
        ballot.get_bind().engine.dispose()
    assert step > 20
    assert len(reader.answers(ballot, keyring, rounds.CODE)) == 15
