"""Outcome: what a trial changed in one comment, looked up among what its reader may read now: an answer holds no comment."""

from collections.abc import Mapping
from dataclasses import dataclass

from pulse.extensions import people
from pulse.stewards import desk
from pulse.stewards.marked import marked
from surveys.coding import inquiry
from surveys.coding.inquiry import FrameInquiry
from surveys.exports.words import POLARITIES
from surveys.reports.rounds import Round


@dataclass(frozen=True)
class Outcome:
    """Theme names with what is said of them, before and now."""

    text: object
    before: str
    after: str
    where: str


def of_trial(
    row: FrameInquiry, rounds: tuple[Round, ...], names: Mapping[str, str]
) -> list[Outcome]:
    """Each comment that would be read differently. ``names``: code -> name of a theme."""
    labels = {each.release.wave: each.label for each in rounds}
    readable = desk.mine().comments(people(), rounds) if row.answer else ()
    return [
        Outcome(
            text=marked(comment.text, said["phrases"]),  # type: ignore[arg-type]  # a list of texts
            before=_in_words(said["before"], names),
            after=_in_words(said["after"], names),
            where=labels.get(comment.wave, comment.wave),
        )
        for comment, said in inquiry.named(row.answer or {}, readable)
    ]


def _in_words(themes: object, names: Mapping[str, str]) -> str:
    said = themes if isinstance(themes, dict) else {}
    return ", ".join(
        f"{names[code]}: {POLARITIES[polarity].lower()}" for code, polarity in sorted(said.items())
    )
