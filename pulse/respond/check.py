"""Checking: the answers in words before they are sent, sealed already, so that a repeated Send is the same ballot.

Keeps docs/promise.md#comments: comments are redacted here, and what is sealed is what is shown.
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
from pulse.respond.typed import Typed
from surveys.comments.redact import Redaction, redact
from surveys.errors import Refusal
from surveys.responses.packing import Comment, TooLong, pack
from surveys.responses.seal import seal


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
    redacted = _redacted(asked, typed)
    try:
        packed = pack(answers, _comments(asked, typed, redacted))
    except TooLong as refusal:
        wrong = {refusal.item: f"With names covered, {str(refusal)[0].lower()}{str(refusal)[1:]}"}
        return page(_where(asked, typed, wrong, block), typed)
    ciphertext = seal(asked.keys.sealing_key, asked.code, block, packed)
    made = frame.kept(
        ("check", asked.mark, typed.script),
        lambda: frame.of(
            render_template("respond/check.html", gap=frame.gap, one_page=typed.script)
        ),
    )
    shown = review.sections(asked, typed, answers, redacted)
    return made.fill(
        code=typed.code,
        ballot=urlsafe_b64encode(ciphertext).decode(),
        carried=hidden(typed.without([])),
        answers=frame.piece("respond/answers.html", sections=shown),
    )


def _redacted(asked: Round, typed: Typed) -> dict[str, Redaction]:
    """Each written comment as it will be read. Blank ones are left out."""
    written = ((item.code, typed.comment(item)) for item in asked.instrument.comments)
    return {code: redact(text) for code, text in written if text}


def _comments(asked: Round, typed: Typed, redacted: Mapping[str, Redaction]) -> list[Comment]:
    return [
        Comment(item.code, redacted[item.code].text, typed.reader(item))
        for item in asked.instrument.comments
        if item.code in redacted
    ]


def _where(asked: Round, typed: Typed, wrong: Mapping[str, str], block: str) -> Sheet:
    """The page on which the first of these is put right."""
    if typed.script:
        return Sheet(asked, problems=wrong, block=block)
    code = next(iter(wrong))
    step = steps.holding(asked.steps, code) if code else asked.steps[0]
    return Sheet(asked, step, changing=bool(code), problems=wrong)
