"""The website. ``create_app`` is its only way in."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import Engine

if TYPE_CHECKING:
    from pulse.config import Settings


def create_app(source: Mapping[str, str] | None = None) -> Flask:
    """The application, with settings from the environment or, in tests, from a mapping. Raises config.Unsafe.

    With the environment's settings a server does not start unless they are safe (``pulse.safety``).
    """
    from pulse.config import Door, Settings
    from pulse.safety import start

    settings = Settings.read(source)
    app = _the_ballots_door(settings) if settings.casts_alone else _the_house(settings, source)
    if Door.OFFICE in settings.doors:  # among them the job runner, which sends the letters
        from pulse import notify, postbox

        postbox.init_app(app, source)
        notify.init_app(app, source)
    start.refuse_unsafe_server(app)
    return app


def _the_ballots_door(settings: "Settings") -> Flask:
    """A bare application: no people, no key, no session, no page, and none of their code."""
    from pulse.cast.alone import alone
    from pulse.cli.check import check

    app = alone(settings)
    app.cli.add_command(check)
    return app


def _the_house(settings: "Settings", source: Mapping[str, str] | None) -> Flask:
    from pulse import drawn, errors, extensions, headers, language, look
    from pulse.access import demands, session, single_sign_on
    from pulse.cli import commands
    from pulse.seen import lines, staff_rooms

    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        PULSE_ADDRESS=settings.address,
        PULSE_CONTACT=settings.contact,
        PULSE_DATA=str(settings.data),
        PULSE_DEMONSTRATION=settings.demonstration,
        MAX_CONTENT_LENGTH=8 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        SESSION_COOKIE_SECURE=settings.address.startswith("https://"),
        WTF_CSRF_TIME_LIMIT=None,
        TRAP_HTTP_EXCEPTIONS=False,
    )
    extensions.init_app(app, settings)
    if settings.moment is not None:
        _keep_real_time(app.extensions["pulse"].people)
    lines.init_app(settings, source)
    headers.init_app(app)
    language.init_app(app)
    errors.init_app(app)
    if settings.secret_key is not None:
        demands.init_app(app, source)
        single_sign_on.init_app(app, source)
        session.init_app(app)
    look.init_app(app)
    drawn.init_app(app)
    commands.init_app(app)
    _open_rooms(app, settings)
    staff_rooms.init_app(app)
    return app


def _keep_real_time(people: Engine) -> None:
    """Give the process real time again, and raise Unsafe, where the database holds a real survey."""
    from sqlalchemy.orm import Session

    from pulse.config import Unsafe
    from surveys import clock
    from surveys.fieldwork import organisation

    with Session(people) as session:
        real = organisation.is_real(session)
    people.dispose()  # gunicorn forks next, and workers must not share a connection
    if real:
        clock.fix(None)
        raise Unsafe(
            "This database holds a real survey, and a real survey keeps real time. Remove PULSE_CLOCK."
        )


def _open_rooms(app: Flask, settings: "Settings") -> None:
    """Each room has a door.py: its blueprint ``door``, and ``open_door(app)``, which hangs the room's views on it."""
    from pulse.config import Door
    from pulse.look import csrf

    for name in Door:
        if name in settings.doors:
            room = import_module(f"pulse.{name}.door")
            room.open_door(app)
            if name in (Door.CAST, Door.API, Door.OPTOUT):
                # An envelope, a key and a code carry their own authority.
                csrf.exempt(room.door)
