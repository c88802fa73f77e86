"""Sending: the sealed answers are cast, once. The same tap twice is the same answers, and harmless."""

import binascii
from base64 import urlsafe_b64decode

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from pulse.extensions import ballot_to_cast
from pulse.respond import code_page
from pulse.respond.admission import posted
from pulse.respond.check import check
from pulse.respond.door import door
from surveys.errors import Refusal
from surveys.responses import cast


@door.post("/answer/send")
def send() -> Response:
    """Cast the sealed answers; then the thank-you page, or why not, with everything that was typed.

    Words that the author has just asked to cover are not covered in what is sealed: the check page comes once more.
    """
    if posted().covering() != request.form.get("covered", ""):
        return check()
    code, sealed = request.form.get("code", ""), request.form.get("ballot", "")
    try:
        with ballot_to_cast() as ballot:
            done = cast.cast(ballot, code, _ciphertext(sealed))
            ballot.commit()
    except Refusal as refusal:
        return code_page.again(posted(), refusal, unsent=True)
    return redirect(url_for("respond.thanks", wave=done.wave), 303)


@door.get("/answer/send")
@door.get("/answer/check")
def reload() -> Response:
    """A phone that dropped the tab asks for its address again: back to the code."""
    return redirect(url_for("respond.begin"))


def _ciphertext(text: str) -> bytes:
    """The bytes behind the hidden field; nothing, which no box takes, for what is none."""
    try:
        return urlsafe_b64decode(text)
    except (binascii.Error, ValueError):
        return b""
