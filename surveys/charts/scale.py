"""The scale of a chart's figures: its ends, and how finely they were released."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """From `low` to `high`, to so many decimals, with a unit written after the number."""

    low: float = 0
    high: float = 100
    decimals: int = 0
    unit: str = ""
    ticks: tuple[float, ...] = (0, 25, 50, 75, 100)

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
