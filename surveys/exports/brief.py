"""The brief: comments as a Word document, by theme, with the codebook and what is withheld. python-docx is loaded when one is made.

A comment with several themes stands under each of them.
"""

import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from surveys.exports.carried import Carried
from surveys.exports.codebook import Entry, Section
from surveys.exports.comments import Told
from surveys.exports.package import sayable, timeless
from surveys.exports.words import POLARITIES

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

NO_THEME = "No theme found"


def file(carried: Carried) -> bytes:
    """The whole document."""
    from docx import Document

    made = Document()
    _forget(made, carried)
    made.add_heading("Comments", level=0)
    for line in carried.about:
        made.add_paragraph(sayable(line))
    meanings = {e.code: e.meaning for e in carried.codebook if e.section is Section.THEMES}
    for code, name, told in _by_theme(carried.comments):
        _theme(made, name, meanings.get(code, ""), code, told)
    made.add_heading("Codebook", level=1)
    for section in Section:
        _section(made, section, [e for e in carried.codebook if e.section is section])
    packed = io.BytesIO()
    made.save(packed)
    return timeless(packed.getvalue())


def _forget(made: "Document", carried: Carried) -> None:
    """Nobody's name and no moment: the template that python-docx brings has both."""
    said = made.core_properties
    said.author = said.last_modified_by = said.comments = said.keywords = ""
    said.title, said.language, said.revision = "Comments", "en-GB", 1
    said.created = said.modified = carried.moment


def _by_theme(comments: Sequence[Told]) -> list[tuple[str, str, list[Told]]]:
    """Code, name and comments of each theme, the most frequent first; what has none comes last."""
    names = {theme.code: theme.name for one in comments for theme in one.themes}
    found = [(code, name, [c for c in comments if _has(c, code)]) for code, name in names.items()]
    found.sort(key=lambda theme: (-len(theme[2]), theme[1].casefold()))
    bare = [one for one in comments if not one.themes]
    return [*found, ("", NO_THEME, bare)] if bare else found


def _has(comment: Told, code: str) -> bool:
    return any(theme.code == code for theme in comment.themes)


def _theme(made: "Document", name: str, meaning: str, code: str, comments: Sequence[Told]) -> None:
    number = len(comments)
    made.add_heading(sayable(f"{name} ({number} comment{'' if number == 1 else 's'})"), level=1)
    if meaning:
        made.add_paragraph(sayable(meaning)).runs[0].italic = True
    for comment in comments:
        own = next((theme for theme in comment.themes if theme.code == code), None)
        _comment(made, comment.text, own.phrases if own else ())
        said = POLARITIES.get(own.polarity) if own else None
        where = (said, comment.service, comment.round, f"may be read by: {comment.reader}")
        _paragraph(made, "Caption").add_run(sayable(" · ".join(filter(None, where))))


def _comment(made: "Document", text: str, phrases: Iterable[str]) -> None:
    """The comment as it is written; the words that show the theme are bold."""
    written = _paragraph(made, "ListBullet")
    wanted = sorted({phrase for phrase in phrases if phrase.strip()}, key=len, reverse=True)
    either = "|".join(map(re.escape, wanted))
    pieces = re.split(f"({either})", text, flags=re.IGNORECASE) if wanted else [text]
    for place, piece in enumerate(pieces):
        if piece:
            written.add_run(sayable(piece)).bold = bool(place % 2)


def _paragraph(made: "Document", style_id: str) -> "Paragraph":
    """A paragraph of a style by its id: by its name python-docx searches all styles each time, four times as slow."""
    new = made.add_paragraph()
    new._p.style = style_id
    return new


def _section(made: "Document", section: Section, entries: Sequence[Entry]) -> None:
    if entries:
        made.add_heading(section.value, level=2)
    for entry in entries:
        line = made.add_paragraph()
        line.add_run(sayable(f"{entry.title}: ")).bold = True
        line.add_run(sayable(entry.meaning))
