"""Storage that remembers too much is seen through by the very same attacker: else it is the attacker that is broken."""

from collections.abc import Mapping

import pytest
from sqlalchemy import URL

from tests.adversary import attack, people, table
from tests.adversary.conftest import SEED
from tests.adversary.controls import storage as storages
from tests.adversary.controls.every import EVERY
from tests.adversary.controls.storage import Storage


@pytest.mark.both_databases
@pytest.mark.parametrize("control", EVERY, ids=[control.name for control in EVERY])
def test_a_control_is_linked(control: type[Storage], urls: Mapping[str, URL]) -> None:
    made = storages.run(control(), urls, people.plan(SEED, 8, range(20, 28)))
    attempts = attack.attack(made.blocks, made.invitations, made.responses, seed=SEED)
    table.show(control.name, attempts)
    assert attempts[0].rate >= 0.8
    assert attempts[0].is_link
