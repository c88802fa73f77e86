"""Describing: words by which a team would know who wrote them, though they name nobody: "the only man here".

Redaction cannot tell what is too much of it; the author can, and is told (docs/promise.md#comments).
"""

from surveys.comments.picture import picture
from surveys.comments.rules import rules
from surveys.comments.span import normalise

_DESCRIBING = rules().pattern("describing")


def may_describe(text: str) -> bool:
    """Whether a comment may describe its author. Nothing is masked for it."""
    return _DESCRIBING.search(picture(normalise(text))) is not None
