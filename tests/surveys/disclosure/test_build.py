"""From a closed, opened wave to its release and supplements, over both databases and the folder of keys."""

import json
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import clock
from surveys.clearing import decisions, queue
from surveys.clearing.queue import ClearingComment
from surveys.disclosure import attack, build, draft, prepare, rehearse
from surveys.disclosure.attack import Finding
from surveys.fieldwork import organisation
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.waves import State, Wave, WrongState
from surveys.keyring import Keyring
from surveys.releases import manifest, release_file, shelf
from surveys.responses.opened import Opened, key_name
from tests.surveys.disclosure import council
from tests.surveys.disclosure.council import ALL, SAID, answers, approve_all, comments


def test_preparing_counts_everything_and_fills_the_queue(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave
) -> None:
    prepared = prepare.prepare(people, ballot, keyring, wave)
    assert wave.state is State.PREPARED
    assert prepared.tabulated == 58
    assert prepared.comments == len(SAID)
    assert prepared.groups_shown + prepared.groups_combined == 8 + 2  # two roles
    # neither the one for topic only nor the three on a question that few commented on
    assert prepared.queued == len(SAID) - 4
    assert shelf.releases(people) == ()


def test_a_queue_row_tells_nothing_about_where_it_comes_from(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave
) -> None:
    prepare.prepare(people, ballot, keyring, wave)
    columns = {column.name for column in ClearingComment.__table__.columns}
    assert columns == {
        "key", "wave", "item", "reader", "text", "themes", "kept", "state", "reason", "asked_by"
    }  # fmt: skip
    keys = [row.key for row in people.scalars(select(ClearingComment))]
    assert len(set(keys)) == len(keys) == len(SAID) - 4


def test_comments_are_redacted_again_and_tagged(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave
) -> None:
    row = ballot.get_one(Opened, ("2026-11", "comments"))
    ballot.delete(row)
    ballot.get_one(Opened, ("2026-11", "answers"))
    ballot.flush()
    keyring.shred(key_name("2026-11"))
    ballot.delete(ballot.get_one(Opened, ("2026-11", "answers")))
    ballot.flush()
    said = comments("T1", *["My supervision with Joanna Smith is always cancelled"] * 12)
    council.open_box(ballot, keyring, answers("T1", 20), said)
    prepare.prepare(people, ballot, keyring, wave)
    entry = queue.waiting(people, "2026-11", ALL)[0]
    assert "Joanna" not in entry.text
    assert "supervision" in entry.themes


def test_preparing_twice_changes_nothing(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave
) -> None:
    prepare.prepare(people, ballot, keyring, wave)
    key = queue.waiting(people, "2026-11", ALL)[0].key
    decisions.approve(people, key, readers=ALL)
    again = prepare.prepare(people, ballot, keyring, wave)
    assert again.queued == 0
    assert queue.progress(people, "2026-11").approved == 1


def test_a_wave_that_is_still_open_cannot_be_prepared(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave
) -> None:
    wave.state = State.OPEN
    with pytest.raises(WrongState, match="closed and its box is open"):
        prepare.prepare(people, ballot, keyring, wave)


def test_nothing_is_published_before_the_announced_hour(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave
) -> None:
    prepare.prepare(people, ballot, keyring, wave)
    with clock.at(date(2026, 12, 1), 8), pytest.raises(build.TooEarly, match="09:00"):
        build.publish(people, ballot, keyring, wave)


def test_a_wave_is_prepared_before_it_is_published(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave, release_day: None
) -> None:
    with pytest.raises(WrongState, match="Only a prepared round"):
        build.publish(people, ballot, keyring, wave)


def test_the_published_file_is_signed_and_survives_the_attack(
    people: Session, published: Wave
) -> None:
    content = release_file.export(people, 1)
    assert published.state is State.RELEASED
    assert manifest.verify(content).ok
    assert attack.attack(json.loads(content)["parts"]) == ()
    assert set(json.loads(content)["parts"]) == {
        "wave", "instrument", "pledge", "groups", "withheld", "frame", "protection", "cells"
    }  # fmt: skip


def test_building_again_gives_the_same_bytes_and_no_second_release(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    before = release_file.export(people, 1)
    with clock.at(date(2026, 12, 9)):
        again = build.publish(people, ballot, keyring, published)
    assert again.number == 1
    assert release_file.export(people, 1) == before
    assert len(shelf.releases(people)) == 1


def test_a_build_that_would_differ_is_refused(
    people: Session, ballot: Session, keyring: Keyring, published: Wave
) -> None:
    keyring.shred(key_name("2026-11"))
    for kind in ("answers", "comments"):
        ballot.delete(ballot.get_one(Opened, ("2026-11", kind)))
    ballot.flush()
    council.open_box(ballot, keyring, answers("T1", 21))
    with pytest.raises(build.NotTheSame, match="What is published stays"):
        build.publish(people, ballot, keyring, published)


def test_what_the_attack_finds_stops_the_release_without_a_number(
    people: Session,
    ballot: Session,
    keyring: Keyring,
    wave: Wave,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = tuple(
        Finding(f"workload, Group {letter}", "A − B = 7 people") for letter in "ABCDEFGHIJKL"
    )
    monkeypatch.setattr(rehearse, "attack", lambda parts, earlier, people: found)
    with pytest.raises(rehearse.GivesAway, match=r"Group A; .* and 2 more") as refusal:
        prepare.prepare(people, ballot, keyring, wave)
    assert "7" not in str(refusal.value)
    assert wave.state is State.CLOSED


def test_the_demonstration_says_that_it_is_one(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave, release_day: None
) -> None:
    organisation.name(people, {"en": "Made up"}, demonstration=True)
    prepare.prepare(people, ballot, keyring, wave)
    build.publish(people, ballot, keyring, wave)
    latest = shelf.latest(people)
    assert latest is not None
    assert latest.demonstration


def test_a_team_that_hangs_from_the_whole_is_still_no_service(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave, release_day: None
) -> None:
    for position, (code, parent) in enumerate(
        [("ALL", None), ("S0", "ALL"), ("S3", "S0"), ("S1", "ALL"), ("S2", "ALL")]
    ):
        people.add(
            ReportingGroup(code=code, parent_code=parent, names={"en": code}, position=position)
        )
        people.flush()
    prepare.prepare(people, ballot, keyring, wave)
    build.publish(people, ballot, keyring, wave)
    (team,) = (g for g in shelf.groups(people, shelf.find(people, 1)) if g.code == "S3")
    assert (team.shown, team.parent, team.depth) == (True, "ALL", 2)
    approve_all(people)
    people.get_one(ReportingGroup, "S3").parent_code = "ALL"  # a later import changes nothing here
    build.supplement(people, ballot, keyring, wave)
    assert {c.group_code for c in shelf.comments(people, ALL, None)} == {"S1", "ALL"}
    assert build.publish(people, ballot, keyring, wave).number == 1


def test_a_draft_is_the_same_whatever_the_order_of_answers() -> None:
    groups = council.tree({"S1": {"T1": 30, "T2": 30}})
    opened = answers("T1", 15, workload="1") + answers("T2", 5) + answers("T1", 4)
    made = [
        draft.figures(
            council.evidence(groups, order),
            council.wave(),
            published_on=date(2026, 12, 1),
            demonstration=False,
        ).draft.documents()
        for order in (opened, opened[::-1])
    ]
    assert made[0] == made[1]
