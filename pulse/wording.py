"""Plain words for days, hours and the pledge, the same on every page that asks or shows."""

from dataclasses import dataclass
from datetime import date, timedelta

_NOON = 12


@dataclass(frozen=True)
class Dates:
    """The days of a round, in words."""

    closes_on: date
    releases_on: date
    release_hour: int
    keep_days: int
    #: within so many days of the results directors reply; None: as the organisation says
    reply_days: int | None = None

    @property
    def closes(self) -> str:
        return day(self.closes_on)

    @property
    def results(self) -> str:
        return f"{day(self.releases_on)} at {hour(self.release_hour)}"

    @property
    def destroyed(self) -> str:
        return day(self.closes_on + timedelta(days=self.keep_days))


def day(value: date) -> str:
    """As in ``Friday 4 December 2026``."""
    return f"{value:%A} {value.day} {value:%B %Y}"


def hour(value: int) -> str:
    """As in ``9am``, ``midday``, ``4pm`` or ``midnight``."""
    named = {0: "midnight", _NOON: "midday"}
    return named.get(value) or f"{value % _NOON}{'am' if value < _NOON else 'pm'}"


def custody_sentence(*, by_keyholders: bool) -> str:
    """Who can open the answers, and so whom one trusts."""
    if by_keyholders:
        return (
            "Three keyholders (union, employer, an outsider) hold the key to the answers. It takes two "
            "of them to open them, and the key was never on our server."
        )
    return (
        "Our server holds the key to the answers until they are opened. Whoever runs it could misuse "
        "that while the round is open."
    )


def results_sentence(*, on_network: bool) -> str:
    """Who can open the public results. The proxy keeps others out (docs/operations.md)."""
    if on_network:
        return "The results can be opened on the organisation’s network alone, without a log-in."
    return "Everyone can open the results, without a log-in."


def pledge_sentences(
    threshold: int, dates: Dates, *, right: str = "slip", by_keyholders: bool = False
) -> tuple[str, ...]:
    """What is promised for a round: short enough to be read before answering. ``right``: "slip" or "link"."""
    return (
        f"We keep no name, address, phone or time with your answers. Nobody can tell which {right} they came from.",
        custody_sentence(by_keyholders=by_keyholders),
        f"We only show figures that rest on {threshold} people or more.",
        "You choose who may read a comment. Names are hidden before you send it.",
        f"Everybody sees the same results at the same moment: {dates.results}.",
        f"The answers themselves are destroyed by {dates.destroyed}.",
    )
