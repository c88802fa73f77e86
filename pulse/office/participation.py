"""Participation: how many have answered, for the whole organisation, rounded down, and looked at once a day.

Keeps docs/promise.md#unlinkable: nobody can watch a number go up while somebody answers.
"""

from datetime import date

from flask import current_app

from pulse.extensions import ballot
from surveys import clock
from surveys.fieldwork.waves import Wave
from surveys.responses import box

STEP = 10


def so_far(wave: Wave) -> int:
    """Answers in the box, rounded down to tens, as this process first saw it today."""
    seen: dict[tuple[str, date], int] = current_app.extensions.setdefault("pulse_participation", {})
    key = (wave.code, clock.today())
    if key not in seen:
        seen.clear()
        seen[key] = box.count(ballot(), wave.code) // STEP * STEP
    return seen[key]
