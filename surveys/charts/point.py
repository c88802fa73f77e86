"""What charts draw: one released figure, or the gap where one is withheld."""

from dataclasses import dataclass
from math import isfinite
from typing import Final

from surveys.speech import mark, say

WITHHELD: Final = mark("withheld")
#: Why any figure may be withheld: one wording everywhere, so that the reason tells nothing.
WHY_WITHHELD: Final = mark(
    "withheld: too few answers, answers too alike, or it would give away another group"
)


def why_withheld() -> str:
    """The same in the language spoken now."""
    return say(WHY_WITHHELD)


@dataclass(frozen=True)
class Point:
    """A figure of one wave: its value, its interval, how many answered. All None: a gap, withheld unless ``because`` says else.

    Raises ValueError when a withheld point carries a number, or a number is none.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    base: int | None = None
    #: what stands for it where it has no value; empty where it is withheld
    because: str = ""

    def __post_init__(self) -> None:
        if self.value is None and (self.low, self.high, self.base) != (None, None, None):
            raise ValueError(f"a withheld point carries no number: {self.label!r}")
        if not all(isfinite(n) for n in (self.value, self.low, self.high) if n is not None):
            raise ValueError(f"not a number that can be drawn: {self.label!r}")

    @property
    def is_withheld(self) -> bool:
        return self.value is None

    @property
    def gap(self) -> str:
        """What stands in its gap: "withheld", or that there was nothing to compare."""
        return say("no figure") if self.because else say(WITHHELD)

    @property
    def why(self) -> str:
        """Why it has no value."""
        return self.because or why_withheld()


@dataclass(frozen=True)
class Panel:
    """A title and its points: one small chart of many, or the line of another group beside one's own."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Bar:
    """How one item was answered: a whole percentage an option, lowest first. None: withheld.

    Raises ValueError when a withheld bar carries a base, or a share is not between 0 and 100.
    """

    label: str
    shares: tuple[int, ...] | None
    base: int | None = None

    def __post_init__(self) -> None:
        if self.shares is None and self.base is not None:
            raise ValueError(f"a withheld bar carries no number: {self.label!r}")
        if any(not 0 <= share <= 100 for share in self.shares or ()):
            raise ValueError(f"a share is a percentage: {self.label!r}")
