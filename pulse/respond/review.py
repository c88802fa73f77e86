"""Review: what will be sent, in words, for its author to check. A comment stands there as its readers will see it.

Keeps docs/promise.md#comments: the author sees every mark before sending, and who may read the comment.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from pulse.respond import frame, steps
from pulse.respond.rounds import Round
from pulse.respond.typed import Typed, choice_fields
from surveys.comments.choices import Approved
from surveys.comments.describing import may_describe
from surveys.comments.kept import MOST_KEPT
from surveys.comments.readers import Reader
from surveys.comments.span import HIDDEN, MARK
from surveys.instruments.answers import PREFER_NOT, Answers, chosen, is_asked
from surveys.instruments.instrument import Item, Kind
from surveys.speech import language, mark, say

#: As components/comment.html offers them (a test compares).
READ_BY: Mapping[Reader, str] = {
    Reader.TOPIC_ONLY: mark("Counted by topic, read by no person"),
    Reader.UNION: mark("The union"),
    Reader.UNION_AND_PSW: mark("The union and the principal social worker"),
    Reader.DIRECTORS: mark("The union, the principal social worker and directors"),
}

#: As assets/answering/check_page.js has them (a test compares).
COVERED = mark("We covered what may say who somebody is. If the sense is lost, change your words.")
DESCRIBING = mark(
    "These words may describe you so that others know who wrote them. We cannot cover a description: change it, or leave it out."
)


NOT_FOUND = mark("These words are not in your comment. Type them as they stand there.")
TOO_MANY = mark("Ask for at most %(most)s things in one comment. The others stay covered.")


@dataclass(frozen=True)
class Section:
    """Lines that are changed together. No step: everything is changed on one page."""

    rows: tuple[Markup, ...]
    step: int = 0
    heading: str = ""


def sections(
    asked: Round, typed: Typed, answers: Answers, said: Mapping[str, Approved]
) -> Sequence[Section]:
    """The answers in words, in the order they were asked; follow-ups that do not apply are left out."""

    def rows(items: Sequence[Item]) -> tuple[Markup, ...]:
        return tuple(_rows(items, asked, typed, answers, said))

    if typed.script:
        return (Section(rows(asked.instrument.items)),)
    return tuple(
        Section(rows(step.items), step.number, steps.heading(asked.instrument, step))
        for step in asked.steps
    )


def problems(asked: Round, said: Mapping[str, Approved]) -> list[tuple[str, str]]:
    """(field, what is wrong) of what an author wants covered or shown."""
    found = []
    for item in asked.instrument.comments:
        one, (hide, keep) = said.get(item.code), choice_fields(item)
        if one and one.not_found:
            found.append((hide, say(NOT_FOUND)))
        if one and one.too_many:
            found.append((keep, say(TOO_MANY, most=MOST_KEPT)))
    return found


def _rows(
    items: Sequence[Item],
    asked: Round,
    typed: Typed,
    answers: Answers,
    said: Mapping[str, Approved],
) -> Iterator[Markup]:
    for item in items:
        if item.kind is Kind.COMMENT:
            yield _comment(item, typed, said.get(item.code))
        elif is_asked(item, answers):
            yield _closed(item, typed, answers, _offered(asked, language())[item.code])


def _line(asked: str, answer: str, note: str = "") -> Markup:
    return frame.piece("respond/answer_line.html", asked=asked, answer=answer, note=note)


def _closed(item: Item, typed: Typed, answers: Answers, lines: Mapping[str, Markup]) -> Markup:
    if PREFER_NOT in typed.fields.get(item.code, ()):
        return lines[PREFER_NOT]
    given = chosen(answers.get(item.code, ()))
    if len(given) > 1:
        words = "; ".join(o.text_in(language()) for o in item.options if o.value in given)
        return _line(item.text_in(language()), words)
    return lines[next(iter(given), "")]


@lru_cache(maxsize=8)
def _offered(asked: Round, spoken: str) -> Mapping[str, Mapping[str, Markup]]:
    """Item -> answer -> its line, for every answer on offer: what is kept here depends on nobody's answer."""
    lines = {}
    for item in asked.instrument.closed:
        texts = {"": "", PREFER_NOT: say("Prefer not to say")}
        texts |= {option.value: option.text_in(spoken) for option in item.options}
        lines[item.code] = {k: _line(item.text_in(spoken), v) for k, v in texts.items()}
    return lines


def _comment(item: Item, typed: Typed, said: Approved | None) -> Markup:
    if said is None:
        return _line(item.text_in(language()), "")
    reader = typed.reader(item)
    note = say("Who may read it: %(readers)s.", readers=say(READ_BY[reader]))
    if said.covered:
        note += f" {say(COVERED)}"
    if may_describe(said.text):
        note += f" {say(DESCRIBING)}"
    hide, keep = choice_fields(item)
    return frame.piece(
        "respond/comment_line.html",
        asked=item.text_in(language()),
        text=_marked(said.text),
        note=note,
        said=said,
        not_found=say(NOT_FOUND) if said.not_found else "",
        too_many=say(TOO_MANY, most=MOST_KEPT) if said.too_many else "",
        hide=hide,
        keep=keep,
        hidden_mark=HIDDEN,
        nobody=reader is Reader.TOPIC_ONLY,
    )


def _marked(text: str) -> Markup:
    """The text with its marks set off. A mark has no character that HTML minds, so escaping leaves it whole."""
    return Markup(MARK.sub(r'<mark class="pulse-mask">\g<0></mark>', str(escape(text))))  # noqa: S704 - escaped
