"""The codebook of the comments' file, as a page and as a file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from flask import Response, render_template
from sqlalchemy.orm import Session

from pulse.access.permissions import STEWARDS, requires
from pulse.download import download
from pulse.extensions import people
from pulse.stewards import meanings
from pulse.stewards.door import door
from surveys.exports import codebook as exported
from surveys.exports.codebook import Entry, Section, Withheld
from surveys.exports.origin import origins
from surveys.releases import shelf, withdrawn
from surveys.releases.release import Kind
from surveys.releases.shelf import NoSuchRelease, Shelved
from surveys.reports import cleared, rounds
from surveys.reports.rounds import Round


@door.get("/codebook")
@requires(*STEWARDS)
def codebook() -> str:
    """What each column and theme means, what was promised, what is withheld."""
    found = entries(people())
    sections = [(each, [one for one in found if one.section is each]) for each in Section]
    return render_template("stewards/codebook.html", sections=sections)


@door.get("/codebook.csv")
@requires(*STEWARDS)
def codebook_file() -> Response:
    """The same as CSV. It holds no comment, so taking it is not written down."""
    return download(exported.file(entries(people())), "pulse-codebook.csv")


def entries(people: Session) -> tuple[Entry, ...]:
    """The codebook of all rounds."""
    known = rounds.load(people)
    supplements = shelf.releases(people, Kind.COMMENTS)
    published, gone = cleared.published(people), withdrawn.by_wave(people)
    withheld = [
        replace(
            _withheld(people, own, supplements),
            published=published.get(own.release.wave, 0),
            withdrawn=withdrawn.reasons(gone.get(own.release.wave, ())),
        )
        for own in reversed(known)
    ]
    return exported.entries(
        known,
        meanings.of_version(people, _version(people, known)),
        withheld,
        origins(known, supplements),
    )


def _version(people: Session, known: Sequence[Round]) -> str | None:
    """The code frame's version that the newest round names."""
    frame = _part(people, known[-1].release, "frame") if known else {}
    return str(frame["version"]) if "version" in frame else None


def _withheld(people: Session, own: Round, supplements: Sequence[Shelved]) -> Withheld:
    topic_only, uncleared = Counter[str](), 0
    for supplement in supplements:
        if supplement.wave == own.release.wave:
            counted = _part(people, supplement, "withheld")
            topic_only.update(cast("Mapping[str, int]", counted.get("topic_only") or {}))
            uncleared += cast("int", counted.get("uncleared", 0))
    figures = cast("Mapping[str, int]", _part(people, own.release, "withheld"))
    return Withheld(own.label, figures, topic_only, uncleared)


def _part(people: Session, release: Shelved, name: str) -> Mapping[str, object]:
    """A part of a release; an empty one where the release has none."""
    try:
        return cast("Mapping[str, object]", shelf.part(people, release, name))
    except NoSuchRelease:
        return {}
