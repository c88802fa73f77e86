"""The first page of a comment reader: the rounds in which something waits, and how far it is."""

from flask import render_template

from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk, pile, speaker
from pulse.stewards.door import door
from surveys.clearing import withdrawal
from surveys.reports import rounds


@door.get("/", endpoint="queue")
@requires(*STEWARDS)
def piles() -> str:
    """Every round with comments that are not published yet."""
    known, own = rounds.load(people()), desk.mine()
    clears = own.clears(known)
    found = pile.every(people(), own, known) if clears else ()
    to_agree = [row for row in withdrawal.waiting(people()) if row.asked_side is not speaker.side()]
    return render_template(
        "stewards/queue.html", piles=found, clears=clears, to_agree=to_agree if clears else []
    )


@door.get("/clear/<wave>/decided")
@requires(*STEWARDS)
def decided(wave: str) -> str:
    """What was decided in a round and can still be undone. Raises OnlyTheWhole."""
    known, own = rounds.load(people()), desk.mine()
    own.demand_clearing(known)
    return render_template("stewards/decided.html", pile=pile.of(people(), own, wave, known))
