"""What comment readers do in tests: open a comment, press a button, read what it says."""

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from surveys.clearing import queue
from surveys.clearing.queue import Queued
from surveys.comments.readers import Reader
from tests.filled_form import filled
from tests.house_client import HouseClient
from tests.pulse.stewards.stock import WAVE

ALL = tuple(Reader)
PAGE = f"/stewards/clear/{WAVE}"
A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def find(people: Session, key: str) -> Queued:
    """The comment as it stands now; lets the database go again."""
    entry = queue.find(people, key, ALL)
    people.rollback()
    return entry


def said(answer: TestResponse) -> str:
    return " ".join(answer.get_data(as_text=True).split())


def press(client: HouseClient, key: str, verb: str, **fields: object) -> str:
    """Open the comment, send one of its forms, follow to the page after it."""
    page = client.get(f"{PAGE}?at={key}")
    answer = client.send(page, fields, action=f"{PAGE}/{key}/{verb}")
    assert answer.status_code in {302, 422}
    return said(client.get(answer.location) if answer.status_code == 302 else answer)


def token(client: HouseClient) -> dict[str, object]:
    """What a form that is not on the page would have carried."""
    page = client.get("/stewards/").get_data(as_text=True)
    return {"csrf_token": filled(page, "/staff/log-out").fields["csrf_token"]}
