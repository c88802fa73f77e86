"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("office", __name__, url_prefix="/office")


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    app.register_blueprint(door)
