"""The solver: HiGHS, silent, on one thread, and never believed without its status.

Bounds in these programmes are whole numbers, given as such: a bound off by 1e-9 once made HiGHS report an infeasible
programme whose objective read 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
from highspy import _core

#: What the solver may be wrong by, in people.
TOLERANCE: Final = 1e-6
INFINITY: Final = highspy.kHighsInf


class NotSolved(Exception):
    """The solver gave up. Nothing may be concluded from it, so nothing is published."""


@dataclass(frozen=True)
class Solved:
    """A programme's optimum: its value and its columns."""

    value: float
    columns: Sequence[float]


@dataclass(frozen=True)
class Rows:
    """Row by row, the columns with a coefficient (which is always 1), and the bounds of their sum."""

    columns: Sequence[Sequence[int]]
    lower: Sequence[float]
    upper: Sequence[float]


class Solver:
    """Minimise ``costs · x`` with rows of ones; ``whole``: in whole numbers; ``method``: HiGHS's name of one.

    Solved again after a changed row it goes on from where it was.
    """

    def __init__(
        self,
        costs: Sequence[float],
        rows: Rows,
        *,
        between: tuple[float, float],
        whole: bool = False,
        method: str = "choose",
    ) -> None:
        # highspy's own class prints a banner before it can be told not to
        self._highs = _core._Highs()
        options = highspy.HighsOptions()
        options.output_flag = options.log_to_console = False
        options.threads, options.random_seed = 1, 0
        # without it each programme starts from the last one's end; presolving would throw that away
        options.presolve = "choose" if whole else "off"
        options.solver = method
        options.mip_rel_gap = options.mip_abs_gap = 0
        self._highs.passOptions(options)
        self._highs.passModel(_model(costs, rows, between, whole=whole))

    def fix_row(self, row: int, lower: float, upper: float) -> None:
        self._highs.changeRowBounds(row, lower, upper)

    def solve(self) -> Solved | None:
        """The optimum, or None when there is no solution. Raises NotSolved."""
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise NotSolved(f"HiGHS ended with {status}.")
        value = float(self._highs.getInfo().objective_function_value)
        return Solved(value, list(self._highs.getSolution().col_value))


def version() -> str:
    return f"HiGHS {_core._Highs().version()}"


def _model(
    costs: Sequence[float], rows: Rows, between: tuple[float, float], *, whole: bool
) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(costs), len(rows.columns)
    model.col_cost_ = np.array(costs, dtype=float)
    model.col_lower_ = np.full(len(costs), between[0])
    model.col_upper_ = np.full(len(costs), between[1])
    model.row_lower_ = np.array(rows.lower, dtype=float)
    model.row_upper_ = np.array(rows.upper, dtype=float)
    starts = np.cumsum([0, *(len(row) for row in rows.columns)])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = np.array([c for row in rows.columns for c in row], dtype=np.int32)
    model.a_matrix_.value_ = np.ones(starts[-1])
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(costs)
    return model
