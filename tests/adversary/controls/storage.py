"""A control: storage that remembers too much, under the same people, copies and attack as the real one.

The attacker must link them. If it does not, it is the attacker that is broken.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    update,
)

from tests.adversary import copies, marks, website
from tests.adversary.copies import Camera
from tests.adversary.marks import Marks, Records, Seen
from tests.adversary.people import Does, Person, Plan

ISSUES = MetaData()
#: As in the real schema: who may sign, and what was signed. No counter, no time.
ISSUE = Table(
    "issue",
    ISSUES,
    Column("digest", LargeBinary(32), primary_key=True),
    Column("block", String(60)),
    Column("signed", LargeBinary(32)),
    sqlite_with_rowid=False,
)


class Storage:
    """A way to keep responses. A control says how it differs from the real one."""

    name: ClassVar[str]
    issues: ClassVar[Table] = ISSUE
    #: where responses are while the wave is open, and where the attacker reads them in the end
    box: ClassVar[Table]
    responses: ClassVar[Table]

    def sign(self, people: Connection, person: Person) -> None:
        """The credential of this person is signed."""
        own = self.issues.c.digest == digest(person)
        people.execute(update(self.issues).where(own).values(signed=message(person)))

    def cast(self, ballot: Connection, person: Person) -> int:
        """This person's answers come in: how many bytes went over the wire."""
        raise NotImplementedError

    def finish(self, ballot: Connection) -> None:
        """The wave is over."""

    def read(self, ballot: Connection) -> Mapping[str, object]:
        """What the attacker reads in the end: canary -> key of the row."""
        raise NotImplementedError


@dataclass(frozen=True)
class Result:
    """What the attacker has, in the order of ``plan.linkable``."""

    blocks: list[str]
    invitations: Marks
    responses: Marks


def run(storage: Storage, urls: Mapping[str, URL], plan: Plan) -> Result:
    """A wave on this storage, watched like the real one."""
    with _engines(urls) as engines, ExitStack() as stack:
        _set_up(storage, engines, plan)
        camera = copies.camera(urls)
        stack.callback(camera.close)
        wire = _answer(storage, engines, plan, camera)
        invitations = _marks(engines, camera, _issued(storage, plan)) | wire
        with engines["ballot"].begin() as ballot:
            storage.finish(ballot)
            where = storage.read(ballot)
        responses = _marks(engines, camera, _kept(storage, plan, where))
    return Result([person.block for person in plan.linkable], invitations, responses)


def digest(person: Person) -> bytes:
    """Of the secret in this person's link."""
    return hashlib.sha256(f"secret {person.canary}".encode()).digest()


def message(person: Person) -> bytes:
    """Of the blinded message that was signed."""
    return hashlib.sha256(f"blinded {person.canary}".encode()).digest()


@contextmanager
def _engines(urls: Mapping[str, URL]) -> Iterator[Mapping[str, Engine]]:
    made = {kind: website.engine(url) for kind, url in urls.items()}
    yield made
    for engine in made.values():
        engine.dispose()


def _set_up(storage: Storage, engines: Mapping[str, Engine], plan: Plan) -> None:
    storage.issues.metadata.create_all(engines["people"], [storage.issues])
    storage.box.metadata.create_all(engines["ballot"])
    rows = [{"digest": digest(p), "block": p.block} for p in plan.people if not p.by_slip]
    with engines["people"].begin() as people:
        people.execute(insert(storage.issues), sorted(rows, key=lambda row: row["digest"]))


def _answer(storage: Storage, engines: Mapping[str, Engine], plan: Plan, camera: Camera) -> Marks:
    sent: dict[int, int] = {}
    for does, person in plan.steps:
        if does is Does.SIGN:
            with engines["people"].begin() as people:
                storage.sign(people, person)
        elif does is Does.CAST:
            with engines["ballot"].begin() as ballot:
                sent[person.number] = storage.cast(ballot, person)
        camera.copy()
    bytes_sent = np.array([sent[person.number] for person in plan.linkable], float)
    return {"wire bytes of the cast": bytes_sent}


def _marks(engines: Mapping[str, Engine], camera: Camera, records: Records) -> Marks:
    camera.copy()
    with ExitStack() as stack:
        lines = {kind: stack.enter_context(each.connect()) for kind, each in engines.items()}
        return marks.of(Seen(camera.reel(), camera.files(), lines), records)


def _issued(storage: Storage, plan: Plan) -> Records:
    digests = [digest(person) for person in plan.linkable]
    known = {"digest": digests, "signed": [message(person) for person in plan.linkable]}
    return Records("people", storage.issues.name, "digest", digests, known)


def _kept(storage: Storage, plan: Plan, where: Mapping[str, object]) -> Records:
    own = [where[person.canary] for person in plan.linkable]
    words = [person.canary.encode() for person in plan.linkable]
    return Records("ballot", storage.responses.name, "id", own, {"words": words})
