"""What directors promised, in the paper of a release."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.exports import promised
from surveys.reports.intent import State
from tests.surveys.reports import said
from tests.surveys.reports.council import Council, publish_rounds


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.DECLINED, "A cap of ten. We can’t, because: The budget is spent."),
        (State.UNDER_WAY, "A cap of ten. Because: Five posts are filled."),
    ],
)
def test_a_reason_is_not_read_as_a_part_of_the_promise(
    people: Session, tmp_path: Path, state: State, told: str
) -> None:
    publish_rounds(people, tmp_path, Council(("North",), teams=0), 4)
    reason = {} if state is State.DECLINED else {"because": "Five posts are filled."}
    intent = said.intent(state, what="A cap of ten.", **reason)
    said.published(people, said=intent, on=date(2026, 4, 20))
    (table,) = promised.before(people, date(2026, 5, 1))
    assert [row[0] for row in table.rows] == [told]
