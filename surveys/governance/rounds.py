"""Rounds under the rules: a round that has not opened promises at least what the rules of its first day say.

Keeps docs/promise.md#frozen: looked at when a round is planned, brought up when the rules get stronger, and looked at
again at the door, when it opens.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import clock
from surveys.errors import Refusal
from surveys.fieldwork import ahead, plan, sealing_keys
from surveys.fieldwork.plan import CLEARING, BadPlan, Details, Problem
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.waves import State, Wave
from surveys.governance import in_force
from surveys.governance.rules import BadRules, Rules, foreign, lacking, lifted, trimmed

_PROPOSE: Final = "Anything weaker takes two keyholders: propose other rules first."


class WeakerThanTheRules(Refusal):
    """A round would promise less than the rules in force."""


def plan_one(people: Session, **details: Unpack[Details]) -> Wave:
    """Plan a round that keeps the rules of its first day, without questions about oneself that they do not allow.

    Raises BadPlan, whose problems name the fields of the pledge too.
    """
    rules = _rules_of(people, details["opens_on"])
    found = tuple(problems(details["pledge"], rules))
    if found:
        raise BadPlan((*found, *plan.check(people, **details)))
    details["instrument"] = trimmed(details["instrument"], rules)
    return plan.plan(people, **details)


def plan_next(people: Session) -> tuple[Wave, ...]:
    """The programme's next rounds, brought up to the rules where the programme is older. Raises BadPlan, BadRules."""
    made = ahead.plan_next(people)
    for wave in made:
        lift(people, wave)
    return made


def lift_all(people: Session) -> None:
    """Bring every planned round up to the rules. Raises BadRules when one cannot be held under them."""
    chosen = select(Wave).where(Wave.state == State.PLANNED).order_by(Wave.opens_on)
    for wave in people.scalars(chosen).all():
        lift(people, wave)


def lift(people: Session, wave: Wave) -> None:
    """Give a planned round whatever the rules of its first day promise beyond its own pledge. Raises BadRules."""
    rules = _rules_of(people, wave.opens_on)
    if foreign(wave.instrument, rules):
        wave.instrument_document = trimmed(wave.instrument, rules).document()
    pledge = lifted(wave.pledge, rules)
    if pledge == wave.pledge:
        return
    _fits(people, wave, pledge)
    wave.pledge_document = pledge.document()
    if pledge.by_keyholders and sealing_keys.of(people, wave) is None:
        sealing_keys.reserve(people, wave)
    people.flush()


def demand(people: Session, wave: Wave) -> None:
    """At the door: raises WeakerThanTheRules when a round that is about to open promises less than today's rules."""
    rules = in_force.now(people).rules
    found = [problem.message for problem in problems(wave.pledge, rules)]
    if foreign(wave.instrument, rules):
        found.append(f"It may not ask: {', '.join(foreign(wave.instrument, rules))}.")
    if found:
        raise WeakerThanTheRules(f"Round {wave.code} does not open. {' '.join(found)}")


def problems(pledge: Pledge, rules: Rules) -> Iterator[Problem]:
    """In what a pledge promises less than the rules, each with the field in which to put it right."""
    for change in lacking(pledge, rules):
        yield Problem(change.aspect, f"{_SAID[change.aspect].format(rules.pledge)} {_PROPOSE}")


_SAID: Final = {
    "threshold": "The rules in force say {0.threshold} people or more.",
    "comment_threshold": "The rules in force say that comments come from {0.comment_threshold} people or more.",
    "sensitive_threshold": "The rules in force say {0.sensitive_threshold} people or more for sensitive questions.",
    "keep_days": "The rules in force say {0.keep_days} days or fewer.",
    "custody": "The rules in force say that keyholders hold the key.",
    "results_for": "The rules in force say something else.",
}


def _rules_of(people: Session, day: date) -> Rules:
    """As far as they are agreed now; a first day that has passed counts as today."""
    return in_force.on(people, max(day, clock.today())).rules


def _fits(people: Session, wave: Wave, pledge: Pledge) -> None:
    """Raises BadRules when this planned round cannot be held with that pledge."""
    needed = (wave.releases_on + CLEARING - wave.closes_on).days
    if pledge.keep_days < needed:
        raise BadRules(
            "keep_days",
            f"Round {wave.code} needs its raw answers for {needed} days: its comments are cleared until "
            f"{CLEARING.days} days after the results. Choose {needed} or more, or skip that round first.",
        )
    lacks_key = pledge.by_keyholders and sealing_keys.of(people, wave) is None
    if lacks_key and not sealing_keys.unused(people):
        raise BadRules("custody", f"Round {wave.code}: {sealing_keys.NONE_LEFT}")
