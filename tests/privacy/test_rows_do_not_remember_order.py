"""No one can tell which response came from which slip, or in which order they came (docs/promise.md#unlinkable)."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import URL, Date, DateTime, Integer, Time, select, text
from sqlalchemy.orm import Session

from surveys import db
from surveys.credentials.slips import Slip
from surveys.credentials.spend import Spent
from surveys.keyring import Keyring
from surveys.responses import box, opening, reader, sweep
from surveys.responses.box import SealedBallot
from tests.surveys.responses import rounds

HEADS = {"north": 120}


def cast_everybody(ballot: Session, keyring: Keyring) -> list[bytes]:
    """All 120 cast in order; the ciphertexts, in that order."""
    rounds.set_up(ballot, keyring, heads=HEADS)
    sent = rounds.cast_all(ballot, rounds.make_slips(ballot, heads=HEADS))
    box.close(ballot, rounds.CODE)
    ballot.commit()
    return sent


def open_and_sweep(ballot: Session, keyring: Keyring) -> None:
    opening.open_box(ballot, keyring, rounds.CODE)
    ballot.commit()
    assert sweep.sweep(ballot, keyring, rounds.CODE).trouble is None


def rank_correlation(order: Sequence[int]) -> float:
    """Spearman's: 1 when the order is kept, -1 when it is turned round, near 0 when it is gone."""
    n = len(order)
    return 1 - 6 * sum((place - was) ** 2 for place, was in enumerate(order)) / (n * (n * n - 1))


@pytest.mark.both_databases
def test_opened_answers_and_comments_have_lost_the_order_of_casting(
    ballot: Session, tmp_path: Path
) -> None:
    keyring = Keyring(tmp_path / "keys")
    cast_everybody(ballot, keyring)
    open_and_sweep(ballot, keyring)
    answers = [
        int(str(row.answers["q1"])[1:]) for row in reader.answers(ballot, keyring, rounds.CODE)
    ]
    comments = [int(row.text[-5:]) for row in reader.comments(ballot, keyring, rounds.CODE)]
    assert sorted(answers) == sorted(comments) == list(range(120))
    # 0.6 would come up by chance less than once in ten thousand million runs.
    assert abs(rank_correlation(answers)) < 0.6
    assert abs(rank_correlation(comments)) < 0.6
    assert answers != comments


@pytest.mark.both_databases
def test_two_openings_of_one_box_give_two_orders(ballot: Session, tmp_path: Path) -> None:
    keyring = Keyring(tmp_path / "keys")
    cast_everybody(ballot, keyring)
    orders = []
    for _ in range(2):
        opening.open_box(ballot, keyring, rounds.CODE)
        orders.append([row.answers for row in reader.answers(ballot, keyring, rounds.CODE)])
        ballot.rollback()
    assert orders[0] != orders[1]


@pytest.mark.both_databases
def test_rows_of_the_box_lie_by_their_digest(ballot: Session, tmp_path: Path) -> None:
    cast_everybody(ballot, Keyring(tmp_path / "keys"))
    digests = ballot.scalars(
        select(SealedBallot.digest).order_by(SealedBallot.wave, SealedBallot.digest)
    ).all()
    assert digests == sorted(digests)
    if ballot.get_bind().dialect.name == "sqlite":
        assert ballot.scalars(text("SELECT digest FROM sealed_box")).all() == digests
        with pytest.raises(Exception, match="no such column"):
            ballot.execute(text("SELECT rowid FROM sealed_box"))


def test_no_raw_table_has_a_clock_or_a_counter() -> None:
    raw = [table for name, table in db.Ballot.metadata.tables.items() if name.startswith("sealed_")]
    assert len(raw) == 5
    for table in raw:
        for column in table.columns:
            assert not isinstance(column.type, Date | DateTime | Time), column
            assert not isinstance(column.type, Integer) or str(column) == "sealed_opened.rows"
            assert column.default is None, column
            assert column.server_default is None, column


@pytest.mark.both_databases
def test_a_spent_right_names_no_ballot(ballot: Session, tmp_path: Path) -> None:
    cast_everybody(ballot, Keyring(tmp_path / "keys"))
    spent = set(ballot.scalars(select(Spent.digest)))
    assert spent == set(ballot.scalars(select(Slip.digest)))
    assert spent.isdisjoint(ballot.scalars(select(SealedBallot.digest)))
    assert {column.name for column in SealedBallot.__table__.columns} == {
        "wave", "digest", "block", "ciphertext",
    }  # fmt: skip
    assert {column.name for column in Spent.__table__.columns} == {
        "wave", "digest", "block", "proof",
    }  # fmt: skip


def test_after_the_opening_the_files_hold_no_ballot_no_slip_and_no_word(
    ballot: Session, tmp_path: Path, urls: dict[str, URL]
) -> None:
    keyring = Keyring(tmp_path / "keys")
    sent = cast_everybody(ballot, keyring)
    digests = ballot.scalars(select(Slip.digest)).all()
    ballot.commit()
    before = files(urls["ballot"])
    # A ballot fills several pages: look for a piece of each that cannot straddle two.
    pieces = [ciphertext[start : start + 24] for ciphertext in sent for start in (0, 4000, 8200)]
    assert sum(piece in before for piece in pieces) > len(pieces) * 0.9
    assert all(digest in before for digest in digests)
    open_and_sweep(ballot, keyring)
    after = files(urls["ballot"])
    assert not any(piece in after for piece in pieces)
    assert not any(digest in after for digest in digests)
    assert b"secret words" not in before + after
    assert b"n000" not in before + after
    assert not keyring.holds("2026-12.seal")


def files(url: URL) -> bytes:
    """The database's file with its write-ahead log, as somebody would copy them."""
    path = Path(str(url.database))
    found = (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal"))
    return b"".join(file.read_bytes() for file in found if file.exists())
