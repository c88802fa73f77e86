"""E-mail and text messages by GOV.UK Notify: looked up before they are sent again, and what did not arrive is told."""

import logging
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse import create_app
from pulse.config import Unsafe
from pulse.jobs import invite, open_wave, returned
from pulse.message import NotDelivered
from surveys.fieldwork import handing, reached
from surveys.fieldwork.roster import Worker
from surveys.keyring import Keyring
from tests.pulse import notify_server
from tests.pulse.notify_server import KEY, Account
from tests.surveys.fieldwork import made_up

CODE = "2026-11"
Send = Callable[[], str]


@pytest.fixture
def account() -> Iterator[Account]:
    with notify_server.running() as made:
        yield made


@pytest.fixture
def keyring(people: Session, ballot: Session, tmp_path: Path, app: Flask, today: date) -> Keyring:
    """An open round of 59 people: twelve have an e-mail address, three others a mobile number."""
    made_up.staffed(people)
    for worker in people.scalars(select(Worker).where(Worker.group_code == "A1")):
        worker.email = f"{worker.staff_number}@westerby.example".lower()
    three = people.scalars(select(Worker).where(Worker.group_code == "A2").limit(3))
    for number, worker in enumerate(three):
        worker.mobile = f"07700 90010{number}"
    wave = made_up.confirmed(people, made_up.wave(people))
    wave.invites = wave.texts = True
    people.commit()
    made = Keyring(tmp_path / "keys")
    open_wave.run(people, ballot, made, CODE)
    return made


@pytest.fixture
def send(app: Flask, account: Account, people: Session, ballot: Session, keyring: Keyring) -> Send:
    account.given(app)

    def run() -> str:
        with app.app_context():
            return invite.run(people, ballot, keyring, CODE)

    return run


def test_everybody_gets_a_message_by_their_channel(send: Send, account: Account) -> None:
    assert send() == f"{CODE}: 15 letters sent."
    emails = [one for one in account.taken if "email_address" in one]
    texts = [one for one in account.taken if "phone_number" in one]
    assert (len(emails), len(texts)) == (12, 3)
    assert {one["template_id"] for one in emails} == {"email-template"}
    text = texts[0]["personalisation"]["text"]  # type: ignore[index]
    assert "3 minutes, anonymous" in text
    assert "/stop/" in text
    assert len(text) < 612  # four parts of a text message; Notify takes no more
    assert len({one["reference"] for one in account.taken}) == 15


@pytest.mark.parametrize("what", ["killed", "its answer lost"])
def test_a_message_of_unknown_fate_is_looked_up_and_never_sent_twice(
    send: Send,
    account: Account,
    people: Session,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        if what == "killed":
            killing.setattr(handing, "handed", die)
        else:
            account.loses_answers = 1
        with pytest.raises((Killed, NotDelivered)):
            send()
    people.rollback()
    send()
    references = [one["reference"] for one in account.taken]
    assert len(references) == len(set(references)) == 15
    assert reached.in_all(people, CODE)["perhaps twice"] == 0


def test_a_message_that_notify_never_took_is_sent_after_the_look(
    send: Send, account: Account, people: Session
) -> None:
    account.answers = [503]
    with pytest.raises(NotDelivered, match="does not answer"):
        send()
    send()
    assert len({one["reference"] for one in account.taken}) == len(account.taken) == 15


def test_too_many_messages_at_once_wait(send: Send, account: Account, people: Session) -> None:
    account.answers = [429, 429]
    with pytest.raises(NotDelivered, match="no more messages now"):
        send()
    send()
    assert len(account.taken) == 15


@pytest.mark.parametrize(("status", "said"), [(403, "refuses our key"), (400, "templates have")])
def test_a_wrong_setting_is_told_in_words_and_nobodys_address_counts_as_bad(
    send: Send, account: Account, people: Session, status: int, said: str
) -> None:
    account.answers = [status] * 2
    with pytest.raises(NotDelivered, match=said):
        send()
    assert reached.unreachable(people) == []


def test_an_address_that_notify_refuses_is_told_by_name(
    send: Send, account: Account, people: Session
) -> None:
    account.no_address = {"07700 900101"}
    assert "1 addresses do not work" in send()
    (who,) = reached.unreachable(people)
    assert who.mobile == "07700 900101"


def test_what_did_not_arrive_is_asked_for_page_by_page(
    app: Flask,
    send: Send,
    account: Account,
    people: Session,
    ballot: Session,
    keyring: Keyring,
) -> None:
    send()
    kinds = ("permanent-failure", "temporary-failure", "technical-failure")
    for one, kind in zip(account.taken[:3], kinds, strict=True):
        account.failed[str(one["reference"])] = kind
    account.failed["somebody else's"] = "permanent-failure"
    with app.app_context():
        assert returned.run(people, ballot, keyring, CODE) == f"{CODE}: 3 letters came back."
    assert len(reached.unreachable(people)) == 3


def test_without_a_template_for_texts_e_mail_goes_out_and_the_office_is_told(
    app: Flask, send: Send, account: Account
) -> None:
    account.given(app, text=False)
    with pytest.raises(NotDelivered, match="PULSE_NOTIFY_TEXT_TEMPLATE"):
        send()
    assert len(account.taken) == 12


def test_no_log_line_names_an_address_or_a_reference(
    send: Send, account: Account, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    account.no_address = {"07700 900101"}
    send()
    secrets = ["07700", "westerby.example", *[str(one["reference"]) for one in account.taken]]
    assert not any(secret in caplog.text for secret in secrets)


@pytest.mark.parametrize(
    "settings",
    [
        {"PULSE_NOTIFY_ADDRESS": "http://notify.example"},
        {"PULSE_NOTIFY_KEY": "a key"},
        {"PULSE_NOTIFY_EMAIL_TEMPLATE": ""},
    ],
)
def test_wrong_settings_stop_the_start(tmp_path: Path, settings: dict[str, str]) -> None:
    given = {
        "PULSE_DATA": str(tmp_path),
        "PULSE_NOTIFY_KEY": KEY,
        "PULSE_NOTIFY_EMAIL_TEMPLATE": "t",
    }
    create_app(given)
    with pytest.raises(Unsafe, match="PULSE_NOTIFY"):
        create_app(given | settings)
