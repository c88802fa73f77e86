"""The solver is never believed on its word alone."""

import pytest

from surveys.disclosure import audit, solver
from surveys.disclosure.audit import second_opinion
from surveys.disclosure.solver import NotSolved, Rows, Solver

#: A service of two teams, and one role of which there are three people in the second.
GROUPS = {
    "S": [("T1", "a"), ("T2", "a"), ("T2", "b")],
    "T1": [("T1", "a")],
    "a": [("T1", "a"), ("T2", "a")],
}
PEOPLE = {("T1", "a"): 12, ("T2", "a"): 9, ("T2", "b"): 3}


def test_two_methods_agree_on_the_smallest_regions() -> None:
    second_opinion(GROUPS, PEOPLE, 10)


def test_two_answers_stop_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([10.0, 3.0])
    monkeypatch.setattr(audit._Trial, "cheapest", lambda self, region: (next(answers), frozenset()))
    with pytest.raises(NotSolved, match="two answers"):
        second_opinion(GROUPS, PEOPLE, 10)


def test_a_solver_that_gives_up_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    status = solver.highspy.HighsModelStatus.kTimeLimit
    monkeypatch.setattr(solver._core._Highs, "getModelStatus", lambda self: status)
    with pytest.raises(NotSolved):
        Solver([1.0], Rows([[0]], [1.0], [1.0]), between=(0, 1)).solve()


def test_what_cannot_be_has_no_solution() -> None:
    assert Solver([1.0], Rows([[0], [0]], [1.0, 0.0], [1.0, 0.0]), between=(0, 1)).solve() is None


def test_the_solver_says_nothing_on_the_screen(capfd: pytest.CaptureFixture[str]) -> None:
    Solver([1.0], Rows([[0]], [1.0], [1.0]), between=(0, 1), whole=True).solve()
    assert capfd.readouterr() == ("", "")
