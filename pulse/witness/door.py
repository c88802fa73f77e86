"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("witness", __name__, url_prefix="/checks")


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.witness import (  # noqa: F401 - importing them hangs them
        accounts,
        audits,
        checks,
        confirm,
    )

    app.register_blueprint(door)
