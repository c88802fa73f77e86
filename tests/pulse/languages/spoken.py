"""Welsh switched on for a test, real or made up: a made-up one wraps what goes through the catalogue, and nothing else."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse import catalogue, language
from surveys.fieldwork import sign_off
from surveys.speech import WELSH, Speech

OPEN, CLOSE = "⟦", "⟧"


def sign(app: Flask, people: Session) -> None:
    """Somebody signs off the texts as they are."""
    sign_off.sign(
        people,
        WELSH,
        fingerprint=catalogue.fingerprint(),
        name="Nia",
        role="Welsh language officer",
        missing=0,
    )
    people.commit()
    with app.app_context():
        language.forget()


def made_up() -> Speech:
    """A Welsh that shows what was translated. What is not in the catalogue comes back as it was."""
    known = {text.english for text in catalogue.texts() if text.where == "pages"}

    def one(message: str) -> str:
        return f"{OPEN}{message}{CLOSE}" if message in known else message

    def many(first: str, others: str, num: int) -> str:
        return f"{OPEN}{first if num == 1 else others}{CLOSE}"

    return Speech(WELSH, one=one, many=many)


def speak_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers' pages speak it with ``?lang=cy``."""
    made = made_up()
    monkeypatch.setattr(catalogue, "welsh", lambda: made)
    monkeypatch.setattr(language, "is_on", lambda: True)
