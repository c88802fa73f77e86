"""Versions: the newest is used, a saved one stays as it is, and a wave keeps the one it was prepared with."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from surveys import clock
from surveys.coding import edit, frame, frames
from surveys.coding.addition import Addition
from surveys.coding.change import Change
from surveys.coding.frames import NoSuchFrame, SavedMeanwhile
from surveys.comments import code_frame
from surveys.keyring import Keyring
from surveys.releases import publish
from tests.pulse.stewards import stock
from tests.surveys.coding import small_frame

PARKING = Change("caseload", "negative", ("no .. parking",))


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pulse comes with one small frame."""
    folder = tmp_path / "frames"
    folder.mkdir()
    (folder / "v1.yaml").write_text(small_frame.TEXT)
    monkeypatch.setattr(frames, "_SHIPPED", folder)
    return folder


def save(people: Session, change: Change = PARKING, by: str = "una@example.org") -> str:
    based_on, version = frames.newest(people), frames.next_version(people)
    content = edit.extended(frames.text(people, based_on), [change], version)
    fingerprint = frame.read(content, version).fingerprint
    saved = frames.save(
        people, Addition((change,)), based_on=based_on, fingerprint=fingerprint, by=by
    )
    people.commit()
    return saved


def test_without_a_saved_one_the_version_that_comes_with_pulse_is_used(people: Session) -> None:
    assert frames.newest(people) == code_frame.LATEST
    assert frame.load(people, "v1") == code_frame.load("v1")


@pytest.mark.both_databases
def test_a_saved_version_is_the_newest_and_says_who_saved_it_and_when(
    people: Session, shipped: Path
) -> None:
    with clock.at(date(2026, 11, 16)):
        assert [save(people), save(people, Change("bullying", "mixed", ("gossip",)))] == [
            "v1.1",
            "v1.2",
        ]
    assert frames.newest(people) == "v1.2"
    loaded = frame.load(people, "v1.2")
    assert "no .. parking" in {phrase.text for phrase in loaded.theme("caseload").phrases}
    assert (loaded.version, loaded.fingerprint) == (
        "v1.2",
        people.get_one(frames.SavedFrame, "v1.2").fingerprint,
    )
    first = frames.saved(people)[-1]
    assert (first.version, first.by, first.on) == ("v1.1", "una@example.org", date(2026, 11, 16))
    assert first.addition == Addition((PARKING,))


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE code_frame SET content = ''",
        "DELETE FROM code_frame",
        "INSERT INTO code_frame SELECT * FROM code_frame",
    ],
)
def test_the_database_refuses_to_change_a_saved_version(
    people: Session, shipped: Path, change: str
) -> None:
    save(people)
    with pytest.raises(Exception, match=r"saved version cannot be changed|unique constraint"):
        people.execute(text(change))
    people.rollback()


@pytest.mark.both_databases
def test_the_second_of_two_who_save_is_told_and_nothing_is_overwritten(
    people: Session, shipped: Path
) -> None:
    content = edit.extended(small_frame.TEXT, [PARKING], "v1.1")
    fingerprint = frame.read(content, "v1.1").fingerprint
    save(people, Change("bullying", "mixed", ("gossip",)))
    with pytest.raises(SavedMeanwhile, match="still here"):
        frames.save(people, Addition((PARKING,)), based_on="v1", fingerprint=fingerprint, by="b")
    assert [one.version for one in frames.saved(people)] == ["v1.1"]


def test_two_who_save_in_the_same_moment_get_one_version(
    people: Session, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(people)
    monkeypatch.setattr(frames, "_saved_versions", lambda people: ())  # as the slower one saw it
    content = edit.extended(small_frame.TEXT, [PARKING], "v1.1")
    fingerprint = frame.read(content, "v1.1").fingerprint
    with pytest.raises(SavedMeanwhile):
        frames.save(people, Addition((PARKING,)), based_on="v1", fingerprint=fingerprint, by="b")


def test_what_is_saved_is_what_was_tried(people: Session, shipped: Path) -> None:
    with pytest.raises(SavedMeanwhile):
        frames.save(people, Addition((PARKING,)), based_on="v1", fingerprint="0" * 64, by="a")


def test_a_newer_version_of_pulse_wins(people: Session, shipped: Path) -> None:
    save(people)
    (shipped / "v2.yaml").write_text(small_frame.TEXT.replace("version: v1", "version: v2"))
    assert (frames.newest(people), frames.next_version(people)) == ("v2", "v2.1")


def test_versions_are_ordered_by_number(people: Session, shipped: Path) -> None:
    for number in range(10):
        save(people, Change("caseload", "mixed", (f"word{chr(97 + number)}",)))
    assert frames.newest(people) == "v1.10"


def test_an_unknown_version_is_refused(people: Session) -> None:
    with pytest.raises(NoSuchFrame):
        frames.text(people, "v0")


def test_a_wave_keeps_the_version_it_was_prepared_with(people: Session, shipped: Path) -> None:
    frames.note(people, "2026-11", "v1")
    save(people)
    frames.note(people, "2026-11", "v1.1")  # preparing again changes nothing
    assert frames.of_wave(people, "2026-11") == "v1"
    assert frames.of_wave(people, "2027-02") == "v1.1"


def test_a_released_wave_has_the_version_its_release_names(
    people: Session, shipped: Path, tmp_path: Path
) -> None:
    publish.publish(people, Keyring(tmp_path / "keys"), stock.figures())
    people.commit()
    save(people)
    frames.note(people, stock.WAVE, "v1.1")
    assert frames.of_wave(people, stock.WAVE) == "v1"
