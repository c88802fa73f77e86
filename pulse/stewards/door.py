"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("stewards", __name__, url_prefix="/stewards")


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.stewards import (  # noqa: F401 - importing them hangs them
        ask_withdrawal,
        clear,
        codebook,
        comments,
        decide,
        frame,
        guidance,
        hide,
        overlooked,
        piles,
        publish,
        show,
        side_by_side,
        take,
        trials,
        views,
        withdrawals,
    )

    app.register_blueprint(door)
