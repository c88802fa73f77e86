"""Casting: an envelope comes in, and once it is durable its receipt goes out.

Keeps docs/promise.md#unlinkable: the browser sends no cookie and no referrer here, and the answer sets nothing.
"""

from flask import Response, request

from pulse.cast.door import door
from pulse.cast.trouble import say
from pulse.extensions import ballot_to_cast
from surveys.errors import Refusal
from surveys.responses import cast, envelope


@door.post("/cast")
def hand_in() -> Response:
    """``{"received": wave}``; or 422 and ``{"refused": why, "reason": the refusal's name}``, and nothing was kept."""
    try:
        sent = envelope.read(_content())
        with ballot_to_cast() as ballot:
            done = cast.cast(ballot, sent.right, sent.ciphertext)
            ballot.commit()
    except Refusal as refusal:
        return say({"refused": str(refusal), "reason": type(refusal).__name__}, 422)
    return say({"received": done.wave}, 200)


def _content() -> bytes:
    """What was sent, read only where it is as long as an envelope."""
    if request.content_length != envelope.SIZE:
        raise envelope.BadBallot
    return request.get_data(cache=False)
