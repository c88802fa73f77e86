"""Send the letters of an open wave: one to everybody who answers by link, the same words to all."""

import smtplib

from flask import current_app
from sqlalchemy.orm import Session

from pulse.postbox import NotDelivered, postbox
from pulse.wording import day, hour
from surveys.credentials import key_document, keys
from surveys.fieldwork import invitations, organisation, waves
from surveys.fieldwork.waves import Wave
from surveys.keyring import Keyring


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Each letter is committed as sent once the mail server has it; a killed job goes on, one letter may go twice."""
    wave = waves.find(people, code)
    if wave.state is not waves.State.OPEN:
        return f"{code} is not open: no letters."
    found = keys.find(ballot, code)
    words = key_document.four_words(found.key_document)
    handed, refused = 0, 0
    with postbox().open() as line:
        for letter in invitations.unsent(people, keyring, code, found.key_document):
            text = _text(people, wave, words=words, fragment=letter.fragment)
            try:
                line.send_message(postbox().letter(letter.email, _subject(wave), text))
            except smtplib.SMTPRecipientsRefused:
                refused += 1
                continue
            invitations.sent(people, letter.invitation)
            people.commit()
            handed += 1
    if refused:
        raise NotDelivered(
            f"{handed} letters were sent; the mail server refused {refused} addresses. Check them in the roster."
        )
    return f"{code}: {handed} letters sent."


def _subject(wave: Wave) -> str:
    return f"How is work? {wave.names['en']}: about 3 minutes, anonymous"


def _text(people: Session, wave: Wave, *, words: str, fragment: str) -> str:
    asking = organisation.the(people)
    template = current_app.jinja_env.get_template("letters/invitation.txt")
    return template.render(
        organisation=asking.names["en"] if asking else "Your organisation",
        link=f"{current_app.config['PULSE_ADDRESS']}/i#{fragment}",
        promise=f"{current_app.config['PULSE_ADDRESS']}/promise",
        words=words,
        closes=day(wave.closes_on),
        results=f"{day(wave.releases_on)} at {hour(wave.release_hour)}",
        threshold=wave.pledge.threshold,
    )
