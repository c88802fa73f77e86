"""A website of a large council with years of rounds behind it: releases, comments, actions, files, staff."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import cast

from flask import Flask
from sqlalchemy import URL
from sqlalchemy.orm import Session

from bench import large
from migrations import chain
from pulse import create_app
from pulse.access import account
from pulse.access.permissions import Role
from surveys import clock
from surveys.exports import kept
from surveys.fieldwork import organisation
from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.releases.document import Comment, Draft
from surveys.releases.release import Kind
from surveys.reports import actions
from surveys.reports.action import About, Aim
from surveys.reports.actions import Hand
from surveys.reports.intent import Intent, State

ROUNDS, COMMENTS, ACTIONS = 40, 5_000, 40
WORDS = (
    "caseload forms supervision court visits laptop duty manager team week hours families listened"
    " agency office parking training recording travel evenings support decision panel report child"
).split()


@dataclass(frozen=True)
class Stocked:
    """The website and the password of its two accounts, director@ and union@large.example."""

    app: Flask
    environment: dict[str, str]
    password: str

    @property
    def data(self) -> Path:
        return Path(self.environment["PULSE_DATA"])


def stocked(data: Path, *, rounds: int = ROUNDS, groups: int = large.GROUPS) -> Stocked:
    """Made in an empty folder, or found there as an earlier run left it."""
    people = URL.create("sqlite", database=str(data / "people.db"))
    environment = {"PULSE_DATA": str(data), "PULSE_DATABASE_URL": people.render_as_string()}
    app = create_app(environment)
    store, password = app.extensions["pulse"], data / "password"
    if not password.exists():
        for name in chain.CHAINS:
            chain.upgrade(name, getattr(store, name))
        with app.app_context(), Session(store.people) as session:
            _fill(session, Keyring(data / "keys"), rounds, groups)
            chosen = secrets.token_urlsafe()
            for role in (Role.DIRECTOR, Role.UNION):
                account.create(
                    session,
                    email=f"{role}@large.example",
                    name=role.title(),
                    role=role,
                    password=chosen,
                )
            session.commit()
        password.write_text(chosen)
    return Stocked(app, environment, password.read_text())


def _fill(people: Session, keyring: Keyring, rounds: int, groups: int) -> None:
    organisation.name(people, {"en": "A large council"}, demonstration=True)
    for number in range(1, rounds + 1):
        publish.publish(people, keyring, large.draft(number, groups))
        publish.publish(people, keyring, _comments(number, COMMENTS // rounds))
        kept.keep(people, large.wave(number), dict.fromkeys(kept.NAMES, b"a file"))
        people.commit()
        people.expunge_all()
    _act(people, rounds)


def _comments(number: int, count: int) -> Draft:
    """Cleared comments of a round, every fifth for the union alone."""
    random = Random(number)
    parts = {"wave": large.about(number), "withheld": {"topic_only": {"names_somebody": 2}}}
    return Draft(
        wave=large.wave(number),
        kind=Kind.COMMENTS,
        published_on=large.day(number),
        parts=parts,
        comments=tuple(_some(random, number, count)),
    )


def _some(random: Random, number: int, count: int) -> Iterator[Comment]:
    for place in range(count):
        words = random.choices(WORDS, k=random.randint(8, 60))
        themes = random.sample(range(large.THEMES), k=random.randint(0, 3))
        yield Comment(
            position=place,
            wave=large.wave(number),
            group_code=f"S{random.randint(1, 38)}" if place % 4 else large.TOP,
            item="anything_else",
            reader="union" if place % 5 == 4 else "directors",
            text=f"{' '.join(words).capitalize()}.",
            themes=cast(
                "dict[str, object]",
                {f"theme{n}": {"polarity": "negative", "phrases": words[:1]} for n in themes},
            ),
        )


def _act(people: Session, rounds: int) -> None:
    """Published actions, each with one change."""
    for number in range(1, ACTIONS + 1):
        answers = max(1, rounds - number // 3)
        aim = Aim(About.TOPIC, f"t{number % large.TOPICS + 1}", large.TOP, large.wave(answers))
        due = clock.today() + timedelta(days=30 + number)
        told = Intent(State.PLANNED, f"We will do thing {number}", "Head of service", due, "")
        made = actions.draft(people, aim, told, "director@large.example")
        actions.publish(people, made.number, Hand("director@large.example", 1))
        begun = Intent(State.UNDER_WAY, told.what, told.post, due, "")
        actions.change(people, made.number, begun, Hand("director@large.example", 2))
    people.flush()
