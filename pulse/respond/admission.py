"""Admission: a posted form, and the round that its code answers."""

from flask import request

from pulse.extensions import ballot_to_ask, ballot_to_read, people_to_read
from pulse.respond import rounds
from pulse.respond.rounds import Round
from pulse.respond.typed import Typed
from surveys.credentials import slips
from surveys.credentials.right import Right


def posted() -> Typed:
    """The form of this request. Nothing is read from its address."""
    return Typed.read(request.form.to_dict(flat=False))


def admit(typed: Typed) -> tuple[Right, Round]:
    """What the code opens. Raises UnknownCode, UsedCode, RoundOver."""
    found = slips.find(ballot_to_ask(), typed.code)
    return found, rounds.of(people_to_read, ballot_to_read, found.wave)
