"""Files that an attacker is given: releases as they are saved, and a staff list. Each is read or refused in a sentence."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import cast

from surveys.disclosure.attacks.reading import Row, number, row
from surveys.errors import Refusal

#: What there is to attack.
_RELEASED = frozenset({"cells", "groups", "comments", "withdrawn"})


class NotARelease(Refusal):
    """The file is no release that can be attacked."""


class NotAStaffList(Refusal):
    """The file is no list of teams and how many people work in each."""


def parts(content: bytes) -> Mapping[str, object]:
    """The parts of a saved release, or of bare parts in JSON. Raises NotARelease."""
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        raise NotARelease("This is not a release file: it is no JSON, or it is damaged.") from None
    found = whole.get("parts", whole) if isinstance(whole, dict) else None
    if not isinstance(found, dict) or not (_RELEASED & set(found) or _counts_alone(whole, found)):
        raise NotARelease(
            "The file holds neither figures nor comments. The public copy of a supplement leaves its "
            "comments out; attack it by its number, where it was published."
        )
    return cast(Mapping[str, object], found)


def numbered(contents: Iterable[bytes]) -> dict[int, Mapping[str, object]]:
    """Number of a release -> its parts, of those files that say it: bare parts have none. Raises NotARelease."""
    found: dict[int, Mapping[str, object]] = {}
    for content in contents:
        held = parts(content)
        place = number(row(json.loads(content), "manifest"), "number")
        if place is not None:
            found[place] = held
    return found


def _counts_alone(whole: Mapping[str, object], found: Mapping[str, object]) -> bool:
    """Whether it is a round's last supplement, which can say how many comments nobody cleared and hold none."""
    signed, withheld = whole.get("manifest"), found.get("withheld")
    left_out = isinstance(signed, Mapping) and "comments" in cast("Row", signed.get("parts", {}))
    return isinstance(withheld, Mapping) and "uncleared" in withheld and not left_out


def staff(content: bytes) -> dict[str, int]:
    """Group code -> people, from lines "code,people"; a first line of titles is skipped. Raises NotAStaffList."""
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error):
        raise NotAStaffList("The staff list is no CSV file in UTF-8.") from None
    found: dict[str, int] = {}
    for place, line in enumerate(lines, start=1):
        if not line or (place == 1 and not line[-1].strip().isdecimal()):
            continue
        if len(line) != 2 or not line[1].strip().isdecimal():
            raise NotAStaffList(f"Line {place} of the staff list is not “code,people”.")
        found[line[0].strip()] = int(line[1])
    return found
