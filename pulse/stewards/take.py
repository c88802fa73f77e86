"""Taking cleared comments away, as CSV, XLSX or Word. Each has the codebook, what was promised and what is withheld.

Keeps docs/promise.md#comments: the page and the files show the same comments, those their authors opened to the reader.
"""

from collections.abc import Callable

from flask import Response, request

from pulse.access import audit
from pulse.access.permissions import STEWARDS, requires
from pulse.download import download
from pulse.extensions import people
from pulse.stewards import desk, taken
from pulse.stewards.choices import choices, in_words
from pulse.stewards.codebook import entries
from pulse.stewards.comments import readable
from pulse.stewards.door import door
from pulse.stewards.selection import Selection
from surveys.exports import brief, bundle, workbook
from surveys.exports.carried import Carried
from surveys.exports.origin import of_waves, origins
from surveys.releases import shelf
from surveys.releases.release import Kind
from surveys.reports import rounds


@door.post("/comments.zip")
@requires(*STEWARDS)
def comments_bundle() -> Response:
    """The selection as CSV with the codebook, all pages of it; that it was taken is written down."""
    return _taken("zip", bundle.file)


@door.post("/comments.xlsx")
@requires(*STEWARDS)
def comments_workbook() -> Response:
    """The same as a workbook, with the codebook."""
    return _taken("xlsx", workbook.file)


@door.post("/comments.docx")
@requires(*STEWARDS)
def comments_brief() -> Response:
    """The same as a Word document, by theme, with the codebook."""
    return _taken("docx", brief.file)


def _taken(ending: str, made: Callable[[Carried], bytes]) -> Response:
    selection = Selection.asked(request.form)
    all_of_them = readable()
    found = [one for one in all_of_them if selection.admits(one)]
    filters = ", ".join(selection.given) or "none"
    waves = {one.wave for one in found}
    about = taken.about(f"{len(found)} comments as {ending}, filters: {filters}", waves)
    known = rounds.load(people())
    offered = choices(all_of_them, selection, known)
    carried = Carried(
        found,
        entries(people()),
        of_waves(origins(known, shelf.releases(people(), Kind.COMMENTS)), waves),
        [f"{name}: {value}" for name, value in in_words(offered, selection).items()],
    )
    content = made(carried)
    audit.record(people(), desk.mine().email, taken.ACT, about)
    people().commit()
    return download(content, f"pulse-comments-{selection.round or 'all'}.{ending}")
