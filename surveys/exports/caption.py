"""Caption: what a picture that is carried away says of itself: organisation, group, rounds, answers, release."""

from collections.abc import Sequence

from surveys.charts.captioned import Caption
from surveys.exports.wanted import Line
from surveys.releases.document import Group
from surveys.releases.shelf import Shelved
from surveys.reports.attributes import title

#: So much of a hash is enough to ask whether a picture's figures were changed.
SHORT = 12


def caption(name: str, whole: Group, group: Group, lines: Sequence[Line]) -> Caption:
    """``lines``: the figure's rows, from which everything else is read; the newest release's hash covers those before."""
    releases = sorted({release.number: release for release, _, _ in lines}.items())
    oldest, newest = releases[0][1], releases[-1][1]
    span = oldest.name_in("en")
    if newest is not oldest:
        span += f" to {newest.name_in('en')}"
    organisation = whole.name_in("en")
    of_whom = organisation if group.code == whole.code else f"{organisation}: {title(group)}"
    return Caption(name, of_whom, (f"{span}. {_answers(group, newest, lines)}", _source(newest)))


def _answers(group: Group, newest: Shelved, lines: Sequence[Line]) -> str:
    """What the group's figure of the newest round rests on."""
    own = [
        row
        for release, of, row in lines
        if of.code == group.code and release.number == newest.number
    ]
    bases = {row.base for row in own if row.base is not None}
    if not bases:
        return f"No figure in {newest.name_in('en')}."
    what = "comments" if own[0].unit == "comments" else "answers"
    return f"Number of {what} in {newest.name_in('en')}: {max(bases)}."


def _source(newest: Shelved) -> str:
    made_up = " Made-up figures." if newest.demonstration else ""
    return f"Pulse, release {newest.number}, hash {newest.digest[:SHORT]}.{made_up}"
