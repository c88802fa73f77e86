"""Files: everything that is made of a release to be carried away, by name. Jobs and the command line alone make them."""

from sqlalchemy.orm import Session

from surveys.exports import (
    measures,
    paper,
    paper_pdf,
    paper_word,
    promised,
    statistics,
    tidy,
    whole,
)


def make(people: Session, wave: str) -> dict[str, bytes]:
    """The files of the wave's figures (``kept.NAMES``). The same release gives the same bytes. Raises NoSuchRelease."""
    found = whole.read(people, wave)
    promises = promised.before(people, found.round.release.published_on)
    board = paper.compose(people, found, promises)
    return {
        "workbook.xlsx": statistics.file(found),
        "figures.csv": tidy.file(found),
        "codebook.csv": measures.file(found),
        "board-paper.pdf": paper_pdf.file(board),
        "board-paper.docx": paper_word.file(board),
    }
