"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("watch", __name__)


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application. Raises Unsafe."""
    from pulse.watch import (  # noqa: F401 - importing them hangs them
        health,
        metrics,
        ready,
    )

    app.register_blueprint(door)
