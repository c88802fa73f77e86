"""The codebook: what each column and code of the comments' file means, what was promised, what was withheld."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from surveys.charts.point import WHY_WITHHELD, WITHHELD
from surveys.exports import sheet, words
from surveys.exports.origin import Origin
from surveys.exports.theme_meanings import Meaning
from surveys.reports.rounds import Round

COLUMNS = ("section", "code", "name", "meaning")

_COLUMN_MEANINGS = {
    "round": "The round in which the comment was written.",
    "service": "The service, services counted together, or whole organisation the comment comes from. Never a team, never a role.",
    "question": "The question it answers, in the words people saw.",
    "theme_codes": "The themes found in it, separated by semicolons. A comment may have several or none.",
    "polarities": "One for each theme, in the same order.",
    "comment": "The comment as it was cleared. Words in square brackets stand for something hidden, such as [name].",
    "phrases": "The words that show each theme, as they stand in the comment. A program finds them by a list of "
    "phrases; it makes mistakes.",
    "reader": "Who may read it. Its author chose; do not pass it to anybody else.",
    "release": "The hash of the round’s last release when the file was made. It covers every release before it.",
}

_WHY = f"What stands in the place of a figure means “{WHY_WITHHELD}”. Nobody sees it; which of the three it is, is not told."


class Section(StrEnum):
    """The parts of a codebook, in their order."""

    COLUMNS = "Columns"
    THEMES = "Themes"
    POLARITIES = "Polarities"
    READERS = "Who may read"
    PLEDGE = "What was promised"
    WITHHELD = "What is withheld"
    RELEASES = "Releases"


@dataclass(frozen=True)
class Entry:
    """One line of the codebook."""

    section: Section
    code: str
    name: str
    meaning: str

    @property
    def title(self) -> str:
        """The name, with the code where people need it: not where it is the name, nor a hash that the meaning tells."""
        plain = self.section is Section.RELEASES or self.code in (self.name, "")
        return self.name if plain else f"{self.name} ({self.code})"


@dataclass(frozen=True)
class Withheld:
    """How much of a round is withheld, by kind; how many comments two readers took out, by reason, and how many nobody
    cleared before the answers were destroyed. ``published``: comments that were ever published; ``withdrawn``: reason ->
    how many of these were withdrawn."""

    round: str
    figures: Mapping[str, int]
    topic_only: Mapping[str, int]
    uncleared: int = 0
    published: int = 0
    withdrawn: Mapping[str, int] = field(default_factory=dict)


def entries(
    rounds: Sequence[Round],
    meanings: Mapping[str, Meaning],
    withheld: Iterable[Withheld],
    origins: Iterable[Origin] = (),
) -> tuple[Entry, ...]:
    """The whole codebook of these rounds, the newest first."""
    return (
        *(Entry(Section.COLUMNS, code, code, _COLUMN_MEANINGS[code]) for code in _COLUMN_MEANINGS),
        Entry(
            Section.COLUMNS,
            "'",
            "Apostrophe",
            "In CSV it stands before a cell that a spreadsheet would take for a formula. It is not part of the text.",
        ),
        *(Entry(Section.THEMES, one.code, one.name, one.definition) for one in meanings.values()),
        *(
            Entry(Section.POLARITIES, code, name, words.POLARITY_MEANINGS[code])
            for code, name in words.POLARITIES.items()
        ),
        *(
            Entry(Section.READERS, code, name, "The choice of the comment’s author.")
            for code, name in words.READERS.items()
        ),
        *(entry for own in reversed(rounds) for entry in _pledge(own)),
        Entry(Section.WITHHELD, WITHHELD, WITHHELD.capitalize(), _WHY),
        *(entry for one in withheld for entry in _withheld(one)),
        *(Entry(Section.RELEASES, one.digest, one.round, one.words) for one in origins),
    )


def file(found: Iterable[Entry]) -> bytes:
    """The codebook as CSV."""
    return sheet.table(COLUMNS, map(row, found))


def row(entry: Entry) -> tuple[str, ...]:
    """One entry as a row of a table."""
    return (entry.section.value, entry.code, entry.name, entry.meaning)


def _pledge(own: Round) -> Iterator[Entry]:
    sentences = {
        "threshold": "A figure is shown only where at least {} people answered.",
        "comment_threshold": "A comment is shown only where at least {} people commented.",
        "sensitive_threshold": "Sensitive questions and themes are shown only for at least {} people, as bands.",
        "keep_days": "The answers themselves are destroyed {} days after the round closed.",
        "reply_days": "Directors promised to reply within {} days of the results.",
    }
    for code, sentence in sentences.items():
        if code in own.pledge:
            yield Entry(Section.PLEDGE, code, own.label, sentence.format(own.pledge[code]))


def _withheld(one: Withheld) -> Iterator[Entry]:
    for code, number in one.figures.items():
        yield Entry(
            Section.WITHHELD, code, one.round, f"{words.said(words.WITHHELD, code)}: {number}."
        )
    for code, number in one.topic_only.items():
        sentence = f"Comments counted by topic only. {words.said(words.REASONS, code)}: {number}."
        yield Entry(Section.WITHHELD, code, one.round, sentence)
    if one.uncleared:
        sentence = f"Comments nobody had cleared when the answers were destroyed, and that went with them: {one.uncleared}."
        yield Entry(Section.WITHHELD, "uncleared", one.round, sentence)
    if one.published:
        still = one.published - sum(one.withdrawn.values())
        sentence = f"Comments published: {one.published}. Of these can still be read, by those whom their authors chose: {still}."
        yield Entry(Section.WITHHELD, "published", one.round, sentence)
    for code, number in one.withdrawn.items():
        sentence = (
            f"Published comments withdrawn later. {words.said(words.WITHDRAWN, code)}: {number}."
        )
        yield Entry(Section.WITHHELD, code, one.round, sentence)
