"""A round with comments that wait, and comments that are published, for comment readers' pages."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from surveys.canonical import Json
from surveys.clearing import queue
from surveys.clearing.queue import Queued
from surveys.comments.readers import Reader
from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.releases.document import Comment, Draft
from tests.house_client import HouseClient
from tests.pulse import stage
from tests.surveys.releases import drafts

PASSWORD = "correct horse battery"
WAVE = "2026-11"
CASELOAD = {"polarity": "negative", "phrases": ["too many cases"]}


def waits(key: str, text: str, **more: object) -> Queued:
    """A comment in the queue; opened to directors unless `reader` says otherwise."""
    values: dict[str, object] = {"item": "more", "reader": Reader.DIRECTORS, "themes": {}}
    return Queued(key=key * 64, text=text, **(values | more))  # type: ignore[arg-type]


def fill(people: Session, *entries: Queued, wave: str = WAVE) -> None:
    queue.fill(people, wave, entries)
    people.commit()


def figures(wave: str = WAVE, name: str = "November 2026") -> Draft:
    """Figures with everything that makes a round readable: questions, pledge, themes."""
    draft = drafts.figures(wave)
    about = cast("Mapping[str, Json]", draft.parts["wave"])
    more: dict[str, Json] = {
        "wave": {**about, "names": {"en": name}},
        "instrument": cast("Json", stage.instrument().document()),
        "pledge": {"threshold": 10, "comment_threshold": 12, "keep_days": 90},
        "frame": {
            "version": "v1",
            "themes": {
                "caseload": {"names": {"en": "Caseload"}, "sensitive": False},
                "praise": {"names": {"en": "Praise"}, "sensitive": False},
            },
        },
        "withheld": {"group": 1, "item": 3},
    }
    return replace(draft, parts={**draft.parts, **more})


def release(
    people: Session,
    keys: Path,
    *told: Comment,
    wave: str = WAVE,
    name: str = "November 2026",
    topic_only: Mapping[str, int] | None = None,
    uncleared: int = 0,
) -> None:
    """Publish a round's figures and a supplement with these comments."""
    keyring = Keyring(keys)
    publish.publish(people, keyring, figures(wave, name))
    supplement = drafts.supplement(wave)
    parts: dict[str, Json] = {
        **supplement.parts,
        "withheld": {"topic_only": dict(topic_only or {})}
        | ({"uncleared": uncleared} if uncleared else {}),
    }
    publish.publish(people, keyring, replace(supplement, parts=parts, comments=told))
    people.commit()


def comment(
    position: int,
    text: str,
    *,
    group: str = "S1",
    reader: Reader = Reader.DIRECTORS,
    themes: Mapping[str, object] | None = None,
    wave: str = WAVE,
) -> Comment:
    return Comment(position, wave, group, "more", reader.value, text, themes or {})


def log_in(
    app: Flask, people: Session, role: Role, *, scope: str | None = None, name: str = "a"
) -> HouseClient:
    """A client of its own, logged in with an account made for it."""
    client, email = app.test_client(), f"{role}-{name}@example.org"
    assert isinstance(client, HouseClient)
    with app.app_context():
        account.create(
            people, email=email, name=f"{role} {name}", role=role, password=PASSWORD, scope=scope
        )
    people.commit()
    said = client.send(client.get("/staff/log-in"), {"email": email, "password": PASSWORD})
    assert said.status_code == 302
    return client
