import pytest
from sqlalchemy.orm import Session

from surveys.credentials import spend

DIGEST = bytes(range(32))


@pytest.mark.both_databases
def test_a_right_is_spent_once(ballot: Session) -> None:
    assert spend.spend(ballot, "w", DIGEST)
    assert not spend.spend(ballot, "w", DIGEST)
    assert spend.is_spent(ballot, "w", DIGEST)


@pytest.mark.both_databases
def test_the_same_digest_in_another_round_is_another_right(ballot: Session) -> None:
    assert spend.spend(ballot, "w", DIGEST)
    assert spend.spend(ballot, "v", DIGEST)


@pytest.mark.both_databases
def test_a_right_given_back_can_be_spent(ballot: Session) -> None:
    spend.spend(ballot, "w", DIGEST)
    spend.give_back(ballot, "w", DIGEST)
    assert not spend.is_spent(ballot, "w", DIGEST)
    assert spend.spend(ballot, "w", DIGEST)
