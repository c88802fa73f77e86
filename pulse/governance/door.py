"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("governance", __name__, url_prefix="/rules")


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.governance import (  # noqa: F401 - importing them hangs them
        decide,
        holders,
        overview,
        propose,
    )

    app.register_blueprint(door)
