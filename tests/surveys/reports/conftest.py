from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.surveys.reports.council import Council, publish_rounds

#: In the first service one large team, two that are too small alone; in the second two large ones.
SIZES = {"S1T01": 30, "S1T02": 9, "S1T03": 12, "S2T01": 40, "S2T02": 35}


@pytest.fixture
def council() -> Council:
    return Council(services=("North", "South"), teams=0, sizes=dict(SIZES))


@pytest.fixture
def stocked(people: Session, tmp_path: Path, council: Council) -> Session:
    """Four rounds of a small council; everybody answers."""
    publish_rounds(people, tmp_path, council, 4, share=1.0)
    people.commit()
    return people
