"""The website. ``create_app`` is its only way in."""

from collections.abc import Mapping

from flask import Flask
from sqlalchemy import Engine


def create_app(source: Mapping[str, str] | None = None) -> Flask:
    """The application, with settings from the environment or, in tests, from a mapping. Raises config.Unsafe."""
    from pulse import errors, extensions, headers, look
    from pulse.access import session
    from pulse.cli import commands
    from pulse.config import Settings

    settings = Settings.read(source)
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        PULSE_ADDRESS=settings.address,
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
    headers.init_app(app)
    errors.init_app(app)
    session.init_app(app)
    look.init_app(app)
    commands.init_app(app)
    _open_rooms(app)
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


def _open_rooms(app: Flask) -> None:
    """Each room has a door.py: its blueprint ``door``, and ``open_door(app)``, which hangs the room's views on it."""
    from pulse.cast.door import open_door as open_cast
    from pulse.director.door import open_door as open_director
    from pulse.office.door import open_door as open_office
    from pulse.pages.door import open_door as open_pages
    from pulse.respond.door import open_door as open_respond
    from pulse.results.door import open_door as open_results
    from pulse.staff.door import open_door as open_staff
    from pulse.stewards.door import open_door as open_stewards

    for open_door in (
        open_pages,
        open_respond,
        open_cast,
        open_results,
        open_staff,
        open_director,
        open_stewards,
        open_office,
    ):
        open_door(app)
