"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("results", __name__, url_prefix="/results")


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.results import files, page  # noqa: F401 - importing them hangs their views

    app.register_blueprint(door)
