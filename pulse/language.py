"""Language: which one a worker's page speaks. It stands in the address (``?lang=cy``) and nowhere else.

Keeps docs/promise.md#no-trace: no cookie, nothing read from the browser's own wishes. docs/decisions/018-two-languages.md
says why it is a question in the address and not a prefix. Welsh is spoken once somebody has signed it off
(``surveys.fieldwork.sign_off``); until then it answers the office's preview alone.
"""

import re
from collections.abc import Mapping, MutableMapping
from time import monotonic
from typing import Final
from urllib.parse import quote

from flask import Flask, current_app, request
from markupsafe import Markup, escape
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from pulse import catalogue
from pulse.extensions import NotHeld, people_to_read
from pulse.wording import day, plain_day
from surveys import speech
from surveys.fieldwork import sign_off
from surveys.speech import ENGLISH, WELSH, Speech

#: Rooms whose pages speak both languages.
ROOMS: Final = frozenset({"respond", "results", "pages", "optout"})

#: Files and documents: the same bytes in every language.
_SAME: Final = frozenset({"results.file", "results.figure", "pages.key_document", "pages.ceremony"})

#: Put into a request's environment by the office's preview; no header of a request can be called so.
PREVIEW: Final = "pulse.preview"

#: Seconds for which a process believes what it read of the sign-off.
BELIEF: Final = 30.0

_QUESTION: Final = "lang"
_TAG: Final = re.compile(r"<[^>]*>")


def init_app(app: Flask) -> None:
    app.extensions["pulse_welsh"] = (-BELIEF, False)
    teach(app)
    app.before_request(_choose)
    app.teardown_request(lambda _: speech.speak(None))
    app.url_defaults(_carry)
    app.context_processor(lambda: {"other_language": _other(), "script_words": _script_words()})


def teach(app: Flask) -> None:
    """What every template needs to speak: ``_``, ``ngettext``, and names and days in the language spoken now."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        speech.say, speech.chosen, newstyle=True
    )
    app.jinja_env.globals.update(
        language=speech.language, at=at, in_other=in_other, in_words=speech.in_words
    )
    app.jinja_env.filters.update(long_day=day, short_day=plain_day, untagged=untagged)


def is_on() -> bool:
    """Whether workers are offered Welsh, read at most every BELIEF seconds a process."""
    read_at, known = current_app.extensions["pulse_welsh"]
    if monotonic() - read_at > BELIEF:
        known = _is_signed()
        current_app.extensions["pulse_welsh"] = (monotonic(), known)
    return bool(known)


def forget() -> None:
    """Believe nothing of the sign-off any more: it has just changed. Other processes believe it for BELIEF seconds."""
    current_app.extensions["pulse_welsh"] = (-BELIEF, False)


def at(path: str) -> str:
    """The address of a worker's page in the language spoken now; plain, because another process may serve it."""
    return path if speech.language() == ENGLISH else f"{path}?{_QUESTION}={speech.language()}"


def untagged(value: object) -> Markup:
    """Without tags, for an attribute or a title: what is marked as another language is not marked there."""
    return Markup(_TAG.sub("", str(escape(value))))  # noqa: S704 - escaped before


def _choose() -> None:
    wanted = request.blueprint in ROOMS or request.blueprint is None
    asked = wanted and request.args.get(_QUESTION) == WELSH
    welsh = asked and (PREVIEW in request.environ or is_on())
    speech.speak(catalogue.welsh() if welsh else None)


def _carry(endpoint: str, values: MutableMapping[str, object]) -> None:
    """Every address of a worker's page is one in the same language."""
    if (
        speech.language() != ENGLISH
        and endpoint.partition(".")[0] in ROOMS
        and endpoint not in _SAME
    ):
        values.setdefault(_QUESTION, speech.language())


def _other() -> dict[str, str] | None:
    """The switch: the other language, what it is called, and this page in it; None where there is no choice."""
    if request.blueprint not in ROOMS and request.blueprint is not None:
        return None
    if not (is_on() or PREVIEW in request.environ):
        return None
    code = WELSH if speech.language() == ENGLISH else ENGLISH
    return {"code": code, "name": speech.NAMES[code], "href": in_other(_here())}


def _here() -> str:
    """Where this page is asked for again. Never what else stood in an address: pages are kept for everybody."""
    given = request.view_args or {}
    if request.blueprint == "optout":
        return quote(f"/stop/{given.get('code', '')}")
    if request.endpoint == "respond.mangled":
        return "/i"
    if request.blueprint is None or request.endpoint is None:
        return "/"
    return quote(request.path) if request.method in ("GET", "HEAD") else "/answer"


def _script_words() -> Mapping[str, object]:
    """For the pages on which scripts speak; empty in English, which stands in the scripts."""
    here = request.blueprint == "respond" and speech.language() != ENGLISH
    return catalogue.script_words() if here else {}


def in_other(path: str) -> str:
    """The address of a page in the other language."""
    if speech.language() != ENGLISH:
        return path
    return f"{path}?{_QUESTION}={WELSH}"


def is_signed(people: Session) -> bool:
    """Whether somebody stands for the texts as they are now; asked anew."""
    signed = sign_off.standing(people, WELSH)
    return signed is not None and signed.fingerprint == catalogue.fingerprint()


def spoken(people: Session) -> tuple[Speech | None, ...]:
    """The languages of what is printed: Welsh above English where it is signed off."""
    return (catalogue.welsh(), None) if is_signed(people) else (None,)


def _is_signed() -> bool:
    try:
        return is_signed(people_to_read())
    except (SQLAlchemyError, NotHeld):
        return False  # an error page must show even when the database does not answer
