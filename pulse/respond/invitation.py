"""The page behind a personal link. What the link holds stands behind its ``#``, so it never comes here with the page.

Keeps docs/promise.md#unlinkable: the page and everything it fetches is the same for everybody; a right to answer is
signed only when somebody taps, unseen, and once for each link.
"""

import gzip
from functools import lru_cache

from flask import Response, json, render_template, request

from pulse.extensions import ballot_to_read, people_to_read
from pulse.respond import frame, rounds
from pulse.respond.door import door
from pulse.respond.questionnaire import link_page
from pulse.respond.rounds import Round
from surveys.credentials import keys
from surveys.speech import say


@door.get("/i")
def invitation() -> Response:
    """The page for everybody who has a link. It issues nothing by itself: mail filters open links."""
    asked = rounds.open_now(people_to_read, ballot_to_read)
    if asked is None:
        return Response(render_template("respond/none_open.html"))
    return frame.kept(("link", asked.mark), lambda: frame.of(_render(asked))).fill()


@door.get("/i<path:rest>")
@door.get("/i/<path:rest>")
def mangled(rest: str) -> Response:  # noqa: ARG001 - not looked at
    """A mail program wrote ``%23`` for ``#``. The page asks to paste the link; what came along is not looked at."""
    return invitation()


@door.get("/i/keys/<half>")
def key_document(half: str) -> Response:
    """The key document whose SHA-256 begins with these 32 hexadecimal digits, byte for byte; 404 for another one."""
    document = keys.published(ballot_to_read(), half)
    if document is None:
        return _none(say("These are not the keys of a round that is open."))
    reply = Response(document, mimetype="application/json", headers={"Vary": "Accept-Encoding"})
    if request.accept_encodings["gzip"]:
        reply.data = _packed(document)
        reply.headers["Content-Encoding"] = "gzip"
    return reply


@door.get("/i/questions/<wave>")
def questions_by_link(wave: str) -> Response:
    """The questions of the open round, the same bytes for everybody; 404 for another round's."""
    asked = rounds.open_now(people_to_read, ballot_to_read)
    if asked is None or asked.code != wave:
        return _none(say("This round is over."))
    return link_page(asked)


@lru_cache(maxsize=4)
def _packed(document: bytes) -> bytes:
    """A council's keys are 50 kB, mostly digits. Nothing in them is secret, and all get the same."""
    return gzip.compress(document, mtime=0)


def _none(why: str) -> Response:
    return Response(json.dumps({"refused": why}), 404, mimetype="application/json")


def _render(asked: Round) -> str:
    return render_template("respond/invitation.html", asked=asked)
