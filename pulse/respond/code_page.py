"""The code page: the promise, where to get help, and a field for the code; again when a code is refused."""

from flask import Response, render_template

from pulse.extensions import ballot_to_read, people_to_read
from pulse.respond import frame, rounds
from pulse.respond.questionnaire import hidden
from pulse.respond.rounds import Round
from pulse.respond.typed import Typed
from surveys.errors import Refusal


def page() -> Response:
    """The page for everybody, the same bytes as long as the round is open."""
    asked = rounds.open_now(people_to_read, ballot_to_read)
    if asked is None:
        return Response(render_template("respond/none_open.html"))
    return frame.kept(("code", asked.mark), lambda: frame.of(_render(asked))).fill()


def again(typed: Typed, refusal: Refusal, *, unsent: bool = False) -> Response:
    """The page for a code that was refused: says why beside the field, and loses nothing that was typed."""
    asked = rounds.open_now(people_to_read, ballot_to_read)
    return Response(_render(asked, typed, error=str(refusal), unsent=unsent), 422)


def _render(
    asked: Round | None, typed: Typed | None = None, *, error: str = "", unsent: bool = False
) -> str:
    return render_template(
        "respond/code.html",
        asked=asked,
        code=typed.code if typed else "",
        carried=hidden(typed.without([])) if typed else "",
        written=typed.longest() if typed else (),
        error=error,
        unsent=unsent,
    )
