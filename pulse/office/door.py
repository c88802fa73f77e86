"""The door of this room: its blueprint."""

from itertools import chain

from flask import Blueprint, Flask, abort, request

door = Blueprint("office", __name__, url_prefix="/office")


@door.before_request
def refuse_zero_bytes() -> None:
    """No keyboard types one, no page can show one, and PostgreSQL keeps none."""
    sent = chain(request.args.lists(), request.form.lists())
    if any("\x00" in text for name, values in sent for text in (name, *values)):
        abort(400, "What was sent holds a sign that cannot be kept. Go back and type it anew.")


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
        language_names,
        language_preview,
        language_texts,
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
    )

    app.register_blueprint(door)
