"""Worked example: one made-up service, and what the real rule shows of it. The page says what is worked out here."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.blocks import Node, Pattern, cut
from surveys.speech import mark, say, say_many

SERVICE = mark("Fostering")
FEWEST = 10
#: Team -> how many answered.
ANSWERED: Mapping[str, int] = {
    mark("Duty"): 14,
    mark("North"): 12,
    mark("East"): 11,
    mark("South"): 4,
    mark("Night"): 3,
}


@dataclass(frozen=True)
class Line:
    """One group of the service and the people in it."""

    name: str
    people: int


@dataclass(frozen=True)
class WorkedExample:
    """The service's teams; what blanking the small ones gives away; what is shown instead."""

    teams: tuple[Line, ...]
    #: below FEWEST: left blank in the usual way
    blank: tuple[Line, ...]
    #: what our pages show: the service, teams of their own, then the others together
    shown: tuple[Line, ...]
    #: the teams in the last of ``shown``
    together: tuple[str, ...]

    @property
    def total(self) -> int:
        return self.shown[0].people

    @property
    def by_themselves(self) -> tuple[Line, ...]:
        """The teams that our pages show alone."""
        return self.shown[1:-1]

    @property
    def rest(self) -> Line:
        return self.shown[-1]

    @property
    def left_blank(self) -> int:
        """People whom anybody finds by subtraction, when small teams are left blank."""
        return sum(line.people for line in self.blank)

    @property
    def usual_sum(self) -> str:
        """ "44 − 14 − 12 − 11 = 7": the service without the teams that are not blank."""
        return _subtraction(self.total, [one for one in self.teams if one not in self.blank])

    @property
    def our_sum(self) -> str:
        """The same with what our pages show."""
        return _subtraction(self.total, self.by_themselves)


def worked_example() -> WorkedExample:
    """The example as the rule decides it (``surveys.blocks.cut``, which also decides about real rounds)."""
    teams = tuple(Line(say(name), people) for name, people in ANSWERED.items())
    pattern = _pattern()
    service, together = say(SERVICE), tuple(map(say, pattern.remainders[SERVICE]))
    rest = Line(
        say_many(
            "Other teams in %(service)s, combined (%(num)s team)",
            "Other teams in %(service)s, combined (%(num)s teams)",
            len(together),
            service=service,
        ),
        sum(ANSWERED[name] for name in pattern.remainders[SERVICE]),
    )
    whole = Line(say("The whole of %(service)s", service=service), sum(ANSWERED.values()))
    alone = (Line(say(name), ANSWERED[name]) for name in ANSWERED if name in pattern.shown)
    blank = tuple(line for line in teams if line.people < FEWEST)
    return WorkedExample(teams, blank, (whole, *alone, rest), together)


def _pattern() -> Pattern:
    service = Node(SERVICE, None, 0)
    return cut([service, *(Node(name, SERVICE, n) for name, n in ANSWERED.items())], FEWEST)


def _subtraction(total: int, lines: tuple[Line, ...] | list[Line]) -> str:
    taken = [line.people for line in lines]
    return f"{' − '.join(map(str, [total, *taken]))} = {total - sum(taken)}"
