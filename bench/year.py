"""A year of a monthly programme, day by day through the real application: `python -m bench.year [folder]`.

The clock is moved, everything else is real: jobs, letters to a mail server and a stand-in for GOV.UK Notify on this machine,
answers by link and by slip, releases. People join and leave, a team is merged, a month is skipped, addresses fail, some want
no letters. Then it says, round by round, what everybody got and when, and whether that is what was promised.
"""

import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bench.year_checks import Round, check, table
from bench.year_council import Council
from migrations import chain
from pulse import create_app
from pulse.demonstration import opinions, phones
from pulse.jobs import runner
from surveys import clock
from surveys.clearing import decisions, queue
from surveys.clock import Hour
from surveys.comments.readers import Reader
from surveys.credentials import key_document, keys, links, slips
from surveys.fieldwork import ahead, cadence, headcounts, waves
from surveys.fieldwork.headcounts import Standing
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.waves import State, Wave
from surveys.responses import cast, packing, seal
from tests.pulse import mail_server, notify_server
from tests.pulse.mail_server import Mail
from tests.pulse.notify_server import Account

BEGINS, ENDS = date(2026, 12, 1), date(2028, 2, 20)
FIRST, SKIPPED, MERGED_ON = date(2027, 1, 1), "2027-08", date(2027, 4, 20)
LAST = "2027-12"


class Year:
    """The application, what it is sent, and the people around it."""

    def __init__(self, folder: Path, council: Council, mail: Mail, account: Account) -> None:
        self.app = create_app({"PULSE_DATA": str(folder), "PULSE_DEMONSTRATION": ""})
        self.store = self.app.extensions["pulse"]
        self.council, self.mail, self.account = council, mail, account
        self.random = Random(2027)
        self.rounds: dict[str, Round] = {}
        for name, engine in (("people", self.store.people), ("ballot", self.store.ballot)):
            chain.upgrade(name, engine)
        mail.given(self.app)
        account.given(self.app, email=False)

    def live(self) -> None:
        """From the set-up to the destruction of the last raw answers."""
        day = BEGINS
        while day <= ENDS:
            for hour in (0, 9):
                clock.fix(Hour(day, hour))
                if hour == 0:
                    self._events(day)
                self._tick(day)
            day += timedelta(days=1)

    def _tick(self, day: date) -> None:
        with self.app.app_context():
            before = self._states()
            for said in runner.tick(self.store):
                if "stopped with" in said:
                    raise RuntimeError(said)
            for code, state in self._states().items():
                if before.get(code) != state:
                    self._round(code).when[state] = (day, clock.hour().hour)
        self._collect(day)
        self._people_around(day)

    def _states(self) -> dict[str, State]:
        with self.store.people.connect() as line:
            rows = line.execute(Wave.__table__.select()).all()
            return {row.code: row.state for row in rows}

    def _round(self, code: str) -> Round:
        return self.rounds.setdefault(code, Round(code))

    def _events(self, day: date) -> None:
        with self.council.people(self.store) as people:
            if day == BEGINS:
                self.council.found(people)
                people.add(_rhythm())
            if day.day == 20:
                self.council.come_and_go(people, self.random, merge=day == MERGED_ON)
            if day == FIRST + timedelta(days=20):
                self.mail.refused = self.council.failing(people, 6)
            if day == date(2027, 3, 20):
                self.council.put_right(people, self.mail.refused)
            people.commit()

    def _people_around(self, day: date) -> None:
        """The union confirms headcounts and clears comments; workers answer; a few want no letters."""
        with self.council.people(self.store) as people:
            for wave in waves.every(people):
                if wave.state is State.PLANNED:
                    if wave.code == SKIPPED:
                        ahead.skip(people, wave, "People are on leave.")
                    elif headcounts.standing(people, wave) is Standing.WAITING:
                        seen = headcounts.of(people, wave)
                        assert seen is not None
                        headcounts.confirm(people, wave, "union@x.example", seen=seen.fingerprint)
                for entry in queue.waiting(people, wave.code, tuple(Reader)):
                    decisions.approve(people, entry.key, readers=tuple(Reader))
            people.commit()
            wave = waves.current(people)
            opened = wave is not None and day == wave.opens_on + timedelta(days=3)
            code = wave.code if wave else ""
        if opened and clock.hour().hour == 9:
            self._answer(code)

    def _collect(self, day: date) -> None:
        """What the mail server and Notify were handed since the last look."""
        with self.council.people(self.store) as people:
            wave = waves.current(people)
        for letter in self.mail.letters:
            made = self._round(wave.code if wave else "?")
            made.got(str(letter["To"]), letter.get_content(), str(letter["Message-ID"]), day)
        for taken in self.account.taken:
            made = self._round(wave.code if wave else "?")
            text = taken["personalisation"]["text"]  # type: ignore[index]
            made.got(str(taken["phone_number"]), text, str(taken["reference"]), day)
        self.mail.letters, self.account.taken = [], []

    def _answer(self, code: str) -> None:
        made = self._round(code)
        client = self.app.test_client()
        for stop in made.stops()[:2]:
            client.post(f"/stop/{stop}", data={"List-Unsubscribe": "One-Click"})
        made.asked_to_stop = 2
        with self.council.people(self.store) as people, self.council.ballot(self.store) as ballot:
            instrument = waves.find(people, code).instrument
            content = keys.find(ballot, code).key_document

            def fill(block: str) -> bytes:
                mood = opinions.Mood(block[:2], block, int(code[-2:]))
                said = opinions.fill_in(instrument, mood, self.random)
                return packing.pack(said, [])

            chosen = [one for one in made.fragments() if self.random.random() < 0.5]
            made.by_link = phones.answer(
                people, ballot, self.store.keyring, wave=code, fragments=chosen, fill=fill
            )
            rooms = slips.room(ballot, code, links.on_paper(people, code))
            made.slips = sum(rooms.values())
            for block, codes in slips.make(ballot, code, rooms).items():
                for slip in codes:
                    if self.random.random() < 0.6:
                        public_key = key_document.public_key(content)
                        cast.cast(ballot, slip, seal.seal(public_key, code, block, fill(block)))
                        made.by_slip += 1
            made.headcount = sum(b.headcount for b in key_document.read(content).blocks)
            ballot.commit()
            people.commit()


def _rhythm() -> cadence.Cadence:
    return cadence.Cadence(
        id=1,
        runs=True,
        begins_on=FIRST,
        months=cadence.MONTHLY,
        open_days=14,
        results_after=14,
        release_hour=9,
        invites=True,
        texts=True,
        reminders=[5, 10],
        avoided=["2027-12-20", "2027-12-27"],
        pledge_document=Pledge(keep_days=60).document(),
    )


def main(arguments: list[str]) -> int:
    """Live the year, print its table, and say what was not as promised."""
    council = Council(Path(arguments[0]) if arguments else None)
    with (
        tempfile.TemporaryDirectory() as folder,
        mail_server.running() as mail,
        notify_server.running() as account,
    ):
        year = Year(Path(folder), council, mail, account)
        year.live()
        rounds = [made for code, made in sorted(year.rounds.items()) if "2027-01" <= code <= LAST]
        with council.people(year.store) as people, council.ballot(year.store) as ballot:
            found = [
                wrong
                for made in rounds
                for wrong in check(made, people, ballot, year.store.keyring)
            ]
        year.store.dispose()
    print(table(rounds))
    states = Counter("skipped" if made.code == SKIPPED else "held" for made in rounds)
    print(f"\n{states['held']} rounds held, {states['skipped']} skipped.")
    print("\n".join(found) or "As promised.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
