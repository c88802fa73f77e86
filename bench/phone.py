"""A phone on a line that breaks: whatever happens it sends the same sealed answers again until it is thanked."""

import http.client
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.council import WentWrong
from bench.person import THANKS, Person
from bench.visitor import Page, Visitor

CLIENTS = 8
#: Seconds after which a person gives up; nobody should have to.
PATIENCE = 120
_BROKEN = (OSError, http.client.HTTPException)


@dataclass
class Phones:
    """What happened to all of them."""

    port: int
    #: sends that broke off on the way: the answers may have been taken or not
    broken: int = 0
    #: other requests that broke off, and all for which nobody was there
    nobody: int = 0
    #: other answers than "thank you" or a broken line: a fault
    faults: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, people: Sequence[Person]) -> None:
        """Everybody answers, CLIENTS at a time."""
        with ThreadPoolExecutor(CLIENTS) as threads:
            list(threads.map(self._answer, people))

    def _answer(self, person: Person) -> None:
        end = time.monotonic() + PATIENCE
        check: Page | None = None
        while time.monotonic() < end and not person.acknowledged:
            try:
                if check is None:
                    check = person.fill_in(Visitor(self.port))
                    sealed = check.form("/answer/send")
                    person.sent, person.checked = sealed.filled({}), check.text
                self._send(person)
            except _BROKEN as trouble:
                refused = isinstance(trouble, ConnectionRefusedError) or check is None
                self._count(refused=refused)
                time.sleep(0.05)
            except WentWrong as fault:
                with self._lock:
                    self.faults.append(str(fault)[:300])
                return

    def _send(self, person: Person) -> None:
        """Thanked, or WentWrong. Half of them tap twice."""
        Visitor(self.port).post("/answer/send", person.sent).expect(THANKS)
        person.acknowledged = True
        if person.chance.random() < 0.5:
            Visitor(self.port).post("/answer/send", person.sent).expect(THANKS)

    def _count(self, *, refused: bool) -> None:
        with self._lock:
            if refused:
                self.nobody += 1
            else:
                self.broken += 1
