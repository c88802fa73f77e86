import pytest
from sqlalchemy.orm import Session

from surveys.keyring import KeyGone, Keyring
from surveys.responses import box, opening, reader, shred
from tests.surveys.responses import rounds

pytestmark = pytest.mark.both_databases


def test_after_the_shredding_nothing_can_be_read(ballot: Session, keyring: Keyring) -> None:
    rounds.set_up(ballot, keyring)
    rounds.cast_all(ballot, rounds.make_slips(ballot)[:3])
    box.close(ballot, rounds.CODE)
    opening.open_box(ballot, keyring, rounds.CODE)
    assert len(reader.answers(ballot, keyring, rounds.CODE)) == 3
    for _ in range(2):
        shred.shred(keyring, rounds.CODE)
    with pytest.raises(KeyGone):
        reader.answers(ballot, keyring, rounds.CODE)
    with pytest.raises(KeyGone):
        reader.comments(ballot, keyring, rounds.CODE)


def test_the_box_of_a_stopped_round_stays_unread_for_good(
    ballot: Session, keyring: Keyring
) -> None:
    rounds.set_up(ballot, keyring)
    rounds.cast_all(ballot, rounds.make_slips(ballot)[:3])
    box.close(ballot, rounds.CODE)
    shred.shred(keyring, rounds.CODE)
    with pytest.raises(KeyGone):
        opening.open_box(ballot, keyring, rounds.CODE)
