"""Before the reading key is destroyed, a last supplement says how many comments nobody cleared."""

import json

import pytest
from sqlalchemy.orm import Session

from pulse.jobs import shred
from surveys import clock
from surveys.clearing import decisions, queue
from surveys.disclosure import build
from surveys.disclosure.attack import attack, survey
from surveys.disclosure.attacks import file
from surveys.disclosure.attacks.file import NotARelease
from surveys.fieldwork.waves import Wave, WrongState
from surveys.keyring import Keyring
from surveys.releases import manifest, release_file, shelf
from surveys.reports import cleared, rounds
from surveys.responses.opened import key_name
from tests.surveys.disclosure.council import ALL, approve_all

CODE = "2026-11"


def withheld(people: Session, number: int) -> object:
    return shelf.part(people, shelf.find(people, number), "withheld")


def _destroy(people: Session, ballot: Session, keyring: Keyring, wave: Wave) -> None:
    with clock.at(wave.shreds_on):
        shred.run(people, ballot, keyring, CODE)


def test_it_counts_what_is_neither_cleared_nor_taken_out_and_empties_the_queue(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    first, second, third, *rest = queue.waiting(people, CODE, ALL)
    decisions.approve(people, first.key, readers=ALL)
    for steward in ("one", "two"):
        decisions.topic_only(
            people, second.key, steward=steward, reason=decisions.Reason.HARM, readers=ALL
        )
    decisions.topic_only(
        people, third.key, steward="one", reason=decisions.Reason.HARM, readers=ALL
    )  # asked for by one reader alone: nobody has cleared it
    last = build.last_supplement(people, ballot, keyring, published)
    assert last is not None
    assert withheld(people, last.number) == {
        "topic_only": {"harm": 1},
        "uncleared": 1 + len(rest),
    }
    assert len(shelf.comments(people, ALL, None)) == 1
    assert queue.progress(people, CODE) == queue.Progress(0, 0, 0)
    assert build.last_supplement(people, ballot, keyring, published) is None


def test_where_nothing_is_cleared_it_holds_the_numbers_alone(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    waiting = len(queue.waiting(people, CODE, ALL))
    last = build.last_supplement(people, ballot, keyring, published)
    assert last is not None
    people.commit()
    said = cleared.read(people, rounds.load(people))
    assert (said.published, dict(said.topic_only)) == (0, {})
    assert list(said.uncleared.values()) == [waiting]
    saved = release_file.export(people, last.number)
    assert manifest.verify(saved, previous=release_file.export(people, 1)).ok
    assert attack(file.parts(saved)) == ()
    assert survey(file.parts(saved))


def test_what_was_published_before_is_not_counted_again(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    first, *rest = queue.waiting(people, CODE, ALL)
    decisions.approve(people, first.key, readers=ALL)
    build.supplement(people, ballot, keyring, published)
    build.last_supplement(people, ballot, keyring, published)
    people.commit()
    said = cleared.read(people, rounds.load(people))
    assert (said.published, list(said.uncleared.values())) == (1, [len(rest)])


def test_a_destruction_that_was_killed_counts_what_nobody_cleared_once(
    people: Session,
    ballot: Session,
    keyring: Keyring,
    published: Wave,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting = len(queue.waiting(people, CODE, ALL))
    with monkeypatch.context() as killing:
        killing.setattr(shred.shred, "shred", lambda *_: {}["killed"])
        with pytest.raises(KeyError):
            _destroy(people, ballot, keyring, published)
    people.rollback()
    _destroy(people, ballot, keyring, published)
    assert not keyring.holds(key_name(CODE))
    said = cleared.read(people, rounds.load(people))
    assert list(said.uncleared.values()) == [waiting]


def test_where_all_is_published_there_is_none(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    approve_all(people)
    build.supplement(people, ballot, keyring, published)
    assert build.last_supplement(people, ballot, keyring, published) is None
    people.commit()
    assert cleared.read(people, rounds.load(people)).uncleared == {}


def test_it_follows_the_figures(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave
) -> None:
    with pytest.raises(WrongState, match="follow its figures"):
        build.last_supplement(people, ballot, keyring, wave)


def test_the_public_copy_of_one_with_comments_is_not_taken_for_the_whole(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    approve_all(people)
    last = build.last_supplement(people, ballot, keyring, published)
    assert last is not None
    public = json.loads(release_file.export(people, last.number))
    assert public["parts"]["withheld"]["uncleared"] == 0
    with pytest.raises(NotARelease):
        file.parts(json.dumps(public).encode())
