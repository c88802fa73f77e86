"""The door of this room: its blueprint. A form here carries its own authority, the code, and no cookie is set."""

from flask import Blueprint, Flask

from pulse.look import csrf

door = Blueprint("respond", __name__)


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.respond import (  # noqa: F401 - importing them hangs them
        answer,
        check,
        invitation,
        issue,
        send,
        thanks,
    )

    csrf.exempt(door)
    app.register_blueprint(door)
