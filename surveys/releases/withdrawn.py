"""Withdrawn: which published comments readers see no more. Supplements say so, in a part of their own; no release changes.

Keeps docs/promise.md#same-moment: the release that holds a comment keeps its bytes and its signature. What is taken from
its readers is signed, chained and counted like everything that is published.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.canonical import Json
from surveys.releases.release import Release, ReleaseComment, ReleasePart

#: The part of a supplement that withdraws. Beside it stands "wave" and nothing else.
PART: Final = "withdrawn"
PARTS: Final = frozenset({"wave", PART})


class Reason(StrEnum):
    """Why a published comment is withdrawn."""

    AUTHOR = "points_at_author"
    SOMEBODY_ELSE = "points_at_other"
    HARM = "present_harm"
    ORDERED = "ordered"


class Damaged(ValueError):
    """The part is not what a supplement holds. Says what is wrong, in a sentence."""


@dataclass(frozen=True, order=True)
class Withdrawn:
    """One line of the part: the release that holds the comment, its position there, and why. Never its words."""

    release: int
    position: int
    reason: str

    @property
    def place(self) -> tuple[int, int]:
        return self.release, self.position


def part(found: Iterable[Withdrawn]) -> list[Json]:
    """As it is signed, in the order of the places, which is no order of requests."""
    return [cast("Json", asdict(one)) for one in sorted(found)]


def read(content: object, number: int) -> tuple[Withdrawn, ...]:
    """The part of release ``number``. Raises Damaged: other keys, a release that is not before it, no order, a line twice."""
    lines = content if isinstance(content, list) else []
    found = tuple(_line(each) for each in lines)
    places = [one.place for one in found]
    if not found or places != sorted(set(places)):
        raise Damaged("What it withdraws stands in no order, or twice, or is nothing.")
    if any(not (0 < release < number and position >= 0) for release, position in places):
        raise Damaged("It withdraws a comment of a release that is not before it.")
    return found


def by_wave(people: Session) -> Mapping[str, tuple[Withdrawn, ...]]:
    """Wave -> what was withdrawn of its comments, in the order of the supplements that did."""
    found: dict[str, list[Withdrawn]] = {}
    for _, wave, content in _parts(people):
        found.setdefault(wave, []).extend(Withdrawn(**each) for each in json.loads(content))
    return {wave: tuple(own) for wave, own in found.items()}


def places(people: Session) -> frozenset[tuple[int, int]]:
    """(number of the release, position there) of every comment that nobody is to read any more."""
    return frozenset(one.place for own in by_wave(people).values() for one in own)


def reasons(found: Iterable[Withdrawn]) -> dict[str, int]:
    """Reason -> how many."""
    return dict(sorted(Counter(one.reason for one in found).items()))


def numbers(people: Session) -> frozenset[int]:
    """The supplements that withdraw and bring no comment."""
    return frozenset(number for number, _, _ in _parts(people))


def faults(people: Session) -> Iterator[str]:
    """Lines of the whole chain that point at no published comment of their round, or at one that was withdrawn before."""
    gone: set[tuple[int, int]] = set()
    for number, wave, content in _parts(people):
        held = _places_of(people, wave)
        try:
            found = read(json.loads(content), number)
        except Damaged as damage:
            yield f"Release {number}: {damage}"
            continue
        for one in found:
            if one.place not in held or one.place in gone:
                yield f"Release {number} withdraws a comment that is not published in round {wave}, or that was withdrawn before."
            gone.add(one.place)


def _parts(people: Session) -> Iterator[tuple[int, str, bytes]]:
    yield from people.execute(
        select(Release.number, Release.wave, ReleasePart.content)
        .join(Release, Release.id == ReleasePart.release_id)
        .where(ReleasePart.name == PART)
        .order_by(Release.number)
    )


def _places_of(people: Session, wave: str) -> frozenset[tuple[int, int]]:
    """Every comment of the wave that was ever published."""
    wanted = (
        select(Release.number, ReleaseComment.position)
        .join(Release, Release.id == ReleaseComment.release_id)
        .where(ReleaseComment.wave == wave)
    )
    return frozenset(people.execute(wanted))


def _line(raw: object) -> Withdrawn:
    held = raw if isinstance(raw, dict) else {}
    found = [held.get(name) for name in ("release", "position", "reason")]
    numbers_ = all(type(each) is int for each in found[:2])
    if set(held) != {"release", "position", "reason"} or not numbers_ or type(found[2]) is not str:
        raise Damaged("A line of what it withdraws is not a release, a position and a reason.")
    return Withdrawn(**held)
