"""A worker answers on a phone without script: code, short steps, check, send, thanks."""

import pytest
from sqlalchemy.orm import Session

from surveys.responses import box
from tests.house_client import HouseClient
from tests.pulse.respond.open_round import Open
from tests.pulse.respond.worker import Worker

ANSWERS = {
    "caseload_safe": "disagree",
    "hours_over": "8_to_14",
    "supervision_amount": "prefer_not",
    "threats": ["by_phone", "online"],
    "support_offered": "yes",
    "not_asked": "The duty system is broken.",
    "not_asked-reader": "union",
    "role": "senior",
}


@pytest.mark.parametrize("script", [True, False])
def test_answers_given_are_in_the_box_once(
    worker: Worker, ballot: Session, asked: Open, script: bool
) -> None:
    worker.script = script
    worker.opens().answers(ANSWERS).sends()
    assert worker.heading == "Thank you. Your answers are in"
    assert box.count(ballot, asked.wave) == 1
