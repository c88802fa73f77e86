"""Letters go out by the organisation's mail server: one to each person, the same words to all, and nothing is logged."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse import create_app
from pulse.config import Unsafe
from pulse.jobs import invite
from pulse.message import NotDelivered
from surveys import clock
from surveys.credentials import key_document, keys, links
from surveys.fieldwork import handing, invitations, reached
from surveys.fieldwork.roster import Worker
from surveys.keyring import Keyring
from tests.pulse import mail_server
from tests.pulse.mail_server import Mail
from tests.surveys.fieldwork import made_up

CODE = "2026-11"


@pytest.fixture
def mail() -> Iterator[Mail]:
    with mail_server.running() as made:
        yield made


@pytest.fixture
def round_open(
    app: Flask, people: Session, ballot: Session, tmp_path: Path, today: date
) -> Keyring:
    """A round that was planned with links and opened by its job; A1 has no addresses."""
    from pulse.jobs import open_wave

    made_up.staffed(people)
    for worker in people.scalars(select(Worker).where(Worker.group_code != "A1")):
        worker.email = f"w{worker.staff_number}@westerby.example"
    made_up.confirmed(people, made_up.wave(people)).invites = True
    people.commit()
    keyring = Keyring(tmp_path / "keys")
    open_wave.run(people, ballot, keyring, CODE)
    return keyring


@pytest.fixture
def send(
    app: Flask, mail: Mail, people: Session, ballot: Session, round_open: Keyring
) -> Callable[[], str]:
    mail.given(app)

    def run() -> str:
        with app.app_context():
            return invite.run(people, ballot, round_open, CODE)

    return run


def test_everybody_with_an_address_gets_one_letter_with_a_link_of_their_own(
    send: Callable[[], str], mail: Mail, people: Session, ballot: Session
) -> None:
    said = send()
    addresses = people.scalars(select(Worker.email).where(Worker.email.is_not(None))).all()
    assert sorted(letter["To"] for letter in mail.letters) == sorted(addresses)
    assert said == f"{CODE}: {len(addresses)} letters sent."
    ends = [re.search(r"/i#([\w-]{43})\s", letter.get_content()) for letter in mail.letters]
    fragments = {end[1] for end in ends if end}
    assert len(fragments) == len(addresses)
    # but for the two links, every letter is the same
    texts = {re.sub(r"(#|/stop/)[\w-]+", r"\1", letter.get_content()) for letter in mail.letters}
    assert len(texts) == 1
    (text,) = texts
    assert key_document.four_words(keys.find(ballot, CODE).key_document) in text
    ours = "http://localhost:8000"
    for page in ("/i#", "/promise", "/stop/"):
        text = text.replace(f"{ours}{page}", "")
    assert "http" not in text


def test_the_mail_programs_own_button_stops_letters_to_this_person_alone(
    send: Callable[[], str], mail: Mail, people: Session
) -> None:
    send()
    codes = dict(people.execute(select(Worker.email, Worker.stop_code)).all())
    for letter in mail.letters:
        stop = f"http://localhost:8000/stop/{codes[letter['To']]}"
        assert letter["List-Unsubscribe"] == f"<{stop}>"
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert stop in letter.get_content()


def test_a_letter_is_sent_once(send: Callable[[], str], mail: Mail) -> None:
    send()
    before = len(mail.letters)
    assert send() == f"{CODE}: 0 letters sent."
    assert len(mail.letters) == before


def test_a_mail_server_that_breaks_off_is_asked_again_for_the_rest(
    send: Callable[[], str], mail: Mail, people: Session
) -> None:
    mail.down = True
    with pytest.raises(NotDelivered, match="does not take our letters now"):
        send()
    people.rollback()
    mail.down = False
    send()
    told = [letter["To"] for letter in mail.letters]
    assert len(told) == len(set(told)) == invitations.invited(people, CODE)
    assert reached.in_all(people, CODE)["perhaps twice"] == 0


def test_an_address_that_is_refused_keeps_nobody_else_from_their_letter_and_is_told_by_name(
    send: Callable[[], str], mail: Mail, people: Session
) -> None:
    who = people.scalars(select(Worker).where(Worker.email.is_not(None))).first()
    assert who
    assert who.email
    mail.refused = {who.email}
    assert "1 addresses do not work" in send()
    assert len(mail.letters) == invitations.invited(people, CODE) - 1
    assert [one.name for one in reached.unreachable(people)] == [who.name]
    assert send() == f"{CODE}: 0 letters sent."


def test_an_address_that_takes_nothing_now_is_tried_again(
    send: Callable[[], str], mail: Mail, people: Session
) -> None:
    later = people.scalars(select(Worker.email).where(Worker.email.is_not(None))).first()
    assert later
    mail.later = {later}
    with pytest.raises(NotDelivered, match="1 addresses take nothing now"):
        send()
    mail.later = set()
    assert send() == f"{CODE}: 1 letters sent."
    assert len(mail.letters) == invitations.invited(people, CODE)


def test_a_runner_that_is_killed_sends_one_letter_twice_at_most_and_says_so(
    send: Callable[[], str], mail: Mail, people: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as killing:
        killing.setattr(handing, "handed", die)
        with pytest.raises(Killed):
            send()
    people.rollback()
    assert len(mail.letters) == 1
    send()
    twice = [letter["Message-ID"] for letter in mail.letters]
    assert len(twice) == invitations.invited(people, CODE) + 1
    assert len(set(twice)) == len(twice) - 1
    assert reached.in_all(people, CODE)["perhaps twice"] == 1


def test_without_a_mail_server_the_office_is_told(
    app: Flask, people: Session, ballot: Session, round_open: Keyring
) -> None:
    with app.app_context(), pytest.raises(NotDelivered, match="PULSE_SMTP_HOST"):
        invite.run(people, ballot, round_open, CODE)


def test_links_and_slips_together_are_the_headcount(
    people: Session, ballot: Session, round_open: Keyring
) -> None:
    from surveys.credentials import slips

    rooms = slips.room(ballot, CODE, {})
    for block in keys.find(ballot, CODE).keys.blocks:
        assert block.links + rooms[block.code] == block.headcount
        assert (block.credential_key is None) == (block.links == 0)
    assert sum(rooms.values()) > 0


def test_no_letter_goes_out_after_the_close(
    send: Callable[[], str], mail: Mail, people: Session, ballot: Session, round_open: Keyring
) -> None:
    from pulse.jobs import close_wave

    with clock.at(date(2026, 12, 30)):
        close_wave.run(people, ballot, round_open, CODE)
    assert send() == f"{CODE} is not open: no letters."
    assert mail.letters == []
    assert links.signed(people, CODE) == {}


@pytest.mark.parametrize(
    "settings",
    [
        {"PULSE_SMTP_SECURITY": "none"},
        {"PULSE_SMTP_SECURITY": "perhaps"},
        {"PULSE_MAIL_FROM": ""},
        {"PULSE_SMTP_PORT": "smtp"},
    ],
)
def test_letters_never_cross_a_network_in_the_clear(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    given = {
        "PULSE_DATA": str(tmp_path),
        "PULSE_SMTP_HOST": "mail.example",
        "PULSE_MAIL_FROM": "a@b.example",
    }
    with pytest.raises(Unsafe, match="PULSE_"):
        create_app(given | settings)
