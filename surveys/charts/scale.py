"""The scale of a chart's figures: its ends, and how finely they were released."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """From `low` to `high`, to so many decimals, with a unit written after the number; `counted`: what a base counts."""

    low: float = 0
    high: float = 100
    decimals: int = 0
    unit: str = ""
    ticks: tuple[float, ...] = (0, 25, 50, 75, 100)
    counted: str = "answers"

    def rounded(self, value: float) -> float:
        """The value as released: everything drawn is computed from this, never from a finer one."""
        return round(value, self.decimals) + 0.0

    def words(self, value: float) -> str:
        return f"{self.rounded(value):.{self.decimals}f}{self.unit}"

    def share(self, value: float) -> float:
        """Where the rounded value lies between the ends, 0 to 1."""
        place = (self.rounded(value) - self.low) / (self.high - self.low)
        return min(1.0, max(0.0, place))


#: A topic's score, 0 to 100.
SCORE = Scale()

#: A share of answers in whole percent.
PERCENT = Scale(unit="%")

#: The mean of a five-point item.
MEAN = Scale(low=1, high=5, decimals=1, ticks=(1, 2, 3, 4, 5))

#: Where a scale of shares that stay low may end.
_ENDS = (20, 50, 100)


def of_comments(shares: Iterable[float]) -> Scale:
    """For shares of comments, in percent: as high as they need, since few themes are in half of all comments."""
    highest = max(shares, default=0)
    high = next(end for end in _ENDS if highest <= end)
    return Scale(high=high, unit="%", ticks=(0, high / 2, high), counted="comments")
