"""When the made-up rounds happen, reckoned from today: six past ones, a quarter apart, and one that is open."""

from dataclasses import dataclass
from datetime import date, timedelta

PAST = 6
GAP = timedelta(days=91)
OPEN_FOR = timedelta(days=13)
RELEASE_HOUR = 9


@dataclass(frozen=True)
class Days:
    """The days of one round."""

    number: int
    opens_on: date

    @property
    def code(self) -> str:
        return f"{self.opens_on:%Y-%m}"

    @property
    def name(self) -> str:
        return f"{self.opens_on:%B %Y}"

    @property
    def answered_on(self) -> date:
        return self.opens_on + timedelta(days=4)

    @property
    def closes_on(self) -> date:
        return self.opens_on + OPEN_FOR

    @property
    def closed_on(self) -> date:
        return self.closes_on + timedelta(days=1)

    @property
    def releases_on(self) -> date:
        return self.closes_on + timedelta(days=7)

    @property
    def cleared_on(self) -> date:
        return self.releases_on + timedelta(days=5)


def rounds(today: date) -> tuple[Days, ...]:
    """Seven rounds, the last one open since four days."""
    last = today - timedelta(days=4)
    return tuple(Days(n + 1, last - GAP * (PAST - n)) for n in range(PAST + 1))
