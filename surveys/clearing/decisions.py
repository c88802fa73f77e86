"""What stewards decide about a comment: approve it, hide more of its words, or count it by topic only.

Keeps docs/promise.md#comments: nothing is ever unhidden but words that the author asked for, and two different stewards must ask before a comment that
was opened to a reader is taken from them. Each decision is one conditional UPDATE, so two stewards at once lose nothing.
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from surveys.clearing import queue
from surveys.clearing.queue import Clearing, ClearingComment, Queued, find
from surveys.comments import kept
from surveys.comments.kept import Kept
from surveys.comments.readers import Reader
from surveys.comments.span import HIDDEN
from surveys.comments.wherever import wherever
from surveys.errors import Refusal

#: A mark that stands for something taken out: "[name]", "[hidden]". Its letters are not the author's.
_MARK = re.compile(r"(\[[A-Za-z ]{1,20}\])")


class Reason(StrEnum):
    """Why a comment may be counted by topic only although its author opened it."""

    IDENTIFIES_AUTHOR = "identifies_author"
    IDENTIFIES_CHILD_OR_FAMILY = "identifies_child_or_family"
    IDENTIFIES_COLLEAGUE = "identifies_colleague"
    HARM = "harm"
    UNLAWFUL = "unlawful"


class AlreadyDecided(Refusal):
    """Another steward was quicker, or changed the comment meanwhile."""


class NeedsAnotherSteward(Refusal):
    """The same steward asked twice."""


class NotInText(Refusal):
    """The words to hide are not in the comment."""


class NotAskedFor(Refusal):
    """The author did not ask that these words be shown, or they are shown already."""


def approve(people: Session, key: str, *, readers: Collection[Reader]) -> None:
    """Let the comment go into the next supplement. Raises NoSuchComment, AlreadyDecided."""
    seen = find(people, key, readers)
    _change(people, seen, state=Clearing.APPROVED, reason=None, asked_by=None)


def hide(people: Session, key: str, words: str, *, readers: Collection[Reader]) -> str:
    """Replace these words by "[hidden]" wherever they stand; the new text. Capitals make no difference.

    Phrases by which themes were found go too when they held such words. Raises NoSuchComment, AlreadyDecided,
    NotInText.
    """
    seen = find(people, key, readers)
    text = _without(seen.text, words)
    _change(people, seen, text=text, themes=_phrases_in(seen.themes, text))
    return text


def show(people: Session, key: str, one: Kept, *, readers: Collection[Reader]) -> str:
    """Put words that their author asks for in the place of their mark; the new text.

    Raises NoSuchComment, AlreadyDecided, StaysCovered; NotAskedFor.
    """
    seen = find(people, key, readers)
    if one not in seen.kept:
        raise NotAskedFor("These words are not asked for any more. Read the comment again.")
    text = kept.shown(seen.text, one)
    _change(people, seen, text=text, kept=queue.written(kept.without(seen.kept, one)))
    return text


def topic_only(
    people: Session, key: str, *, steward: str, reason: Reason, readers: Collection[Reader]
) -> Clearing:
    """Ask that the comment be counted by topic and read by no person; done when a second steward asks too.

    Returns the state it is in now. Raises NoSuchComment, AlreadyDecided, NeedsAnotherSteward.
    """
    seen = find(people, key, readers)
    if seen.asked_by is None:
        _change(people, seen, reason=reason.value, asked_by=steward)
        return Clearing.WAITING
    if seen.asked_by == steward:
        raise NeedsAnotherSteward(
            "You have asked for this already. Another comment reader must agree before it counts."
        )
    _change(people, seen, state=Clearing.TOPIC_ONLY)
    return Clearing.TOPIC_ONLY


def undo(people: Session, key: str, *, readers: Collection[Reader]) -> None:
    """Let the comment wait again, whatever was decided or asked. Hidden words stay hidden.

    Raises NoSuchComment once it is published; AlreadyDecided.
    """
    seen = find(people, key, readers)
    _change(people, seen, state=Clearing.WAITING, reason=None, asked_by=None, undoing=True)


def approved(people: Session, wave: str) -> tuple[Queued, ...]:
    """What the next supplement takes, in the order of the keys."""
    found = people.scalars(
        select(ClearingComment.key)
        .where(ClearingComment.wave == wave, ClearingComment.state == Clearing.APPROVED)
        .order_by(ClearingComment.key)
    )
    return tuple(find(people, key, list(Reader)) for key in found)


def topic_only_by_reason(people: Session, wave: str) -> dict[str, int]:
    """Listed reason -> how many comments two stewards took from their readers; published with the supplement."""
    found = people.execute(
        select(ClearingComment.reason, func.count())
        .where(ClearingComment.wave == wave, ClearingComment.state == Clearing.TOPIC_ONLY)
        .group_by(ClearingComment.reason)
    )
    return {reason or "": number for reason, number in found}


def empty(people: Session, wave: str) -> int:
    """Remove what has been decided, once it is published; what waits stays. How many rows went."""
    gone = people.scalars(
        delete(ClearingComment)
        .where(ClearingComment.wave == wave, ClearingComment.state != Clearing.WAITING)
        .returning(ClearingComment.key)
    ).all()
    people.expire_all()
    return len(gone)


def _change(people: Session, seen: Queued, *, undoing: bool = False, **values: object) -> None:
    """Change the row only if it still is what the steward saw. Raises AlreadyDecided."""
    still: list[ColumnElement[bool]] = [
        ClearingComment.key == seen.key,
        ClearingComment.state == (seen.state if undoing else Clearing.WAITING),
        ClearingComment.text == seen.text,
        ClearingComment.asked_by.is_not_distinct_from(seen.asked_by),
    ]
    changed = update(ClearingComment).where(*still).values(**values)
    if not people.scalars(changed.returning(ClearingComment.key)).all():
        raise AlreadyDecided(
            "Another comment reader has decided on this or changed it. Open the list again."
        )
    people.expire_all()


def _without(text: str, words: str) -> str:
    """The text with the words hidden, outside the marks that stand in it. Raises NotInText."""
    pieces = _MARK.split(text)
    pieces[::2] = [_hidden(piece, words) for piece in pieces[::2]]
    changed = "".join(pieces)
    if changed == text:
        raise NotInText("These words are not in the comment. Copy them as they stand there.")
    return changed


def _hidden(piece: str, words: str) -> str:
    end, left = 0, []
    for found in wherever(words, piece):
        left += [piece[end : found.start()], HIDDEN]
        end = found.end()
    return "".join([*left, piece[end:]])


def _phrases_in(themes: Mapping[str, object], text: str) -> dict[str, object]:
    """The themes as they were, each with only those phrases that can still be read."""
    left: dict[str, object] = {}
    for code, theme in themes.items():
        left[code] = theme
        if isinstance(theme, Mapping) and isinstance(theme.get("phrases"), list):
            kept = [p for p in theme["phrases"] if str(p).casefold() in text.casefold()]
            left[code] = {**theme, "phrases": kept}
    return left
