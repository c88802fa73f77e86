"""Plain words for days, hours and the pledge, the same on every page that asks or shows."""

from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from surveys.speech import ENGLISH, language, say

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
        return moment(self.releases_on, self.release_hour)

    @property
    def destroyed(self) -> str:
        return day(self.closes_on + timedelta(days=self.keep_days))


def day(value: date) -> str:
    """As in ``Friday 4 December 2026``; in Welsh without the day of the week, whose first letter would change with the word before."""
    if language() != ENGLISH:
        return plain_day(value)
    return f"{value:%A} {value.day} {value:%B %Y}"


def plain_day(value: date) -> str:
    """As in ``4 December 2026``."""
    return format_date(value, "d MMMM y", locale=language())


def hour(value: int) -> str:
    """As in ``9am``, ``midday``, ``4pm`` or ``midnight``."""
    named = {0: say("midnight"), _NOON: say("midday")}
    half = (
        say("%(hour)sam", hour=value % _NOON)
        if value < _NOON
        else say("%(hour)spm", hour=value % _NOON)
    )
    return named.get(value) or half


def moment(on: date, at: int) -> str:
    """As in ``Friday 4 December 2026 at 9am``."""
    return say("%(day)s at %(hour)s", day=day(on), hour=hour(at))


def custody_sentence(*, by_keyholders: bool) -> str:
    """Who can open the answers, and so whom one trusts."""
    if by_keyholders:
        return say(
            "Three keyholders (union, employer, an outsider) hold the key to the answers. It takes two "
            "of them to open them, and the key was never on our server."
        )
    return say(
        "Our server holds the key to the answers until they are opened. Whoever runs it could misuse "
        "that while the round is open."
    )


def results_sentence(*, on_network: bool) -> str:
    """Who can open the public results. The proxy keeps others out (docs/operations.md)."""
    if on_network:
        return say(
            "The results can be opened on the organisation’s network alone, without a log-in."
        )
    return say("Everyone can open the results, without a log-in.")


def pledge_sentences(
    threshold: int, dates: Dates, *, right: str = "slip", by_keyholders: bool = False
) -> tuple[str, ...]:
    """What is promised for a round: short enough to be read before answering. ``right``: "slip" or "link"."""
    no_trace = say(
        "We keep no name, address, phone or time with your answers. Nobody can tell which slip they came from."
    )
    if right == "link":
        no_trace = say(
            "We keep no name, address, phone or time with your answers. Nobody can tell which link they came from."
        )
    return (
        no_trace,
        custody_sentence(by_keyholders=by_keyholders),
        say("We only show figures that rest on %(k)s people or more.", k=threshold),
        say("You choose who may read a comment. Names are hidden before you send it."),
        say(
            "Everybody sees the same results at the same moment: %(moment)s.", moment=dates.results
        ),
        say("The answers themselves are destroyed by %(day)s.", day=dates.destroyed),
    )
