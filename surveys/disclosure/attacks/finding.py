"""What an attack finds: findings refuse a release, reports are documented and stand in the table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

#: "workload (item), Team A" and "answers with a score to workload, Team A"
_QUESTION = re.compile(r"(?:answers with a score to )?(\w+)(?: \(item\))?, ")
#: How many details of one attack are written out; the rest is counted.
MOST = 3


@dataclass(frozen=True)
class Finding:
    """Something the release gives away. ``figure`` names it without a number; ``sentence`` shows how it is done."""

    figure: str
    sentence: str

    @property
    def item(self) -> str | None:
        """The question that it is about, where it is about one: of which less can be shown."""
        found = _QUESTION.match(self.figure)
        return found[1] if found else None


@dataclass
class Trial:
    """The record of one attack while it runs."""

    #: figures, sums or bounds it was tried on
    tried: int = 0
    findings: list[Finding] = field(default_factory=list)
    #: sentences: found, documented, no reason to refuse
    reports: list[str] = field(default_factory=list)
    #: how it was staged, in a sentence
    notes: list[str] = field(default_factory=list)
    #: set where a file cannot show it: what makes it impossible
    refused_by: str | None = None

    def find(self, figure: str, sentence: str) -> None:
        self.findings.append(Finding(figure, sentence))

    def report(self, sentence: str) -> None:
        self.reports.append(sentence)

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)

    def refused(self, by: str) -> None:
        self.refused_by = by


@dataclass(frozen=True)
class Outcome:
    """How one attack of the list went."""

    #: as docs/disclosure.md numbers them: "1", "10–12"
    number: str
    name: str
    tried: int
    #: "nothing found", "found: 2", "reported: 5", "refused by construction"
    outcome: str
    details: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def refuses(self) -> bool:
        return bool(self.findings)


def outcome(number: str, name: str, trial: Trial) -> Outcome:
    """The finished record of an attack."""
    sentences = [finding.sentence for finding in trial.findings] or trial.reports
    details = (*trial.notes, *_few(sentences))
    if trial.findings:
        said = f"found: {len(trial.findings)}"
    elif trial.refused_by:
        said, details = "refused by construction", (trial.refused_by, *details)
    elif trial.reports:
        said = f"reported: {len(trial.reports)}"
    else:
        said = "nothing found" if trial.tried else "nothing to try"
    return Outcome(number, name, trial.tried, said, details, tuple(trial.findings))


def _few(sentences: Sequence[str]) -> tuple[str, ...]:
    more = len(sentences) - MOST
    return (*sentences[:MOST], *([f"… and {more} more."] if more > 0 else []))
