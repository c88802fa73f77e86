"""What a page of this room is asked for: a group, and a round. Unknown and hidden groups answer alike."""

from dataclasses import dataclass

from flask import request

from pulse.extensions import people
from surveys.releases.document import Group
from surveys.reports import rounds as published
from surveys.reports import trends
from surveys.reports.attributes import short_name, title
from surveys.reports.rounds import Round


@dataclass(frozen=True)
class Asked:
    """The published rounds, the round a page is about (the newest unless asked otherwise) and the group."""

    rounds: tuple[Round, ...]
    round: Round
    group: Group

    @property
    def choices(self) -> tuple[Group, ...]:
        """Groups of the organisation to choose from, in reading order."""
        return self.round.shown

    @property
    def name(self) -> str:
        """The group's name where it stands alone."""
        return title(self.group)

    @property
    def by(self) -> str | None:
        """ "role" for a group of people of one role; None for a group of the organisation."""
        return short_name(self.group.attribute) if self.group.attribute else None

    @property
    def together(self) -> list[str]:
        """The names of those that a remainder counts together."""
        return [group.name_in("en") for group in self.round.members(self.group.code)]

    @property
    def is_current(self) -> bool:
        """The round shows the group; false for one that only earlier rounds have shown."""
        own = self.round.by_code.get(self.group.code)
        return own is not None and own.shown

    @property
    def link(self) -> dict[str, str]:
        """What links to other pages of this room carry along."""
        newest = self.rounds[-1]
        group = {"group": self.group.code} if self.group.code != newest.top.code else {}
        return group if self.round is newest else {**group, "round": self.round.release.wave}


def asked(*, newest: bool = False) -> Asked | None:
    """From the address: ``group`` and ``round``. None when nothing is published, or no group may be shown.

    ``newest``: a page about the newest round alone. Raises NoSuchRound, NoSuchGroup.
    """
    rounds = published.load(people())
    if not rounds:
        return None
    wave = None if newest else request.args.get("round")
    chosen = published.find(rounds, wave) if wave else rounds[-1]
    if not chosen.top.shown:
        return None
    code = request.args.get("group") or chosen.top.code
    return Asked(rounds, chosen, chosen.group(code))


def asked_over_time() -> Asked | None:
    """The same for pages over all rounds: any group that some round has shown."""
    rounds = published.load(people())
    if not rounds or not any(each.shown for each in rounds):
        return None
    newest = rounds[-1]
    code = request.args.get("group") or newest.top.code
    return Asked(rounds, newest, trends.newest_showing(rounds, code))
