"""The door of this room: its blueprint."""

from flask import Blueprint, Flask

door = Blueprint("office", __name__, url_prefix="/office")


def open_door(app: Flask) -> None:
    """Hang the room's views on its door, and the door on the application."""
    from pulse.office import (  # noqa: F401 - importing them hangs them
        account_page,
        accounts,
        addresses,
        audit_page,
        branding_page,
        change_unit,
        hand_over,
        headcounts,
        held,
        jobs_page,
        keys_page,
        languages,
        letters,
        move_round,
        organisation_page,
        overview,
        papers,
        plan_round,
        poster_page,
        preview,
        programme,
        questions,
        roster,
        round_page,
        round_questions,
        rounds,
        units,
        welsh_preview,
    )

    app.register_blueprint(door)
