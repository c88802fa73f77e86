"""Review: what will be sent, in words, for its author to check. A comment stands there as its readers will see it.

Keeps docs/promise.md#comments: the author sees every mark before sending, and who may read the comment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from pulse.respond import frame, steps
from pulse.respond.questionnaire import LANGUAGE
from pulse.respond.rounds import Round
from pulse.respond.typed import Typed
from surveys.comments.describing import may_describe
from surveys.comments.readers import Reader
from surveys.comments.redact import Redaction
from surveys.comments.span import MARK
from surveys.instruments.answers import PREFER_NOT, Answers, chosen, is_asked
from surveys.instruments.instrument import Item, Kind

#: As components/comment.html offers them (a test compares).
READ_BY: Mapping[Reader, str] = {
    Reader.TOPIC_ONLY: "Counted by topic, read by no person",
    Reader.UNION: "The union",
    Reader.UNION_AND_PSW: "The union and the principal social worker",
    Reader.DIRECTORS: "Those two, and also directors",
}

#: As assets/answering/check_page.js has it (a test compares).
DESCRIBING = "These words may describe you so that others know who wrote them. We cannot cover a description: change it, or leave it out."


@dataclass(frozen=True)
class Section:
    """Lines that are changed together. No step: everything is changed on one page."""

    rows: tuple[Markup, ...]
    step: int = 0
    heading: str = ""


def sections(
    asked: Round, typed: Typed, answers: Answers, redacted: Mapping[str, Redaction]
) -> Sequence[Section]:
    """The answers in words, in the order they were asked; follow-ups that do not apply are left out."""

    def rows(items: Sequence[Item]) -> tuple[Markup, ...]:
        return tuple(_rows(items, asked, typed, answers, redacted))

    if typed.script:
        return (Section(rows(asked.instrument.items)),)
    return tuple(
        Section(rows(step.items), step.number, steps.heading(asked.instrument, step, LANGUAGE))
        for step in asked.steps
    )


def _rows(
    items: Sequence[Item],
    asked: Round,
    typed: Typed,
    answers: Answers,
    redacted: Mapping[str, Redaction],
) -> Iterator[Markup]:
    for item in items:
        if item.kind is Kind.COMMENT:
            yield _comment(item, typed, redacted.get(item.code))
        elif is_asked(item, answers):
            yield _closed(item, typed, answers, _offered(asked)[item.code])


def _line(asked: str, answer: str, note: str = "") -> Markup:
    return frame.piece("respond/answer_line.html", asked=asked, answer=answer, note=note)


def _closed(item: Item, typed: Typed, answers: Answers, lines: Mapping[str, Markup]) -> Markup:
    if PREFER_NOT in typed.fields.get(item.code, ()):
        return lines[PREFER_NOT]
    given = chosen(answers.get(item.code, ()))
    if len(given) > 1:
        words = "; ".join(o.text_in(LANGUAGE) for o in item.options if o.value in given)
        return _line(item.text_in(LANGUAGE), words)
    return lines[next(iter(given), "")]


@lru_cache(maxsize=8)
def _offered(asked: Round) -> Mapping[str, Mapping[str, Markup]]:
    """Item -> answer -> its line, for every answer on offer: what is kept here depends on nobody's answer."""
    lines = {}
    for item in asked.instrument.closed:
        texts = {"": "", PREFER_NOT: "Prefer not to say"}
        texts |= {option.value: option.text_in(LANGUAGE) for option in item.options}
        lines[item.code] = {k: _line(item.text_in(LANGUAGE), v) for k, v in texts.items()}
    return lines


def _comment(item: Item, typed: Typed, redaction: Redaction | None) -> Markup:
    if redaction is None:
        return _line(item.text_in(LANGUAGE), "")
    note = f"Who may read it: {READ_BY[typed.reader(item)]}."
    if redaction.marks:
        note += " We covered what may say who somebody is. If the sense is lost, change your words."
    if may_describe(redaction.text):
        note += f" {DESCRIBING}"
    return _line(item.text_in(LANGUAGE), _marked(redaction.text), note)


def _marked(text: str) -> Markup:
    """The text with its marks set off. A mark has no character that HTML minds, so escaping leaves it whole."""
    return Markup(MARK.sub(r'<mark class="pulse-mask">\g<0></mark>', str(escape(text))))  # noqa: S704 - escaped
