"""How people of a round are reached: how many by personal link, and how many of their letters have gone out."""

from dataclasses import dataclass

from flask import current_app

from pulse.extensions import people
from surveys.fieldwork import invitations
from surveys.fieldwork.waves import State, Wave


@dataclass(frozen=True)
class Letters:
    """For the page of an open round. Who has opened a letter is shown to nobody."""

    invited: int
    sent: int
    has_postbox: bool


def standing(wave: Wave) -> Letters | None:
    """None for a round that is answered by slip alone, or is not open."""
    if not wave.invites or wave.state is not State.OPEN:
        return None
    invited, sent = invitations.counts(people(), wave.code)
    return Letters(invited, sent, current_app.extensions["pulse_postbox"] is not None)
