"""Withdrawing a published comment, on the pages of the two readers it takes."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access import account, audit
from pulse.access.audit import AuditEntry
from pulse.access.permissions import Role
from surveys.clearing import withdrawal
from surveys.releases import withdrawn
from tests.house_client import HouseClient
from tests.pulse.stewards.withdrawing import (
    FORMS,
    LIST,
    OURS,
    PARKING,
    ask,
    asking,
    enter,
    forced,
    press,
    tell,
    work,
)

pytestmark = pytest.mark.usefixtures("today")


def acts(people: Session) -> list[tuple[str, str]]:
    rows = people.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(row.act, row.about) for row in rows if "withdraw" in row.act]


def test_two_sides_withdraw_it_and_everything_is_written_down_without_its_words(
    app: Flask, out: Session, una: HouseClient, pat: HouseClient
) -> None:
    answer = ask(una, FORMS)
    assert answer.location == f"{LIST}/1"
    assert "The comment stays where it is until a reader of the other side" in tell(
        una, f"{LIST}/1"
    )
    assert "Harbour" in tell(pat, "/stewards/comments")
    assert "A reader asks that it be withdrawn" in tell(pat, "/stewards/comments")
    assert "A reader of the other side asks" in tell(pat, "/stewards/")
    assert "Take this request back" not in tell(pat, f"{LIST}/1")
    press(pat, 1, "agree")
    assert "withdrawn within a few minutes" in tell(pat, f"{LIST}/1")
    assert "it is being withdrawn" in tell(pat, LIST)
    assert "2026-11: withdrawn by release 3." in work(app)
    for reader in (una, pat):
        assert "Harbour" not in tell(reader, "/stewards/comments")
        assert "Both sides agreed. The comment is withdrawn." in tell(reader, f"{LIST}/1")
        assert "It points at its author. Withdrawn." in tell(reader, LIST)
        assert reader.get(asking(*FORMS)).status_code == 404
    assert acts(out) == [
        ("withdrawing asked for", "round 2026-11, request 1: points_at_author"),
        ("withdrawing agreed", "round 2026-11, request 1"),
        ("withdrawal published", "2026-11, release 3"),
    ]
    assert audit.check(audit.every(out)).faults == ()


def test_one_reader_alone_and_two_of_one_side_cannot(
    app: Flask, out: Session, una: HouseClient
) -> None:
    ask(una, FORMS)
    second = enter(app, out, Role.UNION, name="b")
    for reader in (una, second):
        assert "Agree: withdraw it" not in tell(reader, f"{LIST}/1")
        for verb in ("agree", "refuse"):
            assert forced(reader, f"{LIST}/1/{verb}").status_code == 409
    assert "A reader of the other side must agree" in tell(second, f"{LIST}/1")
    assert forced(second, f"{LIST}/1/take-back").status_code == 409
    work(app)
    assert withdrawn.places(out) == frozenset()
    assert withdrawal.find(out, 1).is_open


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OFFICE, Role.KEYHOLDER])
def test_director_office_and_keyholder_neither_ask_nor_agree(
    app: Flask, out: Session, una: HouseClient, role: Role
) -> None:
    ask(una, FORMS)
    other = enter(app, out, role)
    token = {"csrf_token": "x"}
    for address in (asking(*PARKING), LIST, f"{LIST}/1"):
        assert other.get(address).status_code == 403
    for address in (asking(*PARKING), f"{LIST}/1/agree", f"{LIST}/1/refuse", f"{LIST}/1/take-back"):
        assert other.post(address, data=token).status_code in (400, 403)
    assert [row.is_open for row in withdrawal.every(out)] == [True]


def test_a_program_and_a_command_withdraw_nothing(app: Flask) -> None:
    rules = [rule.rule for rule in app.url_map.iter_rules() if "withdraw" in rule.rule]
    assert all(rule.startswith(("/stewards/", "/rules/", "/office/languages")) for rule in rules)
    words = [name for group in app.cli.commands.values() for name in getattr(group, "commands", {})]
    assert not [name for name in words if "withdraw" in name]


def test_it_is_asked_and_agreed_by_who_has_just_shown_that_it_is_they(
    app: Flask, out: Session, una: HouseClient, pat: HouseClient
) -> None:
    ask(una, FORMS)
    for client, address in (
        (una, asking(*PARKING)),
        (pat, f"{LIST}/1/agree"),
        (pat, f"{LIST}/1/refuse"),
    ):
        with client.session_transaction("/staff/") as cookie:
            cookie["pulse"] = {**cookie["pulse"], "fresh": 0}
        answer = forced(client, address, reason="ordered")
        assert answer.location.startswith("/staff/confirm?next=/stewards/")
    assert [row.is_open for row in withdrawal.every(out)] == [True]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"factor": None}, "needs a second factor"),
        ({"subject": "s", "issuer": "i"}, "single sign-on"),
        ({"vouched_by": "psw-a@example.org"}, "Somebody of the employer’s has confirmed"),
    ],
)
def test_an_account_that_could_be_the_employers_hand_does_not_speak_for_the_union(
    out: Session, una: HouseClient, pat: HouseClient, change: dict[str, str | None], said: str
) -> None:
    ask(pat, FORMS)
    person = account.named(out, "union-a@example.org")
    for name, value in change.items():
        setattr(person, name, value)
    out.commit()
    answer = forced(una, f"{LIST}/1/agree")
    assert (answer.status_code, said in answer.text) == (409, True)
    assert withdrawal.find(out, 1).is_open


def test_what_the_union_alone_reads_is_agreed_to_without_being_read(
    app: Flask, out: Session, una: HouseClient, pat: HouseClient
) -> None:
    assert pat.get(asking(*OURS)).status_code == 404
    ask(una, OURS)
    page = tell(pat, f"{LIST}/1")
    assert "Its author let the union alone read it" in page
    assert "Nobody but the union" not in page
    press(pat, 1, "agree")
    work(app)
    assert withdrawn.places(out) == {OURS}


def test_a_reason_is_chosen_from_the_list(out: Session, una: HouseClient) -> None:
    for given in ("", "it is unpleasant"):
        answer = ask(una, FORMS, given)
        assert answer.status_code == 422
        assert "Choose a reason from the list" in answer.text
    assert withdrawal.every(out) == ()
