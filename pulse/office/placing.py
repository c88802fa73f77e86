"""Who goes where when a team is split: the rule, everybody's own place, and how many that makes, to be looked at before it is written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pulse.extensions import people
from pulse.office.unit_forms import HELD, SplitForm
from surveys.fieldwork import restructure
from surveys.fieldwork.unit_change import UnitChange


@dataclass(frozen=True)
class Person:
    """Somebody of the team. ``own``: their own choice as the form sends it, empty for the rule."""

    number: int
    name: str
    job_title: str
    own: str


@dataclass(frozen=True)
class Places:
    """The teams as code and name, with how many go there; who goes where; and all of it in one line."""

    teams: Sequence[tuple[str, str]]
    #: team's code -> people
    counts: dict[str, int]
    everybody: Sequence[Person]
    shown: str
    held: str = HELD


def of(form: SplitForm, code: str, change: UnitChange) -> Places:
    """After the change was tried and put back: everybody is in the old team."""
    own = form.own()
    return Places(
        teams=form.teams(),
        counts=dict(Counter(after for _, after in change.placed.values())),
        everybody=[
            Person(one.id, one.name, one.job_title or "", own.get(str(one.id), ""))
            for one in restructure.placed_in(people(), code)
        ],
        shown=form.chosen(),
    )
