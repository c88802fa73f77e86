"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("staff", __name__, url_prefix="/staff")


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.staff import (  # noqa: F401 - importing them hangs them
        confirm,
        join,
        keys,
        log_in,
        log_out,
        own_account,
        own_factor,
        own_password,
        second_step,
        single_sign_on,
        stay,
    )

    app.register_blueprint(door)
