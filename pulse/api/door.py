"""The door of this room: its blueprint, and how a table hangs on it under both of its addresses."""

from collections.abc import Callable
from typing import Final, TypeVar

from flask import Blueprint, Flask

door = Blueprint("api", __name__, url_prefix="/api/v1")

#: Behind an address it asks for CSV, whatever the program says it accepts.
CSV: Final = ".csv"

View = TypeVar("View", bound=Callable[..., object])


def table(address: str) -> Callable[[View], View]:
    """Hang a view on its address, plain and with the ending of a CSV file. The API only reads: there is no other method."""

    def hang(view: View) -> View:
        for ending in ("", CSV):
            door.add_url_rule(
                address + ending,
                view_func=view,  # type: ignore[arg-type]  # answers as Flask wants it
                methods=["GET"],
                provide_automatic_options=False,
            )
        return view

    return hang


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.api import (  # noqa: F401 - importing them hangs their views
        actions,
        figures,
        groups,
        openapi,
        releases,
        themes,
    )

    app.register_blueprint(door)
