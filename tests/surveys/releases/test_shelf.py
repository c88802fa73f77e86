from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.comments.readers import Reader
from surveys.keyring import Keyring
from surveys.releases import publish, release_file, shelf
from surveys.releases.release import Kind, Status, Subject
from tests.surveys.releases import drafts

pytestmark = pytest.mark.both_databases


@pytest.fixture
def stocked(people: Session, tmp_path: Path) -> Session:
    keyring = Keyring(tmp_path)
    publish.publish(people, keyring, drafts.figures("2026-08"))
    publish.publish(people, keyring, drafts.figures("2026-11", base=50))
    publish.publish(people, keyring, drafts.supplement("2026-11"))
    people.commit()
    return people


def test_figures_stand_in_the_order_of_the_chain(stocked: Session) -> None:
    assert [release.wave for release in shelf.releases(stocked)] == ["2026-08", "2026-11"]
    assert [release.number for release in shelf.releases(stocked, Kind.COMMENTS)] == [3]


def test_the_latest_is_of_figures_not_of_comments(stocked: Session) -> None:
    latest = shelf.latest(stocked)
    assert latest is not None
    assert (latest.number, latest.wave) == (2, "2026-11")
    assert latest.name_in("cy") == "November 2026"


def test_an_empty_shelf_has_no_latest(people: Session) -> None:
    assert shelf.latest(people) is None
    assert shelf.releases(people) == ()


def test_groups_come_in_reading_order_with_those_counted_elsewhere(stocked: Session) -> None:
    groups = shelf.groups(stocked, shelf.of_wave(stocked, "2026-11"))
    assert [(group.code, group.shown, group.combined_in) for group in groups] == [
        ("ALL", True, None),
        ("S1", True, None),
        ("T1", False, "S1"),
    ]
    assert groups[0].name_in("cy") == "Group ALL"


def test_cells_can_be_asked_for_by_group_subject_and_measure(stocked: Session) -> None:
    release = shelf.find(stocked, 2)
    assert len(shelf.cells(stocked, release)) == 3
    assert len(shelf.cells(stocked, release, groups=["S1"])) == 2
    assert shelf.cells(stocked, release, subject=Subject.THEME) == ()
    (cell,) = shelf.cells(stocked, release, groups=["S1"], measures=["workload"])
    assert cell.status is Status.SHOWN
    assert (cell.base, cell.counts) == (50, {"agree": 20, "disagree": 30})


def test_a_history_has_every_release_in_order(stocked: Session) -> None:
    history = shelf.history(stocked, "S1", subject=Subject.ITEM, measures=["workload"])
    assert {number: cells[0].base for number, cells in history.items()} == {1: 40, 2: 50}
    assert len(shelf.history(stocked, "S1", subject=Subject.ITEM)[1]) == 2


def test_a_reader_gets_only_what_its_authors_allowed(stocked: Session) -> None:
    both = {Reader.UNION, Reader.DIRECTORS}
    assert len(shelf.comments(stocked, both, None)) == 2
    assert [c.text for c in shelf.comments(stocked, {Reader.DIRECTORS}, None)] == [
        "The forms are endless"
    ]
    assert shelf.comments(stocked, [], None) == ()


def test_a_scope_limits_comments_to_its_groups(stocked: Session) -> None:
    assert [c.group_code for c in shelf.comments(stocked, list(Reader), ["S1"])] == ["S1"]
    assert shelf.comments(stocked, list(Reader), None, wave="2026-08") == ()


def test_what_is_not_there_is_said_in_words(stocked: Session) -> None:
    with pytest.raises(shelf.NoSuchRelease, match="no release 9"):
        shelf.find(stocked, 9)
    with pytest.raises(shelf.NoSuchRelease, match="no release 9"):
        release_file.export(stocked, 9)
    with pytest.raises(shelf.NoSuchRelease, match="Nothing is published of round 2030-01"):
        shelf.of_wave(stocked, "2030-01")
    with pytest.raises(shelf.NoSuchRelease, match="no part called pledge"):
        shelf.part(stocked, shelf.find(stocked, 1), "pledge")


def test_figures_of_a_wave_are_published_once(stocked: Session, tmp_path: Path) -> None:
    with pytest.raises(publish.AlreadyPublished, match="never replaced"):
        publish.publish(stocked, Keyring(tmp_path), drafts.figures("2026-11"))
