"""Checking: the answers in words before they are sent, sealed already, so that a repeated Send is the same ballot.

Keeps docs/promise.md#comments: comments are redacted here, their author covers more, and what is sealed is what is shown.
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping

from flask import Response, render_template

from pulse.respond import code_page, frame, review, steps
from pulse.respond.admission import admit, posted
from pulse.respond.door import door
from pulse.respond.problems import before_sending
from pulse.respond.questionnaire import Sheet, hidden, page
from pulse.respond.rounds import Round
from pulse.respond.typed import Typed, choice_fields
from surveys.comments.choices import Approved, approved
from surveys.comments.readers import Reader
from surveys.errors import Refusal
from surveys.responses.packing import Comment, TooLong, pack
from surveys.responses.seal import seal
from surveys.speech import say


@door.post("/answer/check")
def check() -> Response:
    """The check page; or the questions again, with what must be put right."""
    typed = posted()
    try:
        found, asked = admit(typed)
    except Refusal as refusal:
        return code_page.again(typed, refusal)
    typed, impossible = typed.only(asked.instrument).possible(asked.instrument)
    wrong = impossible or before_sending(asked.instrument, typed)
    if wrong:
        return page(_where(asked, typed, wrong, found.block), typed)
    return _page(asked, typed, found.block)


def _page(asked: Round, typed: Typed, block: str) -> Response:
    answers = typed.answers(asked.instrument)
    said = _approved(asked, typed)
    try:
        packed = pack(answers, _comments(asked, typed, said))
    except TooLong as refusal:
        return page(_where(asked, typed, {refusal.item: _too_long(refusal)}, block), typed)
    ciphertext = seal(asked.keys.sealing_key, asked.code, block, packed)
    made = frame.kept(
        ("check", asked.mark, typed.script),
        lambda: frame.of(
            render_template("respond/check.html", gap=frame.gap, one_page=typed.script)
        ),
    )
    shown = review.sections(asked, typed, answers, said)
    wrong = review.problems(asked, said)
    not_found = [words for one in said.values() for words in one.not_found]
    filled = made.fill(
        code=typed.code,
        ballot=urlsafe_b64encode(ciphertext).decode(),
        covered=typed.covering(but=not_found),
        problems=frame.piece("respond/problems.html", problems=wrong) if wrong else "",
        carried=hidden(_carried(asked, typed, said)),
        answers=frame.piece("respond/answers.html", sections=shown),
    )
    filled.status_code = 422 if wrong else 200
    return filled


def _approved(asked: Round, typed: Typed) -> dict[str, Approved]:
    """Each written comment as it will be read. Blank ones are left out."""
    written = ((item, typed.comment(item)) for item in asked.instrument.comments)
    return {item.code: approved(text, typed.choices(item)) for item, text in written if text}


def _comments(asked: Round, typed: Typed, said: Mapping[str, Approved]) -> list[Comment]:
    """Of a comment that nobody reads nothing is asked for: there is nobody to ask."""
    return [
        Comment(item.code, one.text, reader, () if reader is Reader.TOPIC_ONLY else one.kept)
        for item in asked.instrument.comments
        if (one := said.get(item.code))
        for reader in [typed.reader(item)]
    ]


def _carried(asked: Round, typed: Typed, said: Mapping[str, Approved]) -> list[tuple[str, str]]:
    """What was typed, but for what the page itself has boxes for."""
    comments = [item for item in asked.instrument.comments if item.code in said]
    here = {name for item in comments for name in choice_fields(item)}
    return [(name, value) for name, value in typed.without([]) if name not in here]


def _too_long(refusal: TooLong) -> str:
    if refusal.both:
        return str(refusal)
    return say(
        "With names covered, %(refusal)s", refusal=f"{str(refusal)[0].lower()}{str(refusal)[1:]}"
    )


def _where(asked: Round, typed: Typed, wrong: Mapping[str, str], block: str) -> Sheet:
    """The page on which the first of these is put right."""
    if typed.script:
        return Sheet(asked, problems=wrong, block=block)
    code = next(iter(wrong))
    step = steps.holding(asked.steps, code) if code else asked.steps[0]
    return Sheet(asked, step, changing=bool(code), problems=wrong)
