"""Taking: at custody level 2 the keyholders' result takes the place of the box, as an opening here would have.

Keeps docs/promise.md#unlinkable: answers and comments come parted and shuffled; they are shuffled again, and written in the
transaction that deletes the box.
"""

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveys.canonical import Json
from surveys.credentials.keys import BallotWave, BoxState
from surveys.errors import Refusal
from surveys.keyring import Keyring
from surveys.responses import opened, packing, parting, result_file, seal
from surveys.responses.box import SealedBallot
from surveys.responses.packing import MOST_COMMENTS, PACKED, Unreadable
from surveys.responses.parting import Contents, Opening
from surveys.responses.result_file import BadResult, Result, SealedResult


class NoResult(Refusal):
    """The keyholders have not handed anything over."""


def take(ballot: Session, keyring: Keyring, wave: str) -> Opening:
    """Put the kept result in the place of the box; a second call says what the first one found.

    The caller commits, then calls ``sweep.sweep``. Killed anywhere it is simply done again.
    Raises NoSuchBox, StillOpen, NoResult, BadResult, KeyGone, WrongKey.
    """
    held = parting.closed(ballot, wave)
    if held.state == BoxState.OPENED:
        return parting.found(ballot, held)
    kept = ballot.get(SealedResult, wave)
    if kept is None:
        raise NoResult(f"The keyholders have not handed over the result of round {wave} yet.")
    result = result_file.check(ballot, wave, kept.content)
    contents = _opened(keyring, held, result)
    _compare(ballot, wave, contents, result)
    return parting.part(ballot, keyring, held, contents)


def _opened(keyring: Keyring, held: BallotWave, result: Result) -> Contents:
    private_key = seal.load_key(keyring.read(seal.handover_key_name(held.wave)))
    try:
        about = f"result|{result.box}"  # no block is called that
        padded = seal.unseal(private_key, held.wave, about, result.sealed)
        raw = json.loads(_inflated(packing.unpad(padded), result.cast))
        answers = list(_readable(raw["answers"], _answer))
        comments = list(_readable(raw["comments"], _comment))
        dropped = len(raw["answers"]) - len(answers)
    except (Unreadable, ValueError, TypeError, LookupError, RecursionError, zlib.error):
        raise BadResult(
            "The result cannot be read with this round’s key, so nothing was destroyed. Let the "
            "keyholders open the box again."
        ) from None
    return Contents(answers, comments, result.unreadable + dropped)


def _inflated(compressed: bytes, ballots: int) -> bytes:
    """No more than so many ballots can say."""
    unzip = zlib.decompressobj()
    inflated = unzip.decompress(compressed, 4 * PACKED * (ballots + 1))
    if not unzip.eof:
        raise ValueError("longer than it can be")
    return inflated


def _readable(rows: Sequence[Sequence[str]], read: Callable[..., Json]) -> Iterator[Json]:
    """What the page let through and we do not is dropped, as an opening here drops it."""
    for row in rows:
        try:
            found = read(*row)
            json.dumps(found, ensure_ascii=False).encode()  # half a character cannot be written
            yield found
        except (Unreadable, ValueError, LookupError):
            continue


def _answer(block: str, given: object) -> Json:
    return [str(block), packing.read_answers(given)]


def _comment(block: str, item: str, text: str, reader: str, *kept: Json) -> Json:
    """A ceremony page saved before authors could ask for words writes rows without the last field."""
    asked = kept[0] if kept else []
    read = packing.read_comment({"item": item, "text": text, "reader": reader, "kept": asked})
    return opened.comment_row(str(block), read)


def _compare(ballot: Session, wave: str, contents: Contents, result: Result) -> None:
    """As many as were cast, and in no block more. Raises BadResult."""
    counted = (
        select(SealedBallot.block, func.count())
        .where(SealedBallot.wave == wave)
        .group_by(SealedBallot.block)
    )
    cast_in = {row[0]: row[1] for row in ballot.execute(counted)}
    answered, commented = _per_block(contents.answers), _per_block(contents.comments)
    fits = (
        len(contents.answers) + contents.unreadable == result.cast
        and contents.unreadable >= 0
        and all(count <= cast_in.get(block, 0) for block, count in answered.items())
        and all(count <= MOST_COMMENTS * answered[block] for block, count in commented.items())
    )
    if not fits:
        raise BadResult(
            "The result does not have as many answers as the box, so nothing was destroyed. Let the "
            "keyholders open the box again."
        )


def _per_block(rows: list[Json]) -> Counter[str]:
    return Counter(str(cast("list[Json]", row)[0]) for row in rows)
