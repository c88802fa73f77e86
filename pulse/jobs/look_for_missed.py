"""Look what the code frame misses in the released comments that a steward may read."""

from sqlalchemy.orm import Session

from surveys.coding import frame, missed
from surveys.coding.inquiry import FrameInquiry
from surveys.comments.readers import Reader
from surveys.fieldwork.pledge import Pledge
from surveys.keyring import Keyring
from surveys.reports import readable, rounds


def run(people: Session, ballot: Session, keyring: Keyring, number: str) -> str:  # noqa: ARG001 - every job takes them
    """Answer it; one that is gone or answered is left as it is."""
    row = people.get(FrameInquiry, int(number))
    if row is None or row.answer is not None:
        return f"Question {number} about the themes needs no answer any more."
    known, readers = rounds.load(people), [Reader(one) for one in row.readers]
    comments = readable.comments(people, known, readers, row.scope)
    waves = {comment.wave for comment in comments}
    own = [each for each in known if each.release.wave in waves]
    row.answer = {}
    if own:
        newest = own[-1]
        row.answer = missed.look(
            frame.load(people, row.version),
            comments,
            newest.release.wave,
            Pledge.from_document(newest.pledge),
        )
    people.commit()
    return f"Phrases that no theme has were looked for, as asked in question {number}."
