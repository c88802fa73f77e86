"""Plan the next rounds of the programme."""

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys.governance import rounds
from surveys.keyring import Keyring


def run(people: Session, _ballot: Session, _keyring: Keyring, _about: str) -> str:
    """Raises BadPlan, or BadRules, where a round cannot be planned: the office moves or skips what stands in its way."""
    planned = [wave.code for wave in rounds.plan_next(people)]
    for code in planned:
        audit.record(people, "job", "round planned", code)
    people.flush()
    return (
        f"Planned: {', '.join(planned)}." if planned else "Every round of the programme is planned."
    )
