"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("optout", __name__)


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.optout import stop  # noqa: F401 - importing it hangs it

    app.register_blueprint(door)
