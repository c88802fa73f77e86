"""Reply: by which day directors answer a round, and whether they did. Their first published action of it is the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from surveys import clock
from surveys.reports.action import Action
from surveys.reports.rounds import Round


@dataclass(frozen=True)
class Reply:
    """The day it is promised by, and the day it came; None: not yet."""

    by: date
    on: date | None

    @property
    def overdue(self) -> bool:
        """The day has passed, and nothing came."""
        return self.on is None and clock.today() > self.by

    @property
    def days_late(self) -> int:
        """How late it came; 0 when it came in time or not at all."""
        return max(0, (self.on - self.by).days) if self.on else 0


def to_round(own: Round, published: Iterable[Action], *, days: int) -> Reply:
    """From the day of the release, within the days of the round's pledge. ``days``: of a round that opened before its
    pledge said so."""
    wave = own.release.wave
    came = [each.published_on for each in published if each.aim.wave == wave and each.published_on]
    return Reply(
        own.release.published_on + timedelta(days=own.pledge.get("reply_days", days)),
        min(came, default=None),
    )
