"""Cleared comments: read by theme, polarity, service, round and words."""

from flask import render_template, request

from pulse.access import account
from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk, saved_view
from pulse.stewards.choices import choices, in_words
from pulse.stewards.door import door
from pulse.stewards.marked import marked
from pulse.stewards.selection import Selection
from surveys.clearing import withdrawal
from surveys.exports import comments as exported
from surveys.exports.comments import Told
from surveys.exports.origin import origins
from surveys.exports.words import POLARITIES
from surveys.releases import shelf
from surveys.releases.release import Kind
from surveys.reports import rounds

#: Comments on one page.
PAGE = 25


@door.get("/comments")
@requires(*STEWARDS)
def comments() -> str:
    """The selection, a page of it at a time."""
    selection = Selection.asked(request.args)
    all_of_them = readable()
    found = [one for one in all_of_them if selection.admits(one)]
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    offered = choices(all_of_them, selection, rounds.load(people()))
    views = saved_view.of(people(), account.logged_in().id)
    return render_template(
        "stewards/comments.html",
        selection=selection,
        choices=offered,
        said=in_words(offered, selection),
        gone=[choice.gone for choice in offered if choice.gone],
        views=views,
        view=next((one for one in views if one.selection == selection), None),
        found=found[(number - 1) * PAGE : number * PAGE],
        counts=(len(found), len(all_of_them)),
        page=number,
        pages=pages,
        marked=marked,
        polarities=POLARITIES,
        withdrawing=_withdrawing(),
    )


def _withdrawing() -> dict[tuple[int, int], int] | None:
    """Where an open request stands -> its number; None for somebody who has no part in it."""
    if not desk.mine().clears(rounds.load(people())):
        return None
    return {row.place: row.id for row in withdrawal.waiting(people())}


def readable() -> tuple[Told, ...]:
    """The comments they may read, in words."""
    known = rounds.load(people())
    supplements = shelf.releases(people(), Kind.COMMENTS)
    own = desk.mine().comments(people(), known)
    return exported.tell(own, known, origins(known, supplements))
