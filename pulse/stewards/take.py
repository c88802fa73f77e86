"""Taking cleared comments away, as CSV, XLSX or Word.

Keeps docs/promise.md#comments: the page and the files show the same comments, those their authors opened to the reader.
"""

from collections.abc import Callable

from flask import Response, request

from pulse.access import audit
from pulse.access.permissions import STEWARDS, requires
from pulse.download import download
from pulse.extensions import people
from pulse.stewards import desk
from pulse.stewards.codebook import entries
from pulse.stewards.comments import choices, readable
from pulse.stewards.door import door
from pulse.stewards.selection import Selection
from surveys.exports import brief, workbook
from surveys.exports import comments as exported
from surveys.exports.carried import Carried
from surveys.exports.origin import of_waves, origins
from surveys.releases import shelf
from surveys.releases.release import Kind
from surveys.reports import rounds


@door.post("/comments.csv")
@requires(*STEWARDS)
def comments_file() -> Response:
    """The selection as CSV, all pages of it; that it was taken is written down."""
    return _taken("csv", lambda carried: exported.file(carried.comments))


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
    about = f"{len(found)} comments as {ending}, filters: {filters}"
    known = rounds.load(people())
    carried = Carried(
        found,
        entries(people()),
        of_waves(
            origins(known, shelf.releases(people(), Kind.COMMENTS)), {one.wave for one in found}
        ),
        [f"{name}: {value}" for name, value in _in_words(selection, all_of_them).items()],
    )
    content = made(carried)
    audit.record(people(), desk.mine().email, "comments downloaded", about)
    people().commit()
    return download(content, f"pulse-comments-{selection.round or 'all'}.{ending}")


def _in_words(selection: Selection, readable: tuple[exported.Told, ...]) -> dict[str, str]:
    """The filters that are set, as the page names them."""
    texts = {choice.name: dict(choice.options) for choice in choices(readable)}
    return {name: texts.get(name, {}).get(value, value) for name, value in selection.given.items()}
