"""A version that a steward saves is used from the next preparation on; a rebuild uses the one that the release names."""

import pytest
from sqlalchemy.orm import Session

from surveys.clearing import queue
from surveys.coding import edit, frame, frames
from surveys.coding.addition import Addition
from surveys.coding.change import Change
from surveys.comments import code_frame
from surveys.disclosure import build, prepare
from surveys.fieldwork.waves import Wave
from surveys.keyring import Keyring
from surveys.releases import shelf
from tests.surveys.disclosure.council import ALL, approve_all

PAPER = Change("paper", "negative", ("=of many",), name="Paper", definition="Paper.")


def save(people: Session, change: Change = PAPER) -> str:
    based_on, version = frames.newest(people), frames.next_version(people)
    content = edit.extended(frames.text(people, based_on), [change], version)
    fingerprint = frame.read(content, version).fingerprint
    return frames.save(
        people, Addition((change,)), based_on=based_on, fingerprint=fingerprint, by="una"
    )


def named(people: Session) -> object:
    figures = shelf.part(people, shelf.releases(people)[0], "frame")
    assert isinstance(figures, dict)
    return figures["version"]


def themes(people: Session) -> set[str]:
    return {code for entry in queue.waiting(people, "2026-11", ALL) for code in entry.themes}


def test_the_next_preparation_uses_what_was_saved(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave, release_day: None
) -> None:
    version = save(people)
    prepare.prepare(people, ballot, keyring, wave)
    assert "paper" in themes(people)
    build.publish(people, ballot, keyring, wave)
    assert named(people) == version


def test_what_is_saved_after_the_preparation_waits_for_the_next(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave, release_day: None
) -> None:
    prepare.prepare(people, ballot, keyring, wave)
    save(people)
    prepare.prepare(people, ballot, keyring, wave)
    assert "paper" not in themes(people)
    build.publish(people, ballot, keyring, wave)
    assert named(people) == code_frame.LATEST


def test_a_rebuild_uses_the_version_that_the_release_names(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    save(people)
    assert build.publish(people, ballot, keyring, published).number == 1  # byte for byte the same
    approve_all(people)
    supplement = build.supplement(people, ballot, keyring, published)
    assert supplement is not None


def test_a_rebuild_by_another_version_would_be_noticed(
    people: Session,
    ballot: Session,
    keyring: Keyring,
    published: Wave,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    version = save(people)
    monkeypatch.setattr(frames, "of_wave", lambda *_: version)
    with pytest.raises(build.NotTheSame):
        build.publish(people, ballot, keyring, published)
