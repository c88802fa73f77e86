"""Guard: there is one door through which a round is planned, and one through which it opens; both look at the rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: call -> the modules that may make it
ONLY = {
    "plan.plan": {"surveys/governance/rounds.py", "surveys/fieldwork/ahead.py"},
    "ahead.plan_next": {"surveys/governance/rounds.py"},
    "in_force.add": {"surveys/governance/proposals.py"},
    "keyholders.follow": {"surveys/governance/proposals.py"},
}
OPENS = {"pulse/jobs/open_wave.py"}


def calls(source: str) -> Iterator[str]:
    """Every ``module.function(…)``, as it is written; a move to a state with the state."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func)
            if node.func.attr == "move" and node.args:
                yield f"move {ast.unparse(node.args[0])}"


def made(wanted: str) -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for room in ("surveys", "pulse")
        for path in (ROOT / room).rglob("*.py")
        if any(call == wanted or call.endswith(f"{wanted}") for call in calls(path.read_text()))
    }


def test_a_round_is_planned_and_rules_are_agreed_in_one_place_each() -> None:
    assert {call: made(call) for call in ONLY} == ONLY


def test_a_round_opens_by_one_job_which_looks_at_the_rules_first() -> None:
    assert made("move waves.State.OPEN") | made("move State.OPEN") == OPENS
    order = list(calls((ROOT / "pulse/jobs/open_wave.py").read_text()))
    assert order.index("rounds.demand") < order.index("wave.move")


def test_planning_past_the_rules_would_be_noticed() -> None:
    assert "plan.plan" in calls("from surveys.fieldwork import plan\nplan.plan(people)")
    assert "move State.OPEN" in calls("wave.move(State.OPEN)")
