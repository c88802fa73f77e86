"""Opening the questions with a code. Codes come by POST alone: one in an address is not looked at."""

from flask import Response, request

from pulse.respond import code_page
from pulse.respond.admission import admit, posted
from pulse.respond.door import door
from pulse.respond.problems import problems
from pulse.respond.questionnaire import Sheet, page
from pulse.respond.rounds import Round
from pulse.respond.typed import Typed
from surveys.errors import Refusal


@door.get("/answer")
def begin() -> Response:
    """The code page."""
    return code_page.page()


@door.post("/answer")
def questions() -> Response:
    """The questions for this code: all on one page where script runs, else the next short step."""
    typed = posted()
    try:
        found, asked = admit(typed)
    except Refusal as refusal:
        return code_page.again(typed, refusal)
    typed = typed.only(asked.instrument)
    return page(Sheet(asked, block=found.block) if typed.script else _step(asked, typed), typed)


def _step(asked: Round, typed: Typed) -> Sheet:
    """The step that comes next: first, after or before the one just answered, or one to be changed."""
    go, done = request.form.get("go", ""), _number(request.form.get("step"), asked)
    if go.isdecimal():
        return Sheet(asked, asked.steps[_number(go, asked) - 1], changing=True)
    if not done:
        return Sheet(asked, asked.steps[0])
    here = asked.steps[done - 1]
    if go == "stay":  # in the other language
        return Sheet(asked, here)
    if go == "back":
        return Sheet(asked, asked.steps[max(done - 2, 0)])
    _, impossible = typed.possible(asked.instrument)
    found = {**impossible, **problems(asked.instrument, typed)}
    wrong = {k: v for k, v in found.items() if k in here.codes}
    if wrong:
        return Sheet(asked, here, problems=wrong)
    return Sheet(asked, asked.steps[min(done, len(asked.steps) - 1)])


def _number(text: str | None, asked: Round) -> int:
    """The number of a step, or 0 for what is none."""
    number = int(text) if text and text.isdecimal() and len(text) < 4 else 0
    return number if number <= len(asked.steps) else 0
