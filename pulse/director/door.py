"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("director", __name__, url_prefix="/director")


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.director import (  # noqa: F401 - importing them hangs them
        action,
        actions,
        answers,
        change,
        comments,
        files,
        heatmap,
        side_by_side,
        standing,
        theme,
        themes,
        trends,
        write,
    )

    app.register_blueprint(door)
