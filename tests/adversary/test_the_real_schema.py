"""Whoever copies every file after every cast cannot tell which response came from which invitation (docs/adversary.md)."""

import pytest

from surveys.fieldwork.pledge import KEYHOLDERS
from tests.adversary import attack, people, table
from tests.adversary.attacked import Attacked
from tests.adversary.conftest import SEED, SMALL, Watch

#: 28 blocks of 25 to 50 people: chance is 2.7 %, and 1,026 people tell 4 points more from it. One attempt exceeds the
#: limit by chance twice in a million runs.
BLOCKS, SIZES = 28, range(25, 51)


@pytest.mark.both_databases
@pytest.mark.slow
def test_no_order_of_anything_links_invitations_to_responses(watch: Watch, database: str) -> None:
    made = watch(database, people.plan(SEED, BLOCKS, SIZES))
    known = made.invitations | made.ballots
    attempts = attack.attack(made.blocks, known, made.responses, seed=SEED)
    table.show(f"real, {database}, seed {SEED}", attempts, 3)
    assert len(attempts) > 400
    assert [attempt for attempt in attempts if attempt.is_link] == []
    parted = attack.attack(made.blocks, *made.parted, seed=SEED)
    assert len(parted) == 2
    assert [attempt for attempt in parted if attempt.is_link] == []


@pytest.mark.both_databases
def test_an_opening_that_does_not_shuffle_is_linked(watched: Attacked) -> None:
    known = watched.invitations | watched.ballots
    best = attack.attack(watched.blocks, known, watched.unshuffled, seed=SEED)[0]
    table.show("real, not shuffled", [best])
    assert best.rate >= 0.8
    assert best.is_link


@pytest.mark.both_databases
def test_a_keyholders_page_that_does_not_shuffle_is_made_up_for(
    watch: Watch, database: str
) -> None:
    """Custody level 2: their result is shuffled again when it is taken. Few people, so chances alone are judged."""
    made = watch(database, SMALL, KEYHOLDERS)
    known = made.invitations | made.ballots
    found, unshuffled = (
        attack.attack(made.blocks, known, responses, seed=SEED)
        for responses in (made.responses, made.unshuffled)
    )
    assert [attempt for attempt in found if attempt.p < attack.ALPHA] == []
    assert unshuffled[0].rate >= 0.8


@pytest.mark.both_databases
def test_before_the_opening_copies_pair_invitations_with_sealed_ballots_as_we_say(
    watched: Attacked,
) -> None:
    """docs/sealing.md: the pairing can be seen, the ballot not read. If this ever fails, say so there."""
    best = attack.attack(watched.blocks, watched.invitations, watched.ballots, seed=SEED)[0]
    table.show("sealed ballots, unreadable", [best])
    assert best.rate >= 0.8
