"""Actions: what directors said they do, what is late of it, and what they said in which month."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template, request

from pulse.access import account
from pulse.access.permissions import Role
from pulse.director import scope
from pulse.director.asked import Asked
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from surveys import clock
from surveys.reports import actions as kept
from surveys.reports import reply, told
from surveys.reports import rounds as published
from surveys.reports.intent import STATE_NAMES
from surveys.reports.reply import Reply
from surveys.reports.rounds import Round
from surveys.reports.told import Told

TITLE = "Actions"
#: In the choice of states, in this order.
STATUSES = (
    ("late", "Late"),
    *((state.value, name) for state, name in STATE_NAMES.items()),
    ("draft", "Draft"),
)
#: As many months are told, so that the latest June is one of them; the form has all in which anything was promised.
LATEST_MONTHS = 12


@dataclass(frozen=True)
class Choice:
    """What the reader asked for. Empty: everything."""

    about: str
    status: str
    round: str
    month: str

    def takes(self, each: Told) -> bool:
        statuses = {each.status, each.action.now.state.value}
        if each.action.is_draft:
            statuses = {"draft"}
        return (
            self.about in ("", each.subject.key)
            and self.round in ("", each.action.aim.wave)
            and self.month in ("", _month(each))
            and (not self.status or self.status in statuses)
        )


@door.get("/actions")
@for_all_staff
def actions() -> str:
    """Late ones first. Drafts are among them for who may write them."""
    rounds = published.load(people())
    if not rounds:
        return nothing(TITLE)
    mine = readable(rounds)
    choice = Choice(**{f: request.args.get(f, "") for f in ("about", "status", "round", "month")})
    return render_template(
        "director/actions.html",
        title=TITLE,
        rounds=rounds,
        choice=choice,
        everything=mine,
        found=[each for each in mine if choice.takes(each)],
        counts=Counter("draft" if each.action.is_draft else each.status for each in mine),
        subjects=_subjects(mine),
        months=_months(mine),
        latest=_latest(_months(mine)),
        statuses=STATUSES,
        reply=lambda days: _reply(rounds, mine, days),
        may_write=bool(scope.groups(rounds)),
    )


def readable(rounds: Sequence[Round]) -> tuple[Told, ...]:
    """The actions that the person logged in reads."""
    seen = (scope.readable(rounds, each) for each in kept.every(people()))
    return told.tell(rounds, [each for each in seen if each is not None])


def acted(page: Asked, about: str | None = None, code: str | None = None) -> tuple[Told, ...]:
    """For other pages of this room: actions on a topic, on any theme (no code) or on anything, for the page's group."""
    return tuple(
        each
        for each in readable(page.rounds)
        if about in (None, each.subject.about.value)
        and code in (None, each.subject.code)
        and told.concerning(page.rounds[-1], [each.action], page.group.code)
    )


@door.context_processor
def known_here() -> dict[str, object]:
    """What the templates of this room can ask."""
    return {"acted": acted, "writes_actions": lambda: account.logged_in().role is Role.DIRECTOR}


def _reply(rounds: Sequence[Round], mine: Sequence[Told], days: int) -> Reply:
    return reply.to_round(rounds[-1], [each.action for each in mine], days=days)


def _subjects(mine: Sequence[Told]) -> list[tuple[str, str]]:
    return sorted(
        {(each.subject.key, each.subject.name) for each in mine}, key=lambda pair: pair[1]
    )


def _month(each: Told) -> str:
    on = each.action.published_on
    return f"{on:%Y-%m}" if on else ""


def _latest(months: Sequence[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The last months up to this one, also those in which nothing was promised: that is an answer too."""
    counted = {month: number for month, _, number in months}
    first = clock.today().replace(day=1)
    found = []
    for _ in range(LATEST_MONTHS):
        found.append((f"{first:%Y-%m}", f"{first:%B %Y}", counted.get(f"{first:%Y-%m}", 0)))
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def _months(mine: Sequence[Told]) -> list[tuple[str, str, int]]:
    """Month, its name and how many were promised in it, the newest first."""
    counted = Counter(_month(each) for each in mine)
    return [
        (month, f"{date.fromisoformat(month + '-01'):%B %Y}", counted[month])
        for month in sorted(counted, reverse=True)
        if month
    ]
