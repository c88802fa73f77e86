"""A round of a made-up organisation on a live website, walked from day to day by its own jobs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from flask import Flask
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from pulse.demonstration import opinions
from pulse.jobs import runner
from surveys import clock
from surveys.clock import Hour
from surveys.credentials import key_document, keys, slips
from surveys.fieldwork import waves
from surveys.instruments.instrument import Instrument
from surveys.responses import cast, packing, seal
from surveys.responses.packing import Comment
from tests.surveys.fieldwork import made_up

PLANNED, OPENS, CLOSED = date(2026, 11, 6), date(2026, 11, 16), date(2026, 11, 30)
RELEASES, NEXT_DAY = date(2026, 12, 7), date(2026, 12, 8)
CODE = "2026-11"
PASSWORD = "correct horse battery"


@dataclass
class Round:
    """The website's databases, and what happens on a day."""

    app: Flask

    def staff(self, *roles: Role) -> None:
        """An account for each: union@example.org."""
        with self.app.app_context(), Session(self.app.extensions["pulse"].people) as people:
            for role in roles:
                account.create(
                    people,
                    email=f"{role.value}@example.org",
                    name=role.value.title(),
                    role=role,
                    password=PASSWORD,
                )
            people.commit()

    def plan(self) -> Instrument:
        """A planned round with confirmed headcounts and two comments; what it asks."""
        self.on(PLANNED)
        with Session(self.app.extensions["pulse"].people) as people:
            made_up.staffed(people)
            made_up.confirmed(people, made_up.wave(people, turn=2))
            people.commit()
            return waves.find(people, CODE).instrument

    def on(self, day: date, hour: int = 12) -> None:
        """It is this day for the whole website, and what is due on it is done."""
        clock.fix(Hour(day, hour))
        for _ in runner.tick(self.app.extensions["pulse"]):
            pass

    def answer(self, said: Callable[[int], Sequence[Comment]]) -> str:
        """Nearly everybody answers, person n with these comments. Returns a code that is left."""
        random, store = Random(7), self.app.extensions["pulse"]
        with Session(store.people) as people, Session(store.ballot) as ballot:
            instrument = waves.find(people, CODE).instrument
            document = keys.find(ballot, CODE).key_document
            counts = {one.code: one.headcount - 1 for one in key_document.read(document).blocks}
            number = 0
            for block, codes in slips.make(ballot, CODE, counts).items():
                for code in codes:
                    mood = opinions.Mood(block, block, 1)
                    packed = packing.pack(opinions.fill_in(instrument, mood, random), said(number))
                    sealed = seal.seal(key_document.public_key(document), CODE, block, packed)
                    cast.cast(ballot, code, sealed)
                    number += 1
            left = slips.make(ballot, CODE, {block: 1})[block][0]
            ballot.commit()
        return left
