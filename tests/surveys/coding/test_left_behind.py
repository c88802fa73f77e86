"""What readers added to a list that a newer one replaced is left behind until it is brought over, or the newer has it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.coding import edit, frame, frames, left_behind
from surveys.coding.addition import Addition
from surveys.coding.change import Change
from tests.surveys.coding import small_frame

PARKING = Change("caseload", "negative", ("no parking",))
NEW = Change("desks", "mixed", ("desk",), False, "Desks", "Where to sit.")


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Pulse comes with one small frame, and with a second one when this is called."""
    (tmp_path / "v1.yaml").write_text(small_frame.TEXT)
    monkeypatch.setattr(frames, "_SHIPPED", tmp_path)
    return lambda: (tmp_path / "v2.yaml").write_text(small_frame.NEWER) and None


def save(people: Session, *changes: Change, brought: bool = False) -> None:
    based_on, version = frames.newest(people), frames.next_version(people)
    content = edit.extended(frames.text(people, based_on), changes, version)
    fingerprint = frame.read(content, version).fingerprint
    addition = Addition(changes, brought)
    frames.save(people, addition, based_on=based_on, fingerprint=fingerprint, by="una")
    people.commit()


def test_it_is_all_there_in_its_order_until_it_was_brought(
    people: Session, newer: Callable[[], None]
) -> None:
    save(people, PARKING)
    save(people, NEW)
    assert left_behind.find(people) == ()
    newer()
    assert [one.version for one in left_behind.find(people)] == ["v1.2", "v1.1"]
    assert left_behind.changes(people) == (PARKING, NEW)
    save(people, Change("pay", "negative", ("poor pay",)))
    assert left_behind.changes(people) == (PARKING, NEW)
    save(people, PARKING, NEW, brought=True)
    assert left_behind.changes(people) == ()


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        (Change("caseload", "mixed", ("workload",)), False),
        (Change("bullying", "", (), welsh="Bwlio"), False),
        (Change("bullying", "", (), welsh="Poeni"), True),
        (Change("caseload", "", (), sensitive=True), True),
        (Change("caseload", "", (), exceptions=("caseload of wine",)), True),
        (PARKING, True),
        (NEW, True),
    ],
)
def test_what_the_newer_list_has_is_not_left_behind(
    people: Session, newer: Callable[[], None], change: Change, lacks: bool
) -> None:
    save(people, change)
    newer()
    assert bool(left_behind.find(people)) is lacks


def test_what_was_brought_once_is_brought_again_to_the_next_list(
    people: Session, newer: Callable[[], None], tmp_path: Path
) -> None:
    save(people, PARKING)
    newer()
    save(people, PARKING, brought=True)
    (tmp_path / "v3.yaml").write_text(small_frame.NEWER.replace("version: v2", "version: v3"))
    assert [one.version for one in left_behind.find(people)] == ["v2.1", "v1.1"]
    assert left_behind.changes(people) == (PARKING, PARKING)
