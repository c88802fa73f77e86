"""What a supplement withdraws: it does nothing else, and each line points at one published comment of its round, once.

Reasons are words of a list and places are a shuffle, so a line tells nothing of a worker; but a list that points at what is
not there would let somebody claim that comments are gone which never were.
"""

from typing import Final

from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.reading import Reading, Row, is_number, number, rows, text

PART: Final = "withdrawn"
BESIDE: Final = frozenset({"wave", PART})
LINE: Final = frozenset({"release", "position", "reason"})
REASONS: Final = frozenset({"points_at_author", "points_at_other", "present_harm", "ordered"})
_WHAT: Final = "what is withdrawn"


def stage(release: Reading, trial: Trial) -> None:
    """0: nothing beside it, every line whole, each place once and in order."""
    if PART not in release.parts:
        return
    trial.tried += 1
    if set(release.parts) != BESIDE:
        trial.find(_WHAT, "A release that withdraws comments holds something else besides.")
    found = release.parts[PART]
    lines = rows(release.parts, PART)
    whole = isinstance(found, list) and len(lines) == len(found) and all(map(_is_whole, lines))
    if not lines or not whole:
        trial.find(_WHAT, "What is withdrawn is no list of releases, positions and reasons.")
        return
    places = [_place(line) for line in lines]
    if places != sorted(set(places)):
        trial.find(_WHAT, "What is withdrawn stands in no order, or twice.")


def stage_places(known: Known, trial: Trial) -> None:
    """15: every place is that of a comment of this round which was published before, and withdrawn by none before."""
    gone = {
        _place(line)
        for each in known.supplements.values()
        for line in rows(each.parts, PART)
        if _is_whole(line)
    }
    for line in filter(_is_whole, rows(known.release.parts, PART)):
        trial.tried += 1
        release, position = _place(line)
        own = known.supplements.get(release)
        said = f"Comment {position} of release {release}"
        if own is None or own.wave != known.release.wave:
            trial.find(_WHAT, f"{said} is in no supplement of its round that was published before.")
        elif position not in {number(each, "position") for each in rows(own.parts, "comments")}:
            trial.find(_WHAT, f"{said} does not exist.")
        elif (release, position) in gone:
            trial.find(_WHAT, f"{said} was withdrawn before.")


def _is_whole(line: Row) -> bool:
    numbers = all(is_number(line.get(name)) for name in ("release", "position"))
    reason = line.get("reason")
    return set(line) == LINE and numbers and isinstance(reason, str) and reason in REASONS


def _place(line: Row) -> tuple[int, int]:
    return int(text(line, "release")), int(text(line, "position"))
