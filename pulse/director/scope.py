"""Whose actions: a director writes those of their part of the organisation; what is published everybody on the staff reads."""

from collections.abc import Sequence

from pulse.access import account
from pulse.access.permissions import Role
from surveys.releases.document import Group
from surveys.reports import subject
from surveys.reports.action import Action
from surveys.reports.rounds import Round


def may_act_on(rounds: Sequence[Round], group: str) -> bool:
    """Whether the person logged in writes actions for this group. A group that is no more belongs where it last stood."""
    person = account.logged_in()
    if person.role is not Role.DIRECTOR:
        return False
    if person.scope_code is None:
        return True
    last = next((each for each in reversed(rounds) if group in each.by_code), None)
    return last is not None and group in last.within(person.scope_code)


def groups(rounds: Sequence[Round]) -> tuple[Group, ...]:
    """Those for which the person logged in can record an action."""
    return tuple(each for each in subject.groups(rounds[-1]) if may_act_on(rounds, each.code))


def readable(rounds: Sequence[Round], action: Action) -> Action | None:
    """As much of it as the person logged in reads: all for who may write it, what is published for others."""
    return action if may_act_on(rounds, action.aim.group) else action.since_published()
