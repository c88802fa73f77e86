"""The door of this room: one address that takes an envelope and says in a few words what became of it."""

from flask import Blueprint, Flask

from pulse.cast import trouble

door = Blueprint("cast", __name__)
trouble.init_door(door)


def open_door(app: Flask) -> None:
    """Hang the room's view on its door, and the door on the application."""
    from pulse.cast import cast  # noqa: F401 - importing it hangs it

    app.register_blueprint(door)
