"""Kept files: what was made of each release once, to be handed out as it is. Handing out is a read."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ForeignKey, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys.db import People
from surveys.errors import Missing
from surveys.releases.release import Kind, Release
from surveys.speech import mark, say

#: The files of a release by name, in their order on pages, and what they are.
NAMES: Final = {
    "workbook.xlsx": mark("Workbook (Excel, LibreOffice)"),
    "figures.csv": mark("Every figure as a row (CSV)"),
    "codebook.csv": mark("What the columns and codes mean (CSV)"),
    "board-paper.pdf": mark("Board paper (PDF)"),
    "board-paper.docx": mark("Board paper (Word)"),
}


class NoSuchFile(Missing):
    """There is no such file of a release, or it is not made yet."""


class ReleaseFile(People):
    """One file of a release. It holds nothing that the release does not, so it can be made again from that."""

    __tablename__ = "release_file"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    #: bytes of the file itself
    size: Mapped[int]
    #: the file, packed with zlib
    content: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True)
class Kept:
    """A file that can be handed out."""

    name: str
    size: int

    @property
    def title(self) -> str:
        return say(NAMES[self.name])

    @property
    def weight(self) -> str:
        """ "312 kB", on one line."""
        return f"{max(1, round(self.size / 1000)):,}\u00a0kB"


def keep(people: Session, wave: str, files: Mapping[str, bytes]) -> None:
    """Keep what is not kept yet of the wave's figures; what is stays as it was."""
    figures = select(Release.id).where(Release.kind == Kind.FIGURES, Release.wave == wave)
    release = people.scalars(figures).one()
    there = set(people.scalars(select(ReleaseFile.name).where(ReleaseFile.release_id == release)))
    people.add_all(
        ReleaseFile(release_id=release, name=name, size=len(made), content=zlib.compress(made))
        for name, made in files.items()
        if name not in there
    )
    people.flush()


def of_rounds(people: Session) -> Mapping[str, tuple[Kept, ...]]:
    """Wave -> its files; a wave of which none are kept yet has none."""
    order = list(NAMES)
    rows = people.execute(
        select(Release.wave, ReleaseFile.name, ReleaseFile.size).join(
            ReleaseFile, ReleaseFile.release_id == Release.id
        )
    )
    found: dict[str, list[Kept]] = {}
    for wave, name, size in rows:
        if name in NAMES:
            found.setdefault(wave, []).append(Kept(name, size))
    return {
        wave: tuple(sorted(files, key=lambda each: order.index(each.name)))
        for wave, files in found.items()
    }


def count(people: Session) -> int:
    """How many files are kept in all. None is ever removed or made anew."""
    return people.scalar(select(func.count()).select_from(ReleaseFile)) or 0


def content(people: Session, wave: str, name: str) -> bytes:
    """The file. Raises NoSuchFile."""
    packed = people.scalar(
        select(ReleaseFile.content)
        .join(Release, Release.id == ReleaseFile.release_id)
        .where(Release.wave == wave, Release.kind == Kind.FIGURES, ReleaseFile.name == name)
    )
    if packed is None:
        raise NoSuchFile("There is no such file, or it is still being made. Try again in a minute.")
    return zlib.decompress(packed)


def waiting(people: Session) -> Iterable[str]:
    """Waves whose figures are out and whose files are not all kept."""
    kept = of_rounds(people)
    waves = people.scalars(select(Release.wave).where(Release.kind == Kind.FIGURES))
    return [wave for wave in waves if len(kept.get(wave, ())) < len(NAMES)]
