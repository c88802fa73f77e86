"""Pulse with a round open, served by this process, that sees what reaches it and can lose an answer on the way back."""

import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse import create_app
from surveys import clock
from surveys.credentials import keys
from surveys.credentials.links import Link
from surveys.responses import box, cast, packing, seal
from tests import databases, live_server
from tests.pulse.respond.open_round import BLOCK, Open, open_round

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

DAY = date(2026, 11, 16)  # within the round of open_round


@dataclass(frozen=True)
class Sent:
    """A POST as it arrived."""

    path: str
    length: int
    #: the headers that could say who sent it: cookie, referrer
    telling: tuple[str, ...]


@dataclass
class Wire:
    """Stands between browser and application."""

    application: "WSGIApplication"
    sent: list[Sent] = field(default_factory=list)
    #: addresses whose answer never arrives
    lost: set[str] = field(default_factory=set)

    def __call__(self, environment: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        path = environment["PATH_INFO"]
        if environment["REQUEST_METHOD"] == "POST":
            telling = tuple(h for h in ("HTTP_COOKIE", "HTTP_REFERER") if environment.get(h))
            self.sent.append(Sent(path, int(environment.get("CONTENT_LENGTH") or 0), telling))
        answer = self.application(environment, start)
        if path in self.lost:
            list(answer)
            environment["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return answer


@dataclass(frozen=True)
class House:
    """A website, its open round, and what has come of it."""

    address: str
    round: Open
    wire: Wire
    people: Session
    ballot: Session

    def ballots(self) -> int:
        """How many ballots lie in the box."""
        counted = box.count(self.ballot, self.round.wave)
        self.ballot.rollback()
        return counted

    def spend(self, code: str) -> None:
        """Somebody else answers with this code."""
        sealing_key = keys.find(self.ballot, self.round.wave).keys.sealing_key
        packed = packing.pack({"caseload_safe": "agree"}, [])
        cast.cast(self.ballot, code, seal.seal(sealing_key, self.round.wave, BLOCK, packed))
        self.ballot.commit()

    def signed(self) -> int:
        """How many links have had a right to answer signed."""
        done = len(self.people.scalars(select(Link).where(Link.signed.is_not(None))).all())
        self.people.rollback()
        return done


@contextmanager
def opened(folder: Path, maker: databases.Maker) -> Iterator[House]:
    """A new website on new databases, on a day within its round."""
    urls = {kind: maker(kind) for kind in databases.BASES}
    app = create_app(
        {
            "PULSE_DATA": str(folder),
            "PULSE_DATABASE_URL": urls["people"].render_as_string(),
            "PULSE_BALLOT_URL": urls["ballot"].render_as_string(),
        }
    )
    wire = Wire(app.wsgi_app)
    app.wsgi_app = wire  # type: ignore[method-assign, assignment]
    clock.fix(clock.Hour(DAY, 12))
    with (
        databases.session(urls["people"]) as people,
        databases.session(urls["ballot"]) as ballot,
        live_server.serve(app) as address,
    ):
        made = open_round(people, ballot, folder / "keys", links_made=3, blocks=3)
        yield House(address, made, wire, people, ballot)
    clock.fix(None)
    app.extensions["pulse"].dispose()
