import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.credentials import spend
from surveys.credentials.keys import Unopened
from surveys.credentials.right import Right
from surveys.credentials.spend import Spent

DIGEST = bytes(range(32))


def right(wave: str = "w", proof: bytes | None = None) -> Right:
    return Right(Unopened(wave, b"salt", True), "north", DIGEST, False, proof)


@pytest.mark.both_databases
def test_a_right_is_spent_once(ballot: Session) -> None:
    assert spend.spend(ballot, right())
    assert not spend.spend(ballot, right())
    assert spend.is_spent(ballot, "w", DIGEST)


@pytest.mark.both_databases
def test_the_same_digest_in_another_round_is_another_right(ballot: Session) -> None:
    assert spend.spend(ballot, right("w"))
    assert spend.spend(ballot, right("v"))


@pytest.mark.both_databases
def test_a_right_given_back_can_be_spent(ballot: Session) -> None:
    spend.spend(ballot, right())
    spend.give_back(ballot, right())
    assert not spend.is_spent(ballot, "w", DIGEST)
    assert spend.spend(ballot, right())


@pytest.mark.both_databases
def test_a_spent_slip_keeps_no_block_and_a_spent_credential_its_proof(ballot: Session) -> None:
    spend.spend(ballot, right("w"))
    spend.spend(ballot, right("v", b"token and signature"))
    slip, credential = ballot.scalars(select(Spent).order_by(Spent.wave.desc()))
    assert (slip.block, slip.proof) == (None, None)
    assert (credential.block, credential.proof) == ("north", b"token and signature")
