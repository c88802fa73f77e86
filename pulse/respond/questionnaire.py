"""The questionnaire: all on one page where script runs, else a step a page. Made once a wave, served as bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import Response, render_template
from markupsafe import Markup, escape

from pulse.respond import frame, steps
from pulse.respond.rounds import Round
from pulse.respond.steps import Step
from pulse.respond.typed import Typed, reader_field
from surveys.instruments.instrument import Item, Kind
from surveys.instruments.outline import outline
from surveys.speech import language

#: Sensitive for another reason: nobody is hurt by meaning to leave.
_NO_HARM = ("retention",)


@dataclass(frozen=True)
class Sheet:
    """What stands on one page of questions. No step: all of them. ``changing``: on the way back to the check page."""

    round: Round
    step: Step | None = None
    changing: bool = False
    #: item code -> what is wrong with its answer; the empty code: with the page
    problems: Mapping[str, str] = field(default_factory=dict)
    #: the block these answers go to, for a browser that seals them itself
    block: str = ""
    #: for somebody with a link: no code stands in the form, and no server can take it
    by_link: bool = False

    @property
    def in_browser(self) -> bool:
        """Whether the browser can check and seal by itself: it has all the questions before it."""
        return self.step is None

    @property
    def items(self) -> Sequence[Item]:
        return self.step.items if self.step else self.round.instrument.items

    @property
    def is_last(self) -> bool:
        return self.changing or self.step is None or self.step is self.round.steps[-1]

    @property
    def before_harm(self) -> str | None:
        """The first item here about what was done to somebody: before it stands where to turn."""
        about_harm = (i.code for i in self.items if i.sensitive and i.construct not in _NO_HARM)
        return next(about_harm, None)

    @property
    def heading(self) -> str:
        instrument = self.round.instrument
        if self.step is None:
            return instrument.title_in(language())
        return steps.heading(instrument, self.step)


def page(sheet: Sheet, typed: Typed) -> Response:
    """The page for this person: from the frame, or made by itself where something must stand in it already."""
    here = [item.code for item in sheet.items]
    carried = hidden(typed.without(here))
    if sheet.problems or sheet.changing or typed.has_any(here):
        status = 422 if sheet.problems else 200
        shown = _render(sheet, typed.code, carried, _values(sheet, typed), sheet.block)
        return Response(shown, status)
    number = sheet.step.number if sheet.step else 0
    made = frame.kept(
        ("questions", sheet.round.mark, number),
        lambda: frame.of(
            _render(sheet, frame.gap("code"), frame.gap("carried"), {}, frame.gap("block"))
        ),
    )
    return made.fill(code=typed.code, carried=carried, block=sheet.block)


def link_page(asked: Round) -> Response:
    """The questions for people with a link, the same bytes for all: their block is known to their browser alone."""
    sheet = Sheet(asked, by_link=True)
    made = frame.kept(
        ("link questions", asked.mark),
        lambda: frame.of(_render(sheet, "", Markup(), {}, "")),
    )
    return made.fill()


def hidden(fields: Sequence[tuple[str, str]]) -> Markup:
    """Hidden fields that carry what was typed from page to page: nothing is kept on the server."""
    return Markup(  # noqa: S704 - escaped; Markup's own format takes four times as long
        "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in fields
        )
    )


def _render(
    sheet: Sheet, code: str, carried: Markup, values: Mapping[str, object], block: str
) -> str:
    return render_template(
        "respond/questions.html",
        block=block,
        outline=outline(sheet.round.instrument) if sheet.in_browser else [],
        sheet=sheet,
        asked=sheet.round,
        numbers=steps.numbers(sheet.round.instrument),
        code=code,
        carried=carried,
        values=values,
        lang=language(),
    )


def _values(sheet: Sheet, typed: Typed) -> dict[str, object]:
    """As the question component wants them: a list for what is chosen, a text for what is written."""
    values: dict[str, object] = {name: list(given) for name, given in typed.fields.items()}
    for item in sheet.items:
        if item.kind is Kind.COMMENT:
            values[item.code] = typed.comment(item)
            values[reader_field(item)] = typed.chosen_reader(item)
    return values
