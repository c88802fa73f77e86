"""Cleared comments follow the figures in supplements, attributed to nobody smaller than a service."""

import pytest
from sqlalchemy.orm import Session

from surveys.clearing import decisions, queue
from surveys.comments.readers import Reader
from surveys.disclosure import build, rehearse
from surveys.fieldwork.waves import Wave, WrongState
from surveys.keyring import KeyGone, Keyring
from surveys.releases import manifest, release_file, shelf
from surveys.releases.release import Kind
from surveys.responses.opened import key_name
from tests.surveys.disclosure.council import ALL, approve_all


def test_cleared_comments_follow_in_a_supplement(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    approve_all(people)
    release = build.supplement(people, ballot, keyring, published)
    assert release is not None
    assert (release.number, release.kind) == (2, Kind.COMMENTS)
    where = {(c.text, c.group_code) for c in shelf.comments(people, ALL, None)}
    assert ("Too much paperwork, number 3 of many", "S1") in where
    assert ("Pay is too low", "ALL") in where  # six of a service, and six of another
    assert {c.group_code for c in shelf.comments(people, [Reader.UNION], None)} == {"ALL"}
    content = release_file.export(people, 2, with_comments=True)
    assert manifest.verify(content, previous=release_file.export(people, 1)).ok
    assert queue.progress(people, "2026-11") == queue.Progress(0, 0, 0)


def test_equal_comments_of_two_teams_keep_their_own_places(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    approve_all(people)
    build.supplement(people, ballot, keyring, published)
    same = [c for c in shelf.comments(people, ALL, None) if c.text == "Supervision is cancelled"]
    assert sorted(c.group_code for c in same) == ["ALL"] * 6 + ["S1"] * 2


def test_comments_stand_in_no_order_that_tells_their_group(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    keys = [entry.key for entry in queue.waiting(people, "2026-11", ALL)]
    texts = {entry.key: entry.text for entry in queue.waiting(people, "2026-11", ALL)}
    approve_all(people)
    build.supplement(people, ballot, keyring, published)
    assert [c.text for c in shelf.comments(people, ALL, None)] == [texts[k] for k in sorted(keys)]


def test_a_supplement_takes_what_is_approved_and_leaves_what_waits(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    first, second, third, *_ = queue.waiting(people, "2026-11", ALL)
    assert build.supplement(people, ballot, keyring, published) is None
    decisions.approve(people, first.key, readers=ALL)
    for steward in ("one", "two"):
        decisions.topic_only(
            people, second.key, steward=steward, reason=decisions.Reason.HARM, readers=ALL
        )
    before = queue.progress(people, "2026-11").waiting
    build.supplement(people, ballot, keyring, published)
    assert shelf.part(people, shelf.find(people, 2), "withheld") == {"topic_only": {"harm": 1}}
    assert queue.progress(people, "2026-11").waiting == before
    decisions.approve(people, third.key, readers=ALL)
    later = build.supplement(people, ballot, keyring, published)
    assert later is not None
    assert later.number == 3
    assert len(shelf.comments(people, ALL, None)) == 2


def test_hidden_words_are_not_published(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    entry = next(e for e in queue.waiting(people, "2026-11", ALL) if "number 3" in e.text)
    decisions.hide(people, entry.key, "number 3", readers=ALL)
    decisions.approve(people, entry.key, readers=ALL)
    build.supplement(people, ballot, keyring, published)
    assert b"number 3" not in release_file.export(people, 2, with_comments=True)


def test_comments_wait_for_the_figures(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave
) -> None:
    with pytest.raises(WrongState, match="follow its figures"):
        build.supplement(people, ballot, keyring, wave)


def test_after_the_key_is_destroyed_nobody_can_attribute_a_comment(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    approve_all(people)
    keyring.shred(key_name("2026-11"))
    with pytest.raises(KeyGone):
        build.supplement(people, ballot, keyring, published)


def test_a_comment_that_nobody_sent_is_not_published(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    queue.fill(people, "2026-11", [queue.Queued("f" * 64, "open", Reader.UNION, "Made up", {})])
    decisions.approve(people, "f" * 64, readers=ALL)
    with pytest.raises(build.CannotAttribute, match="Nothing was published"):
        build.supplement(people, ballot, keyring, published)


def test_a_supplement_that_gives_somebody_away_is_refused(
    people: Session,
    ballot: Session,
    keyring: Keyring,
    published: Wave,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    approve_all(people)
    monkeypatch.setattr(build.attribution, "place", lambda *_: "T1")
    with pytest.raises(rehearse.GivesAway, match="attributed to T1"):
        build.supplement(people, ballot, keyring, published)
