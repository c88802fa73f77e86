"""Worked example: one made-up service, and what the real rule shows of it. The page says what is worked out here."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.blocks import Node, Pattern, cut

SERVICE = "Fostering"
FEWEST = 10
#: Team -> how many answered.
ANSWERED: Mapping[str, int] = {"Duty": 14, "North": 12, "East": 11, "South": 4, "Night": 3}


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
    teams = tuple(Line(name, people) for name, people in ANSWERED.items())
    pattern = _pattern()
    together = pattern.remainders[SERVICE]
    rest = Line(
        f"Other teams in {SERVICE}, combined ({len(together)} teams)",
        sum(ANSWERED[name] for name in together),
    )
    whole = Line(f"The whole of {SERVICE}", sum(ANSWERED.values()))
    alone = (line for line in teams if line.name in pattern.shown)
    blank = tuple(line for line in teams if line.people < FEWEST)
    return WorkedExample(teams, blank, (whole, *alone, rest), together)


def _pattern() -> Pattern:
    service = Node(SERVICE, None, 0)
    return cut([service, *(Node(name, SERVICE, n) for name, n in ANSWERED.items())], FEWEST)


def _subtraction(total: int, lines: tuple[Line, ...] | list[Line]) -> str:
    taken = [line.people for line in lines]
    return f"{' − '.join(map(str, [total, *taken]))} = {total - sum(taken)}"
