"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("witness", __name__, url_prefix="/checks")


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.witness import audits, checks, confirm  # noqa: F401 - importing them hangs them

    app.register_blueprint(door)
