"""Packing: answers and comments as 8,192 bytes, whatever was said: ``u32 length ‖ JSON ‖ zeros``."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from surveys import canonical
from surveys.canonical import Json
from surveys.comments.kept import MOST_KEPT, Kept
from surveys.comments.readers import Reader
from surveys.errors import Refusal
from surveys.speech import say, say_many

PACKED: Final = 8192
MOST_COMMENTS: Final = 2
#: Of a comment, whatever the alphabet: 1,000 characters of four bytes fit.
MOST_CHARACTERS: Final = 1000
#: As JSON writes it in UTF-8. Two comments of three bytes a character fit beside all answers, two of four do not.
MOST_BYTES: Final = 4 * MOST_CHARACTERS
_HEAD: Final = 4

#: Item code -> value, or values of an item that takes several.
Answers: TypeAlias = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Comment:
    """A comment as its author approved it, and who may read it."""

    item: str
    text: str
    reader: Reader
    #: words under a mark that the author asks a reader to show
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True)
class Contents:
    """What is in one ballot."""

    answers: Answers
    comments: tuple[Comment, ...]


class TooLong(Refusal):
    """A comment that does not fit. ``item`` says which, ``over`` by how many characters; ``both``: only beside the other."""

    def __init__(self, item: str, position: int, over: int, *, both: bool = False) -> None:
        self.item = item
        self.over = over
        self.both = both
        super().__init__(_too_long(position, over, both=both))


class TooMuch(Refusal):
    """More than a ballot holds. No page of ours asks for this."""


def _too_long(position: int, over: int, *, both: bool) -> str:
    """Three whole sentences: none can be put together from parts in every language."""
    if both:
        return say_many(
            "Your two comments together are about %(num)s character too long. Shorten one of them: nothing you typed has been lost.",
            "Your two comments together are about %(num)s characters too long. Shorten one of them: nothing you typed has been lost.",
            over,
        )
    if position == 0:
        return say_many(
            "Your first comment is about %(num)s character too long. Shorten it: nothing you typed has been lost.",
            "Your first comment is about %(num)s characters too long. Shorten it: nothing you typed has been lost.",
            over,
        )
    return say_many(
        "Your second comment is about %(num)s character too long. Shorten it: nothing you typed has been lost.",
        "Your second comment is about %(num)s characters too long. Shorten it: nothing you typed has been lost.",
        over,
    )


class Unreadable(Exception):
    """Not a ballot of this wave: dropped and counted at the opening."""


def pack(answers: Answers, comments: Sequence[Comment]) -> bytes:
    """8,192 bytes. Blank comments are left out. Raises TooLong for a comment, TooMuch for the whole."""
    said = [tidied for tidied in map(_tidy, comments) if tidied.text]
    if len(said) > MOST_COMMENTS:
        raise TooMuch(f"A round has at most {MOST_COMMENTS} comments.")
    for position, comment in enumerate(said):
        over = excess(comment.text)
        if over:
            raise TooLong(comment.item, position, over)
    written = canonical.dumps({"answers": answers, "comments": [_written(c) for c in said]})
    over = len(written) - (PACKED - _HEAD)
    if over > 0 and len(said) == MOST_COMMENTS:
        raise TooLong(said[-1].item, len(said) - 1, -(-over // 4), both=True)
    if over > 0:
        raise TooMuch(say("These are more answers than this round has questions. Start again."))
    return pad(written, PACKED)


def unpack(packed: bytes) -> Contents:
    """What was packed. Raises Unreadable for anything that ``pack`` would not have made the like of."""
    try:
        raw = json.loads(unpad(packed))
        if len(packed) != PACKED or len(raw["comments"]) > MOST_COMMENTS:
            raise Unreadable
        json.dumps(raw, ensure_ascii=False).encode()  # half a character could not be written again
        return Contents(read_answers(raw["answers"]), tuple(map(read_comment, raw["comments"])))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        raise Unreadable from None


def excess(text: str) -> int:
    """By how many characters a comment is too long; 0 when it fits. A line's end counts once."""
    text = _tidied(text)
    too_many = len(text) - MOST_CHARACTERS
    heavy = len(json.dumps(text, ensure_ascii=False).encode()) - 2 - MOST_BYTES
    # A character takes up to four bytes (six when JSON must escape it): at least so many must go.
    return max(0, too_many, -(-heavy // 4))


def pad(content: bytes, size: int) -> bytes:
    """``u32 length ‖ content ‖ zeros``, ``size`` bytes in all."""
    return (len(content).to_bytes(_HEAD, "big") + content).ljust(size, b"\0")


def unpad(padded: bytes) -> bytes:
    """The content. Raises ValueError when the length or the zeros are wrong."""
    end = _HEAD + int.from_bytes(padded[:_HEAD], "big")
    if end > len(padded) or padded[end:].strip(b"\0"):
        raise ValueError("not padded as it must be")
    return padded[_HEAD:end]


def _tidy(comment: Comment) -> Comment:
    kept = tuple(Kept(one.mark, _tidied(one.words)) for one in comment.kept)
    return replace(comment, text=_tidied(comment.text), kept=kept)


def _written(comment: Comment) -> Json:
    """As JSON has it. What nobody asks for leaves no trace."""
    written: dict[str, Json] = {
        "item": comment.item,
        "reader": comment.reader,
        "text": comment.text,
    }
    if comment.kept:
        written["kept"] = [[one.mark, one.words] for one in comment.kept]
    return written


def _tidied(text: str) -> str:
    """Line ends as one character, accents as one letter, halves of a broken emoji as a question mark."""
    whole = text.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()


def read_answers(raw: object) -> Answers:
    """Answers out of JSON. Raises Unreadable."""
    if not isinstance(raw, dict):
        raise Unreadable
    for answer in raw.values():
        values = answer if isinstance(answer, list) else [answer]
        if not all(isinstance(value, str) for value in values):
            raise Unreadable
    return raw


def read_comment(raw: Mapping[str, object]) -> Comment:
    """A comment out of JSON. Raises Unreadable, ValueError or KeyError."""
    item, text = raw["item"], raw["text"]
    if not isinstance(item, str) or not isinstance(text, str) or excess(text):
        raise Unreadable
    return Comment(item, text, Reader(str(raw["reader"])), read_kept(raw.get("kept", [])))


def read_kept(raw: object) -> tuple[Kept, ...]:
    """Words to ask for, out of JSON. Raises Unreadable. Whether they may be asked for is said later (``comments.kept``)."""
    if not isinstance(raw, list) or len(raw) > MOST_KEPT:
        raise Unreadable
    return tuple(map(_one_kept, raw))


def _one_kept(raw: object) -> Kept:
    match raw:
        case [int(mark), str(words)] if 0 <= mark < MOST_CHARACTERS and not isinstance(mark, bool):
            return Kept(mark, words)
    raise Unreadable
