"""What the attacker has: the release, releases before it, perhaps a staff list, and for the build's own rehearsal the people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from surveys.disclosure.attacks.reading import Reading

SCORED, ANSWERED = " scored", "="
#: a block, then for each attribute of the instrument the answer, or "" for none
Cell: TypeAlias = tuple[str, ...]
#: item code or "response" -> cell -> people who answered it; item code + SCORED -> those whose answer has a score;
#: item code + ANSWERED + option -> those who gave this answer
People: TypeAlias = Mapping[str, Mapping[Cell, int]]


@dataclass(frozen=True)
class Known:
    """``earlier``: releases before this one, figures and supplements, in any order."""

    release: Reading
    earlier: tuple[Reading, ...] = ()
    #: block or unit code -> people who work there: everybody knows everybody's team
    staff: Mapping[str, int] | None = None
    #: only the build has it; with it the audit of linked groups is exact
    people: People | None = None
    #: number of a release -> supplements among those before, as far as their numbers are known
    supplements: Mapping[int, Reading] = field(default_factory=dict)

    @property
    def figures(self) -> list[Reading]:
        """Figures of this wave that are published already: those that a supplement belongs to."""
        own = self.release.wave
        return [one for one in self.earlier if one.has_figures and one.wave == own]

    @property
    def same_wave(self) -> list[Reading]:
        """The same, where this release has figures too: then it is a second one."""
        return self.figures if self.release.has_figures else []

    @property
    def other_waves(self) -> list[Reading]:
        """Figures of other waves, the oldest first."""
        own = self.release.wave
        others = [one for one in self.earlier if one.has_figures and one.wave != own]
        return sorted(others, key=lambda one: (one.opens_on, one.wave))
