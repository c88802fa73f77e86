"""Review: what will be sent, in words, for its author to check. A comment stands there as its readers will see it.

Keeps docs/promise.md#comments: the author sees every mark before sending, and who may read the comment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from pulse.respond import steps
from pulse.respond.questionnaire import LANGUAGE
from pulse.respond.rounds import Round
from pulse.respond.typed import Typed
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


@dataclass(frozen=True)
class Row:
    """A question and its answer; no answer: it was left out."""

    asked: str
    answer: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Rows that are changed together. No step: everything is changed on one page."""

    rows: tuple[Row, ...]
    step: int = 0
    heading: str = ""


def sections(
    asked: Round, typed: Typed, answers: Answers, redacted: Mapping[str, Redaction]
) -> Sequence[Section]:
    """The answers in words, in the order they were asked; follow-ups that do not apply are left out."""

    def rows(items: Sequence[Item]) -> tuple[Row, ...]:
        return tuple(_rows(items, typed, answers, redacted))

    if typed.script:
        return (Section(rows(asked.instrument.items)),)
    return tuple(
        Section(rows(step.items), step.number, steps.heading(asked.instrument, step, LANGUAGE))
        for step in asked.steps
    )


def _rows(
    items: Sequence[Item], typed: Typed, answers: Answers, redacted: Mapping[str, Redaction]
) -> Iterator[Row]:
    for item in items:
        if item.kind is Kind.COMMENT:
            yield _comment(item, typed, redacted.get(item.code))
        elif is_asked(item, answers):
            yield Row(item.text_in(LANGUAGE), _closed(item, typed, answers))


def _closed(item: Item, typed: Typed, answers: Answers) -> str:
    if PREFER_NOT in typed.fields.get(item.code, ()):
        return "Prefer not to say"
    given = chosen(answers.get(item.code, ()))
    return "; ".join(o.text_in(LANGUAGE) for o in item.options if o.value in given)


def _comment(item: Item, typed: Typed, redaction: Redaction | None) -> Row:
    if redaction is None:
        return Row(item.text_in(LANGUAGE), "")
    note = f"Who may read it: {READ_BY[typed.reader(item)]}."
    if redaction.marks:
        note += " We covered what may say who somebody is. If the sense is lost, change your words."
    return Row(item.text_in(LANGUAGE), _marked(redaction.text), note)


def _marked(text: str) -> Markup:
    """The text with its marks set off. A mark has no character that HTML minds, so escaping leaves it whole."""
    return Markup(MARK.sub(r'<mark class="pulse-mask">\g<0></mark>', str(escape(text))))  # noqa: S704 - escaped
