"""Open a wave: freeze its tree, make its sealing key and key document."""

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys import clock
from surveys.errors import Refusal
from surveys.fieldwork import freeze, waves
from surveys.keyring import Keyring
from surveys.responses import box


class NotYet(Refusal):
    """The day that was announced has not come."""


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Open it on its day. The ballot database commits first: a killed job finds its own work and goes on."""
    wave = waves.find(people, code)
    if wave.state is waves.State.OPEN:
        return f"{code} is open already."
    if clock.today() < wave.opens_on:
        raise NotYet(f"{code} opens on {wave.opens_on:%d %B %Y}. It cannot open before.")
    wave.move(waves.State.OPEN)
    tree = freeze.freeze(people, wave)
    blocks = [group for group in tree if group.is_block]
    box.set_up(ballot, keyring, wave, blocks)
    audit.record(people, "job", "round opened", code)
    ballot.commit()
    people.commit()
    return f"{code} is open: {len(blocks)} blocks, {sum(b.headcount for b in blocks)} people."
