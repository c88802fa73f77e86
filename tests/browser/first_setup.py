"""A first set-up as somebody does it who has never seen Pulse: from an empty database to an open round and an invitation in hand."""

import re
from dataclasses import dataclass

from flask import Flask
from playwright.sync_api import Locator
from sqlalchemy.orm import Session

from pulse.jobs import runner
from surveys import clock
from surveys.clock import Hour
from surveys.fieldwork import waves
from tests.browser.hand import Hand
from tests.pulse.mail_server import Mail
from tests.pulse.staff.test_second_factor import code_of

UNITS = "unit_id,parent_id,name\nN,,Northmoor Council\nA,N,Adults\nA1,A,Harbour Team\nA2,A,Mill Team\nC,N,Children\nC1,C,Duty Team\nC2,C,Court Team\n"
ROSTER = "Staff number,Name,Email,Team\n" + "".join(
    f"{team}{n},Worker {team}{n},w{n}.{team.lower()}@northmoor.example,{name}\n"
    for team, name in (("A1", "Harbour Team"), ("A2", "Mill Team"), ("C1", "Duty Team"))
    for n in range(1, 15)
)
OFFICE, UNION = "office@northmoor.example", "una@union.example"
#: Points from which nothing is folded.
TABLET = 641
PASSWORD = re.compile(r"with the password (\S+)")


@dataclass
class FirstSetup:
    """The website with its databases empty, its mail server, and the hands of two people."""

    app: Flask
    mail: Mail
    office: Hand
    union: Hand

    def walk(self) -> str:
        """All of it. Returns the address in the first letter."""
        passwords = [self._account(OFFICE, "office"), self._account(UNION, "union")]
        with self.office.step("Log in, second factor"):
            self._log_in(self.office, OFFICE, passwords[0])
        with self.office.step("Organisation"):
            self.office.link("Organisation and help for workers")
            self.office.type("Name of the organisation", "Northmoor Council")
            self.office.button("Save")
            self._home()
        self._colour()
        self._units_and_roster()
        self._questions()
        self._round()
        with self.union.step("Union: log in, second factor"):
            self._log_in(self.union, UNION, passwords[1])
        with self.union.step("Union: confirm headcounts"):
            self.union.link("Checks")
            self.union.link("look at its headcounts and confirm them")
            self.union.press(
                self.union.page.locator(
                    "main form button[type=submit], main form input[type=submit]"
                ).first
            )
        return self._opened()

    def _account(self, email: str, role: str) -> str:
        """As whoever runs the server makes it; the first password is printed."""
        done = self.app.test_cli_runner().invoke(
            args=["staff", "add", email, "--name", email.partition("@")[0], "--role", role]
        )
        found = PASSWORD.search(done.output)
        assert found, done.output
        return found[1]

    def _log_in(self, hand: Hand, email: str, password: str) -> None:
        hand.go("/staff/log-in")
        hand.type("E-mail address", email)
        hand.type("Password", password)
        hand.button("Log in")
        secret = hand.page.locator("dd code").inner_text().replace(" ", "")
        hand.type("Code from the app", code_of(secret))
        hand.button("Turn it on")
        hand.press(hand.page.get_by_role("button", name="I have kept them"))

    def _home(self) -> None:
        self.office.press(self._section("Office"))

    def _section(self, name: str) -> Locator:
        """In the navigation, which a phone folds."""
        page = self.office.page
        if (page.viewport_size or {})["width"] < TABLET:
            self.office.tap(page.get_by_role("button", name="Menu"))
        return page.get_by_role("navigation", name="Staff pages").get_by_role(
            "link", name=name, exact=True
        )

    def _colour(self) -> None:
        with self.office.step("Colour"):
            self.office.link("Colour and logo")
            self.office.type("Colour", "#7a1f3d")
            self.office.button("Save the colour")
            self._home()

    def _units_and_roster(self) -> None:
        with self.office.step("Units"):
            self.office.link("Units: services and teams")
            self.office.bring("File of units", "units.csv", UNITS)
            self.office.button("Show what would change")
            self.office.button("Write these changes")
            self._home()
        with self.office.step("Roster"):
            self.office.link("Roster: who may be asked")
            self.office.bring("HR’s file", "hr.csv", ROSTER)
            self.office.button("Read the file")
            self.office.button("Show what happens to every line")
            self.office.button("Write these changes")
            self._home()

    def _questions(self) -> None:
        with self.office.step("Questions, and a look at them"):
            self.office.link("Questions")
            self.office.button("Save the turns")
            self.office.link("Round 1 of the turns")
            frame = self.office.page.frame_locator("iframe")
            frame.get_by_role("button", name="Check your answers").wait_for()
            self._home()

    def _round(self) -> None:
        with self.office.step("Plan a round"):
            self.office.link("Programme, or a round by itself")
            self.office.link("Plan one round by itself")
            self.office.type("Name of the round", "First round")
            self.office.type("Code of the round", "first")
            self.office.button("Plan this round")
        with self.office.step("Propose headcounts"):
            self.office.link("Headcounts of this round")
            self.office.button("Propose these headcounts")
            self._home()

    def _opened(self) -> str:
        """Its day comes, and the job runner does the rest."""
        store = self.app.extensions["pulse"]
        with Session(store.people) as people:
            day = waves.find(people, "first").opens_on
        clock.fix(Hour(day, 9))
        with self.app.app_context():
            said = [line for _ in range(3) for line in runner.tick(store)]
        assert self.mail.letters, said
        found = re.search(r"http\S+/i#\S+", self.mail.letters[0].get_content())
        assert found
        return found[0]
