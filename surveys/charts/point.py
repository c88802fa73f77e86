"""What charts draw: one released figure, or the gap where one is withheld."""

from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True)
class Point:
    """A figure of one wave: its value, its interval, how many answered. All None: withheld.

    Raises ValueError when a withheld point carries a number, or a number is none.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    base: int | None = None

    def __post_init__(self) -> None:
        if self.value is None and (self.low, self.high, self.base) != (None, None, None):
            raise ValueError(f"a withheld point carries no number: {self.label!r}")
        if not all(isfinite(n) for n in (self.value, self.low, self.high) if n is not None):
            raise ValueError(f"not a number that can be drawn: {self.label!r}")

    @property
    def is_withheld(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class Panel:
    """One small chart of many: its title and its points."""

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
