"""Issuing: a link's one right to answer, signed without being seen; or the link given up for paper.

Keeps docs/promise.md#one-response. A POST with the secret, from a tap; what it answers is the same whoever holds the link.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping

from flask import Response, json, request

from pulse.extensions import ballot_to_read, keyring, people, people_to_read
from pulse.respond import rounds
from pulse.respond.door import door
from surveys.credentials import links
from surveys.credentials.links import UnknownLink
from surveys.credentials.right import RoundOver
from surveys.errors import Refusal


@door.post("/i/group")
def group() -> Response:
    """``{"block"}``: whose key the browser is to blind for. Nothing is recorded."""
    try:
        sent = _sent()
        link = links.find(people_to_read(), _open(sent), _bytes(sent, "secret"))
        if link.on_paper:
            raise links.OnPaper
    except Refusal as refusal:
        return _refused(refusal)
    return _say({"block": link.block})


@door.post("/i/sign")
def sign() -> Response:
    """``{"signature"}`` of the blinded message, once; the same message again is signed again."""
    try:
        sent = _sent()
        wave = _open(sent)
        signature = links.sign(
            people(), keyring(), wave, _bytes(sent, "secret"), _bytes(sent, "blinded")
        )
        people().commit()
    except Refusal as refusal:
        return _refused(refusal)
    return _say({"signature": urlsafe_b64encode(signature).decode().rstrip("=")})


@door.post("/i/paper")
def paper() -> Response:
    """``{"given_up": wave}``: the link signs nothing any more, and one slip more can be printed."""
    try:
        sent = _sent()
        wave = _open(sent)
        links.give_up(people(), wave, _bytes(sent, "secret"))
        people().commit()
    except Refusal as refusal:
        return _refused(refusal)
    return _say({"given_up": wave})


def _sent() -> Mapping[str, str]:
    """The JSON object of this request; anything else knows no link."""
    try:
        held = request.get_json(silent=True)
    except RecursionError:  # a bracket in a bracket in a bracket …
        raise UnknownLink from None
    if not isinstance(held, dict) or not all(isinstance(value, str) for value in held.values()):
        raise UnknownLink
    return held


def _open(sent: Mapping[str, str]) -> str:
    """The round, which must take answers. Raises RoundOver."""
    asked = rounds.open_now(people_to_read, ballot_to_read)
    if asked is None or asked.code != sent.get("wave"):
        raise RoundOver
    return asked.code


def _bytes(sent: Mapping[str, str], name: str) -> bytes:
    text = sent.get(name, "")
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise UnknownLink from None


def _refused(refusal: Refusal) -> Response:
    return _say({"refused": str(refusal), "reason": type(refusal).__name__}, 422)


def _say(words: Mapping[str, str], status: int = 200) -> Response:
    return Response(json.dumps(words), status, mimetype="application/json")
