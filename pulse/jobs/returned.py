"""Ask GOV.UK Notify once a day which messages of the open wave did not arrive. A mail server tells at once, or not at all."""

from flask import current_app, has_app_context
from sqlalchemy.orm import Session

from pulse.notify import notify
from surveys.fieldwork import handing, waves
from surveys.keyring import Keyring


def can_ask() -> bool:
    """Whether there is an account to ask."""
    return has_app_context() and current_app.extensions["pulse_notify"] is not None


def run(people: Session, _ballot: Session, _keyring: Keyring, code: str) -> str:
    """Whose address does not work gets no more letters until somebody puts it right. Raises NotDelivered."""
    account, wave = notify(), waves.find(people, code)
    if account is None or wave.state is not waves.State.OPEN:
        return f"{code}: nothing to ask GOV.UK Notify."
    back = [handing.came_back(people, one, why) for one, why in account.failed()]
    people.flush()
    return f"{code}: {sum(back)} letters came back."
