"""What both sides agreed to goes out as a signed supplement: at once, once, and without touching a figure."""

import json

import pytest
from sqlalchemy.orm import Session

from pulse.jobs import withdraw as job
from surveys import clock
from surveys.clearing import queue, withdraw, withdrawal
from surveys.clearing.withdraw import Voice
from surveys.disclosure import build
from surveys.disclosure import withdraw as publishing
from surveys.disclosure.attack import survey
from surveys.disclosure.attacks import file
from surveys.disclosure.withdraw import CannotWithdraw
from surveys.fieldwork.waves import Wave
from surveys.governance.side import Side
from surveys.keyring import Keyring
from surveys.releases import manifest, release_file, shelf, withdrawn
from surveys.releases.document import Comment
from surveys.releases.withdrawn import Reason
from surveys.reports import cleared, rounds
from tests.surveys.disclosure.council import ALL, approve_all

pytestmark = pytest.mark.both_databases
CODE = "2026-11"
UNA, PAT = Voice("una@u.example", Side.UNION), Voice("pat@c.example", Side.EMPLOYER)


@pytest.fixture
def told(people: Session, ballot: Session, keyring: Keyring, published: Wave) -> list[Comment]:
    """Every comment of the round, published in release 2."""
    approve_all(people)
    build.supplement(people, ballot, keyring, published)
    people.commit()
    return list(shelf.comments(people, ALL, None))


def agree(people: Session, *comments: Comment, reason: Reason = Reason.AUTHOR) -> None:
    for each in comments:
        withdraw.agree(people, withdraw.ask(people, each, reason, UNA).id, PAT)
    people.commit()


def figures(people: Session) -> object:
    release = shelf.of_wave(people, CODE)
    return shelf.cells(people, release), release.digest


def test_it_is_signed_chained_attacked_and_leaves_the_figures(
    people: Session, ballot: Session, keyring: Keyring, told: list[Comment]
) -> None:
    before = figures(people)
    agree(people, told[3], told[1])
    assert job.run(people, ballot, keyring, CODE) == f"{CODE}: withdrawn by release 3."
    assert figures(people) == before
    assert list(shelf.comments(people, ALL, None)) == [told[0], told[2], *told[4:]]
    saved = [release_file.export(people, n, with_comments=True) for n in (1, 2, 3)]
    assert manifest.verify(saved[2], previous=saved[1]).ok
    assert json.loads(saved[2])["parts"]["withdrawn"] == [
        {"position": each.position, "reason": "points_at_author", "release": 2}
        for each in (told[1], told[3])
    ]
    *known, own = map(file.parts, saved)
    assert not any(
        each.refuses for each in survey(own, known, supplements=file.numbered(saved[:2]))
    )
    said = cleared.read(people, rounds.load(people))
    (gone,) = said.withdrawn
    assert (said.published, gone.published, gone.withdrawn) == (len(told) - 2, len(told), 2)


def test_nothing_agreed_is_no_error_and_nothing_goes_out_twice(
    people: Session, ballot: Session, keyring: Keyring, told: list[Comment]
) -> None:
    asked = withdraw.ask(people, told[0], Reason.HARM, UNA)
    assert "nothing that both sides agreed to" in job.run(people, ballot, keyring, CODE)
    withdraw.agree(people, asked.id, PAT)
    job.run(people, ballot, keyring, CODE)
    assert "nothing that both sides agreed to" in job.run(people, ballot, keyring, CODE)
    assert withdrawn.numbers(people) == {3}


def test_one_that_is_killed_half_way_leaves_nothing_and_goes_on_with_the_same_bytes(
    people: Session,
    ballot: Session,
    keyring: Keyring,
    told: list[Comment],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    agree(people, told[0])
    made = publishing.publish(people, keyring, CODE)
    assert made is not None
    as_it_was_to_be = release_file.export(people, made.number)
    people.rollback()
    with monkeypatch.context() as killing:
        killing.setattr(job.audit, "record", lambda *_: {}["killed"])
        with pytest.raises(KeyError):
            job.run(people, ballot, keyring, CODE)
    people.rollback()
    assert withdrawn.places(people) == frozenset()
    assert withdrawal.waves_to_publish(people) == [CODE]
    job.run(people, ballot, keyring, CODE)
    assert release_file.export(people, 3) == as_it_was_to_be
    assert withdrawal.waves_to_publish(people) == []


def test_what_points_at_nothing_is_refused_and_nothing_is_published(
    people: Session, keyring: Keyring, told: list[Comment]
) -> None:
    agree(people, told[0])
    (row,) = withdrawal.to_publish(people)
    row.position = 999
    with pytest.raises(CannotWithdraw, match="Comment 999 of release 2 does not exist"):
        publishing.publish(people, keyring, CODE)
    people.rollback()
    assert withdrawn.numbers(people) == frozenset()


def test_comments_go_on_being_published_after_it(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    first, *_ = queue.waiting(people, CODE, ALL)
    build.decisions.approve(people, first.key, readers=ALL)
    build.supplement(people, ballot, keyring, published)
    agree(people, *shelf.comments(people, ALL, None))
    publishing.publish(people, keyring, CODE)
    approve_all(people)
    build.supplement(people, ballot, keyring, published)
    left = shelf.comments(people, ALL, None)
    assert left
    assert {each.release for each in left} == {4}
    assert manifest.verify(
        release_file.export(people, 4), previous=release_file.export(people, 3)
    ).ok


def test_it_can_be_done_long_after_the_answers_are_destroyed(
    people: Session, ballot: Session, keyring: Keyring, told: list[Comment], published: Wave
) -> None:
    with clock.at(published.shreds_on):
        keyring.shred(f"{CODE}.reading")
        agree(people, told[0])
        assert publishing.publish(people, keyring, CODE) is not None
