"""Language preview: a worker's page in Welsh before anybody has signed it off, for the office alone.

The page is made as for a worker, by the same views, and stands in a frame as wide as a phone. Only pages of rooms that
this process serves can be looked at: another may serve those of workers.
"""

from dataclasses import dataclass

from flask import abort, current_app, make_response, render_template
from werkzeug.wrappers import Response

from pulse import headers, language
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office.door import door
from surveys.fieldwork import waves
from surveys.fieldwork.waves import State
from surveys.speech import WELSH


@dataclass(frozen=True)
class Shown:
    """A page that can be looked at: what it is called, where it is, the room that serves it."""

    title: str
    path: str
    room: str


#: The pages that are there whether a round is open or not, by a name for the address.
PAGES = {
    "home": Shown("First page", "/", "pages"),
    "answer": Shown("Typing a code", "/answer", "respond"),
    "link": Shown("Page behind a link", "/i", "respond"),
    "promise": Shown("What we promise", "/promise", "pages"),
    "results": Shown("Results", "/results", "results"),
    "protected": Shown("How numbers are protected", "/how-numbers-are-protected", "pages"),
    "help": Shown("Where to get help", "/help", "pages"),
    "whistleblowing": Shown("Whistleblowing", "/whistleblowing", "pages"),
    "accessibility": Shown("Accessibility", "/accessibility", "pages"),
}


def served() -> dict[str, Shown]:
    """Name -> page, of those that this process serves. What comes after a code has no address but for its questions."""
    every = dict(PAGES)
    for wave in waves.every(people()):
        if wave.state is State.OPEN:
            named, code = wave.names["en"], wave.code
            questions = Shown(f"Questions of {named}", f"/i/questions/{code}", "respond")
            thanks = Shown(f"Thank you, {named}", f"/answer/thanks/{code}", "respond")
            every |= {f"questions-{code}": questions, f"thanks-{code}": thanks}
    return {name: page for name, page in every.items() if page.room in current_app.blueprints}


@door.get("/languages/preview/<name>", endpoint="language_preview")
@requires(Role.OFFICE)
def show_page(name: str) -> Response:
    """One of them in its frame."""
    here = served()
    if name not in here:
        abort(404)
    made = render_template("office/language_preview.html", name=name, pages=here)
    return headers.frames_own(make_response(made))


@door.get("/languages/preview/<name>/page", endpoint="language_sheet")
@requires(Role.OFFICE)
def show_sheet_in_welsh(name: str) -> Response:
    """What stands in the frame: the very page, asked for as a worker would, by a request that carries no cookie."""
    here = served()
    if name not in here:
        abort(404)
    worker = current_app.test_client(use_cookies=False)
    got = worker.get(
        here[name].path, query_string={"lang": WELSH}, environ_overrides={language.PREVIEW: True}
    )
    response = make_response(got.get_data())
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    return headers.framed_by_own(response)
