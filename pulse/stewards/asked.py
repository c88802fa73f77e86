"""What was asked of a trial, and what was found wrong with it."""

from collections.abc import Sequence
from typing import TypeAlias, cast

from flask import redirect, url_for
from werkzeug.wrappers import Response

from pulse import outbox
from pulse.extensions import people
from pulse.stewards import desk, questions
from surveys.coding import frames, inquiry
from surveys.coding.addition import Addition
from surveys.coding.inquiry import FrameInquiry, Kind, NoSuchInquiry

#: Pairs of a field of the form, or nothing, and what is wrong there.
Errors: TypeAlias = Sequence[tuple[str, str]]


def ask(addition: Addition) -> Response:
    """Ask a job to try it, and show where its answer will stand."""
    own = desk.mine()
    row = inquiry.ask(people(), Kind.TRIAL, own.asking, frames.newest(people()), addition)
    outbox.enqueue(people(), questions.JOBS[Kind.TRIAL], str(row.id))
    people().commit()
    return redirect(url_for("stewards.trial", number=row.id))


def trial(number: int) -> tuple[FrameInquiry, Addition]:
    """One of this reader's own. Raises NoSuchInquiry."""
    row = inquiry.find(people(), number, desk.mine().asking)
    if row.change is None:
        raise NoSuchInquiry("There is no trial of that number.")
    return row, Addition.from_document(row.change)


def mistakes(row: FrameInquiry) -> Errors:
    """For which it could not be made."""
    return [
        (at, said)
        for at, said in cast("list[tuple[str, str]]", (row.answer or {}).get("mistakes", []))
    ]
