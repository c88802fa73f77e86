"""How pages look: templates, static files, and what every template knows."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from time import monotonic
from typing import cast

from flask import Flask, current_app, request
from flask_security import current_user
from flask_wtf.csrf import CSRFProtect
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from sqlalchemy.exc import SQLAlchemyError
from whitenoise import WhiteNoise

from pulse import brand, headers, navigation
from pulse.access import moment, session
from pulse.access.permissions import ROLE_NAMES
from pulse.extensions import people_to_read
from surveys.clearing import queue
from surveys.clearing.queue import Progress
from surveys.fieldwork import branding, organisation
from surveys.speech import in_words

STATIC = Path(__file__).parent / "static"

#: Seconds for which a process believes what it read of the organisation.
BELIEF = 30.0

csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.autoescape = True
    app.jinja_loader = ChoiceLoader(
        [
            PackageLoader("pulse"),
            PrefixLoader(
                {
                    "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                    "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                }
            ),
        ]
    )
    app.context_processor(_known_to_every_page)
    WTFormsHelpers(app)
    csrf.init_app(app)
    brand.init_app(app)
    with app.app_context():
        forget_organisation()
    # Rooms below may not reach the organisation; whether it is made up they may ask.
    app.extensions["pulse_is_made_up"] = is_made_up
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=STATIC,
        prefix="static/",
        max_age=31_536_000,
        allow_all_origins=False,
        add_headers_function=headers.add_to_static,
    )


@cache
def static_url(name: str) -> str:
    """The address of a static file; it changes when the file does, so browsers may keep it for ever."""
    content = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={content[:12]}"


def the_organisation() -> dict[str, object]:
    """Name, contacts and whether this is a demonstration, read at most every BELIEF seconds a process."""
    read_at, known = current_app.extensions["pulse_organisation"]
    if monotonic() - read_at > BELIEF:
        known = _read_organisation()
        current_app.extensions["pulse_organisation"] = (monotonic(), known)
    return dict(known)


def is_made_up() -> bool:
    """Whether nothing here is anybody's: a demonstration, or one that is about to be set up."""
    known = the_organisation()
    return bool(
        known["demonstration"] if known["set_up"] else current_app.config["PULSE_DEMONSTRATION"]
    )


def forget_organisation() -> None:
    """Believe nothing of the organisation any more: it was changed. Other processes believe it for BELIEF seconds."""
    current_app.extensions["pulse_organisation"] = (-BELIEF, {})


def _read_organisation() -> dict[str, object]:
    try:
        row = organisation.the(people_to_read())
    except SQLAlchemyError:
        row = None  # an error page must show even when the database does not answer
    return {
        "organisation": row.names["en"] if row else "Pulse",
        "names": row.names if row else {"en": "Pulse"},
        "demonstration": row.demonstration if row else False,
        "set_up": row is not None,
        "contacts": row.contacts if row else (),
        "reply_days": row.reply_days if row else 30,
        "brand": brand.of(branding.of(people_to_read())) if row else brand.PLAIN,
    }


def _known_to_every_page() -> dict[str, object]:
    known = the_organisation() | {"static_url": static_url, "staff": None, "nav": None}
    known["organisation"] = in_words(cast("Mapping[str, str]", known["names"]))
    if request.blueprint == "results":
        known |= {"clearing": _clearing}
    if request.blueprint in ("director", "stewards", "witness", "governance", "office", "staff"):
        known |= _known_to_staff()
    return known


def _clearing(wave: str) -> Progress:
    """How far the clearing of a round's comments is. Public, so that nobody buries comments by not reading them; the
    room of the results itself reaches what is published and nothing else."""
    return queue.progress(people_to_read(), wave)


def _known_to_staff() -> dict[str, object]:
    if not current_user.is_authenticated:
        return {}
    ends_in, at_most = session.minutes_left()
    shown = {
        "name": current_user.name,
        "role": ROLE_NAMES[current_user.role],
        "ends_in": ends_in,
        "ends_at": moment.in_minutes(ends_in),
        "lasts_until": moment.in_minutes(at_most),
    }
    return {"staff": shown, "nav": navigation.shown(current_user.role, request.path)}
