"""Welsh preview: a worker's page in Welsh before anybody has signed it off, for the office alone.

The page is made as for a worker, by the same views, without the cookie of whoever is logged in. Its links lead to the
pages as workers see them.
"""

from dataclasses import dataclass

from flask import Response, abort, current_app, request
from werkzeug.test import Client, EnvironBuilder

from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.language import PREVIEW
from pulse.office.door import door
from surveys.fieldwork import waves
from surveys.fieldwork.waves import State
from surveys.speech import WELSH


@dataclass(frozen=True)
class Shown:
    """A page that can be looked at."""

    title: str
    path: str


def pages() -> tuple[Shown, ...]:
    """Every page of a worker that is there to be asked for; what comes after a code has no address of its own."""
    found = [
        Shown("First page", "/"),
        Shown("Code page", "/answer"),
        Shown("Page behind a link", "/i"),
    ]
    for wave in waves.every(people()):
        if wave.state is State.OPEN:
            found.append(Shown(f"Questions of {wave.names['en']}", f"/i/questions/{wave.code}"))
            found.append(Shown("Thank you", f"/answer/thanks/{wave.code}"))
    return (
        *found,
        Shown("Results", "/results"),
        Shown("What we promise", "/promise"),
        Shown("How numbers are protected", "/how-numbers-are-protected"),
        Shown("Where to get help", "/help"),
        Shown("Whistleblowing", "/whistleblowing"),
        Shown("Accessibility", "/accessibility"),
    )


@door.get("/languages/preview", endpoint="welsh_preview")
@requires(Role.OFFICE)
def show_preview() -> Response:
    """One of them, by its path."""
    wanted = request.args.get("page", "")
    if wanted not in {page.path for page in pages()}:
        abort(404)
    asking = EnvironBuilder(
        path=wanted,
        query_string={"lang": WELSH},
        base_url=request.host_url,
        environ_overrides={PREVIEW: True},
    )
    made = Client(current_app.wsgi_app, use_cookies=False).open(asking)
    return Response(made.get_data(), made.status_code, mimetype="text/html")
