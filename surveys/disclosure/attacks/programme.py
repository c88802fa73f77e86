"""A linear or integer programme for HiGHS: the status of every solve is looked at, and a second run starts warm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
from highspy import _core

#: How far a number that HiGHS returns may be off.
TOLERANCE = 1e-6
INFINITY = highspy.kHighsInf


class Unsolved(RuntimeError):
    """HiGHS returned neither an optimum nor the proof that there is none: what it says must not be read."""


class Unbounded(Unsolved):
    """There is no least cost: of groups with given totals, the totals contradict each other."""


@dataclass(frozen=True)
class Column:
    """An unknown: what one of it costs, its bounds, and whether it is a whole number."""

    cost: float
    lower: float = -INFINITY
    upper: float = INFINITY
    whole: bool = False


@dataclass(frozen=True)
class Row:
    """A sum of unknowns (column -> coefficient) between two bounds."""

    coefficients: Mapping[int, float]
    lower: float
    upper: float


class Programme:
    """Minimise the cost of the columns within the rows. One model, changed and run again."""

    def __init__(self, columns: Sequence[Column], rows: Iterable[Row]) -> None:
        # highspy's own class prints a banner before it can be told not to
        self._highs = _core._Highs()
        # One thread and no presolve: the same answer every time, and the next run starts at the last one's corner.
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.setOptionValue("presolve", "off")
        self._size = len(columns)
        for number, column in enumerate(columns):
            self._highs.addCol(column.cost, column.lower, column.upper, 0, [], [])
            if column.whole:
                self._highs.changeColIntegrality(number, highspy.HighsVarType.kInteger)
        for row in rows:
            inside = sorted(row.coefficients)
            values = [row.coefficients[column] for column in inside]
            self._highs.addRow(row.lower, row.upper, len(inside), inside, values)

    def bound(self, row: int, lower: float, upper: float) -> None:
        """Give a row other bounds."""
        self._highs.changeRowBounds(row, lower, upper)

    def price(self, costs: Mapping[int, float]) -> None:
        """Give some columns other costs."""
        for column, cost in costs.items():
            self._highs.changeColCost(column, cost)

    def solve(self) -> tuple[float, ...] | None:
        """The value of each column at the optimum; None when the rows contradict each other. Raises Unsolved, Unbounded."""
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status == highspy.HighsModelStatus.kUnbounded:
            raise Unbounded("HiGHS: the programme has no least cost.")
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unsolved(f"HiGHS: {self._highs.modelStatusToString(status)}")
        return tuple(self._highs.getSolution().col_value[: self._size])
