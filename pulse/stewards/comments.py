"""Cleared comments: read by theme, polarity, service, round and words."""

from dataclasses import dataclass

from flask import render_template, request

from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk
from pulse.stewards.door import door
from pulse.stewards.marked import marked
from pulse.stewards.selection import NO_THEME, Selection
from surveys.exports import comments as exported
from surveys.exports.comments import Told
from surveys.exports.origin import origins
from surveys.exports.words import POLARITIES
from surveys.releases import shelf
from surveys.releases.release import Kind
from surveys.reports import rounds

#: Comments on one page.
PAGE = 50


@dataclass(frozen=True)
class Choice:
    """What a filter offers."""

    name: str
    label: str
    everything: str
    options: tuple[tuple[str, str], ...]


@door.get("/comments")
@requires(*STEWARDS)
def comments() -> str:
    """The selection, a page of it at a time."""
    selection = Selection.asked(request.args)
    all_of_them = readable()
    found = [one for one in all_of_them if selection.admits(one)]
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    return render_template(
        "stewards/comments.html",
        selection=selection,
        choices=choices(all_of_them),
        found=found[(number - 1) * PAGE : number * PAGE],
        counts=(len(found), len(all_of_them)),
        page=number,
        pages=pages,
        marked=marked,
        polarities=POLARITIES,
    )


def readable() -> tuple[Told, ...]:
    """The comments they may read, in words."""
    known = rounds.load(people())
    supplements = shelf.releases(people(), Kind.COMMENTS)
    own = desk.mine().comments(people(), known)
    return exported.tell(own, known, origins(known, supplements))


def choices(readable: tuple[Told, ...]) -> list[Choice]:
    """What occurs in what they may read: an option that never leads anywhere tells nothing either."""
    of_rounds = dict.fromkeys((one.wave, one.round) for one in readable)
    services = {one.group_code: one.service for one in reversed(readable)}
    themes = {theme.code: theme.name for one in reversed(readable) for theme in one.themes}
    return [
        Choice("round", "Round", "All rounds", tuple(of_rounds)),
        Choice("service", "Service", "All services", _by_name(services)),
        Choice("theme", "Theme", "All themes", (*_by_name(themes), (NO_THEME, "No theme found"))),
        Choice("polarity", "Critical or positive", "All", tuple(POLARITIES.items())),
    ]


def _by_name(names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda pair: pair[1].casefold()))
