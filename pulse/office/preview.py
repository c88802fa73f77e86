"""Preview: a round's questions on a phone, in the very template that workers get, with no way to send.

The frame's page may be held by ours alone, and its form leads nowhere; the browser is told to send none (``sandbox``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import make_response, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from werkzeug.wrappers import Response

from pulse import headers
from pulse.access.permissions import Role, requires
from pulse.extensions import people
from pulse.office.door import door
from surveys.fieldwork import programme, rotation, waves
from surveys.instruments import minutes
from surveys.instruments.instrument import Instrument, Item

#: As pulse.respond has it: nobody is hurt by meaning to leave. A test compares the two pages.
_NO_HARM = ("retention",)
_TOKEN = Markup('<input type="hidden" name="csrf_token" value="{}">')


@dataclass(frozen=True)
class Asked:
    """What the template asks of a round; it has no keys here."""

    instrument: Instrument


@dataclass(frozen=True)
class Sheet:
    """All questions on one page, as somebody with a slip and without a script has them."""

    asked: Asked
    step: None = None
    changing: bool = False
    problems: Mapping[str, str] = field(default_factory=dict)
    in_browser: bool = False
    by_link: bool = False
    is_last: bool = True

    @property
    def items(self) -> Sequence[Item]:
        return self.asked.instrument.items

    @property
    def before_harm(self) -> str | None:
        """The first question about what was done to somebody."""
        about_harm = (i.code for i in self.items if i.sensitive and i.construct not in _NO_HARM)
        return next(about_harm, None)

    @property
    def heading(self) -> str:
        return self.asked.instrument.title_in("en")


@door.get("/questions/preview", endpoint="preview")
@requires(Role.OFFICE)
def show_preview() -> Response:
    """The phone, with what it shows and how long that takes."""
    instrument, name, chosen = _wanted()
    made = render_template(
        "office/preview.html",
        name=name,
        minutes=minutes.of(instrument),
        instrument=instrument,
        sheet=url_for("office.preview_sheet", **chosen),
        back=url_for("office.wave", code=chosen["round"])
        if "round" in chosen
        else url_for("office.questions"),
    )
    return headers.frames_own(make_response(made))


@door.get("/questions/preview/page", endpoint="preview_sheet")
@requires(Role.OFFICE)
def show_sheet() -> Response:
    """The questions themselves. No address stands behind any of its buttons and links to rooms."""
    instrument, _, _ = _wanted()
    asked = Asked(instrument)
    closed = (item for item in instrument.closed if item.follows is None)
    made = render_template(
        "respond/questions.html",
        asked=asked,
        sheet=Sheet(asked),
        numbers={item.code: number for number, item in enumerate(closed, start=1)},
        code="",
        carried=_TOKEN.format(generate_csrf()),
        values={},
        lang="en",
        url_for=lambda *_places, **_values: "#",
    )
    return headers.framed_by_own(make_response(made))


def _wanted() -> tuple[Instrument, str, dict[str, Any]]:
    """A round by its code, or a turn by its number, the first otherwise. Raises NoSuchWave."""
    code = request.args.get("round")
    if code:
        wave = waves.find(people(), code)
        return wave.instrument, wave.names["en"], {"round": code}
    turns = rotation.of(people())
    number = max(1, min(request.args.get("turn", 1, type=int), len(turns)))
    name = f"Round {number} of the turns"
    return programme.instrument_for(number, turns), name, {"turn": str(number)}
