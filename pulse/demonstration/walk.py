"""Walking the made-up council through its rounds, by the same road that a real one takes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlalchemy import delete
from sqlalchemy.orm import Session

from pulse.demonstration import calendar, council, opinions, phones, promises, remarks
from pulse.demonstration.calendar import Days
from pulse.extensions import Store
from pulse.jobs import (
    close_wave,
    make_files,
    open_box,
    open_wave,
    prepare,
    publish,
    shred,
    supplement,
)
from pulse.outbox import OutboxJob
from surveys import clock
from surveys.clearing import decisions, queue
from surveys.comments.readers import Reader
from surveys.credentials import key_document, keys, slips
from surveys.fieldwork import (
    groups,
    headcounts,
    organisation,
    programme,
    rest_names,
    roster_file,
    roster_import,
    tree,
    waves,
)
from surveys.fieldwork.pledge import Pledge
from surveys.governance import rounds
from surveys.instruments.instrument import Instrument
from surveys.responses import cast, packing, seal

#: Comments of the last past round that are left for a visitor to clear.
LEFT_TO_CLEAR = 40

Progress = Callable[[int, int], None]


@dataclass
class Walk:
    """One council, walked through its rounds with one random source: the same seed, the same council."""

    store: Store
    random: Random

    def set_up(self) -> None:
        """Import units and roster from files, as an office does."""
        with Session(self.store.people) as people:
            organisation.name(people, {"en": council.NAME}, demonstration=True)
            groups.apply(people, groups.plan_import(people, council.units()))
            sheet = roster_file.read(council.roster(self.random).encode())
            columns = roster_file.guess(sheet.header)
            roster_import.apply(people, roster_import.plan(people, sheet, columns))
            organisation.name(people, {"en": council.NAME}, demonstration=True)
            people.commit()

    def past(self, days: Days, *, last: bool) -> None:
        """A whole round, from plan to release and cleared comments."""
        self._open(days, share=0.62 + 0.02 * days.number)
        with clock.at(days.closed_on):
            for job in (close_wave.run, open_box.run, prepare.run):
                self._do(job, days)
        with clock.at(days.releases_on, calendar.RELEASE_HOUR):
            self._do(publish.run, days)
            self._do(make_files.run, days)
        with clock.at(days.cleared_on):
            self._clear(days, leave=LEFT_TO_CLEAR if last else 0)
            self._do(supplement.run, days)
        with Session(self.store.people) as people:
            promises.make(people, days)
            people.commit()
        if not last:
            with clock.at(days.closes_on + timedelta(days=Pledge().keep_days)):
                self._do(shred.run, days)

    def now(self, days: Days) -> tuple[str, str]:
        """The round that is open: some have answered. Returns a code and the end of a link that are unused."""
        self._open(days, invites=True)
        with (
            Session(self.store.people) as people,
            Session(self.store.ballot) as ballot,
            clock.at(days.answered_on),
        ):
            instrument = waves.find(people, days.code).instrument
            link, *others = phones.sent(people, ballot, self.store.keyring, days.code)
            phones.answer(
                people,
                ballot,
                self.store.keyring,
                wave=days.code,
                fragments=[one for one in others if self.random.random() < 0.2],
                fill=lambda block: self._packed(instrument, days, block),
            )
            rooms = slips.room(ballot, days.code, {})
            roomy = max(rooms, key=lambda block: rooms[block])
            code = slips.make(ballot, days.code, {roomy: rooms[roomy]})[roomy][0]
            ballot.commit()
            people.commit()
        return code, link

    def _packed(self, instrument: Instrument, days: Days, unit: str) -> bytes:
        mood = opinions.Mood(service=unit[0], team=unit, round=days.number)
        return packing.pack(*self._ballot(instrument, mood))

    def _open(self, days: Days, *, share: float = 0.0, invites: bool = False) -> None:
        with Session(self.store.people) as people, clock.at(days.opens_on - timedelta(days=20)):
            planned = rounds.plan_one(
                people,
                code=days.code,
                names=rest_names.month(days.opens_on),
                opens_on=days.opens_on,
                closes_on=days.closes_on,
                releases_on=days.releases_on,
                release_hour=calendar.RELEASE_HOUR,
                instrument=programme.instrument_for(days.number),
                pledge=Pledge(),
                invites=invites,
                reminders=(5, 10) if invites else (),
            )
            proposed = headcounts.propose(people, planned, "office@northmoor.example")
            seen = proposed.fingerprint
            headcounts.confirm(people, planned, "union@northmoor.example", seen=seen)
            people.commit()
        with clock.at(days.opens_on):
            self._do(open_wave.run, days)
        if share:
            with clock.at(days.answered_on):
                self._answer(days, share)

    def _do(self, job: Callable[..., str], days: Days) -> None:
        with Session(self.store.people) as people, Session(self.store.ballot) as ballot:
            job(people, ballot, self.store.keyring, days.code)

    def _answer(self, days: Days, share: float) -> None:
        with Session(self.store.people) as people, Session(self.store.ballot) as ballot:
            wave = waves.find(people, days.code)
            instrument, blocks = wave.instrument, [g for g in tree.of(people, wave) if g.is_block]
            document = keys.find(ballot, days.code).key_document
            public_key = key_document.public_key(document)
            counts = {
                b.code: min(b.headcount - 1, self._how_many(b.headcount, share)) for b in blocks
            }
            for block, codes in slips.make(ballot, days.code, counts).items():
                unit = next(b.units[0] for b in blocks if b.code == block)
                for code in codes:
                    packed = self._packed(instrument, days, unit)
                    cast.cast(ballot, code, seal.seal(public_key, days.code, block, packed))
            ballot.commit()

    def _how_many(self, headcount: int, share: float) -> int:
        return sum(self.random.random() < share for _ in range(headcount))

    def _ballot(
        self, instrument: Instrument, mood: opinions.Mood
    ) -> tuple[dict[str, str | list[str]], list[packing.Comment]]:
        answers = opinions.fill_in(instrument, mood, self.random)
        comments = [
            packing.Comment(
                item.code, remarks.write(mood, self.random), remarks.reader(self.random)
            )
            for item in instrument.comments
            if self.random.random() < 0.4
        ]
        return answers, comments

    def _clear(self, days: Days, *, leave: int) -> None:
        """A made-up steward approves what is there, all but a few."""
        readers = tuple(Reader)
        with Session(self.store.people) as people:
            waiting = queue.waiting(people, days.code, readers)
            for entry in waiting[: len(waiting) - leave]:
                decisions.approve(people, entry.key, readers=readers)
            people.execute(delete(OutboxJob))
            people.commit()


def walk(store: Store, *, seed: int, progress: Progress) -> Iterator[tuple[str, str]]:
    """Make everything; yields what a visitor needs, as (name, value): "slip" and a code, "link" and its end."""
    made = Walk(store, Random(seed))  # noqa: S311 - a made-up council, not a secret
    days = calendar.rounds(clock.today())
    progress(0, len(days) + 1)
    made.set_up()
    for done, each in enumerate(days[:-1], start=1):
        progress(done, len(days) + 1)
        made.past(each, last=each is days[-2])
    progress(len(days), len(days) + 1)
    slip, link = made.now(days[-1])
    yield "slip", slip
    yield "link", link
    progress(len(days) + 1, len(days) + 1)
