"""Close a wave: from here on no answer is taken."""

from sqlalchemy.orm import Session

from pulse.access import audit
from pulse.jobs import forget_links
from pulse.jobs.open_wave import NotYet
from surveys import clock
from surveys.fieldwork import reached, waves
from surveys.keyring import Keyring
from surveys.responses import audit as audits
from surveys.responses import box


def _sum_up_letters(people: Session, code: str) -> None:
    """How many letters went out stays in the log; the letters themselves are forgotten."""
    if any((found := reached.in_all(people, code)).values()):
        said = ", ".join(f"{name} {number}" for name, number in found.items())
        audit.record(people, "job", "letters of a round", f"{code}: {said}")


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Close it after its last day; then what was cast is audited, and only then links and their keys are forgotten."""
    wave = waves.find(people, code)
    if wave.state not in (waves.State.PLANNED, waves.State.OPEN):
        if wave.state is waves.State.CLOSED:
            forget_links.run(people, ballot, keyring, code)  # of a call that was killed
        return f"{code} is closed already."
    if clock.today() <= wave.closes_on:
        raise NotYet(
            f"People can answer {code} until {wave.closes_on:%d %B %Y}. It cannot close before."
        )
    wave.move(waves.State.CLOSED)
    box.close(ballot, code)
    audit.record(people, "job", "round closed", code)
    ballot.commit()
    audits.make(people, ballot, code)
    _sum_up_letters(people, code)
    forget_links.run(people, ballot, keyring, code)  # and commits
    said = f"{code} is closed. {box.count(ballot, code)} answers are in the box."
    return f"{said} It waits for its keyholders." if wave.pledge.by_keyholders else said
