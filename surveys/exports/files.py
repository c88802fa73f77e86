"""Files: everything that is made of a release to be carried away, by name. Jobs and the command line alone make them."""

from sqlalchemy.orm import Session

from surveys.exports import measures, statistics, tidy, whole


def make(people: Session, wave: str) -> dict[str, bytes]:
    """The files of the wave's figures (``kept.NAMES``). The same release gives the same bytes. Raises NoSuchRelease."""
    found = whole.read(people, wave)
    return {
        "workbook.xlsx": statistics.file(found),
        "figures.csv": tidy.file(found),
        "codebook.csv": measures.file(found),
    }
