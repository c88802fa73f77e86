"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("pages", __name__)


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.pages import (  # noqa: F401 - importing them hangs them
        ceremony,
        home,
        key_documents,
        promise,
        protected,
        texts,
    )

    app.register_blueprint(door)
