"""The real wave, watched: copies after every step, marks before the close, the opened answers after the sweep."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import numpy as np
from flask import Flask
from sqlalchemy import URL, create_engine, select, text
from sqlalchemy.orm import Session

from surveys import db
from surveys.credentials.links import Link
from surveys.fieldwork.pledge import SERVER
from surveys.responses import envelope, parting, reader
from tests.adversary import copies, marks
from tests.adversary.copies import Camera
from tests.adversary.marks import Marks, Records, Seen
from tests.adversary.people import Person, Plan
from tests.adversary.real import CODE, RealWave

_PEOPLE = ("link", "invitation")
_BALLOT = ("sealed_slip", "sealed_spent", "sealed_box", "sealed_opened")


def of_one_image(found: Marks) -> Marks:
    """What a single copy shows, taken just before the close."""
    return {name: mark for name, mark in found.items() if " in copies" not in name}


@dataclass
class Attacked:
    """What the attacker has of a wave; every mark in the order of ``plan.linkable``."""

    plan: Plan
    wave: RealWave
    invitations: Marks = field(default_factory=dict)
    #: of the sealed ballots, which are handed to the attacker as their owners' (docs/sealing.md admits the pairing)
    ballots: Marks = field(default_factory=dict)
    responses: Marks = field(default_factory=dict)
    #: the same, opened by an opening that forgets to shuffle
    unshuffled: Marks = field(default_factory=dict)
    before: Mapping[str, bytes] = field(default_factory=dict)
    after: Mapping[str, bytes] = field(default_factory=dict)
    reel: bytes = b""
    #: after the sweep: rows that are left, by table; keys that are left; transactions that wrote the blobs (PostgreSQL)
    rows: Mapping[str, int] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    writers: frozenset[str] = frozenset()
    #: of links and of what was signed for them
    digests: Sequence[bytes] = ()

    @property
    def parted(self) -> tuple[Marks, Marks]:
        """Where answers lie, and where comments do: nothing may say which are one person's."""
        answers, comments = "answers place", "comments place"
        return {answers: self.responses[answers]}, {comments: self.responses[comments]}

    @property
    def blocks(self) -> list[str]:
        return [person.block for person in self.plan.linkable]


def run(
    app: Flask, urls: Mapping[str, URL], plan: Plan, folder: Path, *, custody: int = SERVER
) -> Attacked:
    """Walk the wave from its plan to the sweep, watching."""
    wave = RealWave(app, plan, custody)
    made = Attacked(plan, wave)
    with _server_log(folder / "server.log") as log:
        wave.open()
        camera = copies.camera(urls, [log])
        wave.answer(camera.copy)
        _look(made, camera, urls)
        wave.close()
        made.unshuffled = _opened_without_shuffle(made)
        wave.open_box()
        made.responses = _opened(made)
        _look_again(made, folder)
        camera.copy()
        made.reel, made.after = camera.reel(), camera.files()
        camera.close()
    return made


def _look(made: Attacked, camera: Camera, urls: Mapping[str, URL]) -> None:
    """Before the close: every table that holds something of an invitation or a ballot."""
    made.before = camera.files()
    with ExitStack() as stack:
        engines = {kind: create_engine(url) for kind, url in urls.items()}
        lines = {kind: stack.enter_context(engine.connect()) for kind, engine in engines.items()}
        seen = Seen(camera.reel(), made.before, lines)
        with Session(lines["people"]) as people:
            signed = dict(people.execute(select(Link.digest, Link.signed)).all())
        invitation, link, spent, box = _records(made, signed)
        found = marks.of(seen, invitation, link, spent, box)
        made.ballots = {n: m for n, m in found.items() if n.startswith("sealed_")}
        made.invitations = {n: m for n, m in found.items() if n not in made.ballots} | _wire(made)
        made.digests = [*signed, *(d for d in signed.values() if d)]
    for engine in engines.values():
        engine.dispose()


def _look_again(made: Attacked, folder: Path) -> None:
    """After the sweep: what there still is."""
    made.keys = frozenset(path.name for path in (folder / "keys").iterdir())
    counts = {}
    for engine, names in ((made.wave.store.people, _PEOPLE), (made.wave.store.ballot, _BALLOT)):
        with engine.connect() as line:
            for name in names:
                counts[name] = line.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            if engine.dialect.name == "postgresql" and "sealed_opened" in names:
                wrote = line.execute(text("SELECT xmin::text FROM sealed_opened"))
                made.writers = frozenset(wrote.scalars())
    made.rows = counts


def _records(made: Attacked, signed: Mapping[bytes, bytes | None]) -> Iterator[Records]:
    wave, who = made.wave, made.plan.linkable
    invited = [wave.invitations[p.number] for p in who]
    links = [marks.sha(wave.secrets[p.number]) for p in who]
    rights = [wave.credentials[p.number] for p in who]
    sealed = [envelope.read(wave.sent[p.number]).ciphertext for p in who]
    spent = [right.digest for right in rights]
    ballots = [marks.sha(ciphertext) for ciphertext in sealed]
    yield Records("people", "invitation", "id", invited, {"id": invited})
    messages = [signed[link] for link in links]
    yield Records("people", "link", "digest", links, {"digest": links, "signed": messages})
    proofs = [right.prepared for right in rights]
    yield Records("ballot", "sealed_spent", "digest", spent, {"digest": spent, "proof": proofs})
    tokens = {"digest": ballots, "ciphertext": sealed, "middle": [c[4000:4032] for c in sealed]}
    yield Records("ballot", "sealed_box", "digest", ballots, tokens)


def _wire(made: Attacked) -> Marks:
    """What somebody on the network sees: how much each person sent."""
    sent = [len(made.wave.sent[person.number]) for person in made.plan.linkable]
    return marks.telling({"wire bytes of the cast": np.array(sent, float)})


def _opened(made: Attacked) -> Marks:
    """The opened answers as they are stored, decrypted for the attacker."""
    with Session(db.reading(made.wave.store.ballot)) as ballot:
        return _as_stored(ballot, made)


def _opened_without_shuffle(made: Attacked) -> Marks:
    """What the same opening would give if it kept the order; rolled back."""
    unmoved = mock.Mock()
    with (
        Session(made.wave.store.ballot) as ballot,
        mock.patch.object(parting.secrets, "SystemRandom", return_value=unmoved),
    ):
        made.wave.part(ballot)
        found = _as_stored(ballot, made)
        ballot.rollback()
    assert unmoved.shuffle.call_count == 2
    return found


def _as_stored(ballot: Session, made: Attacked) -> Marks:
    keyring, who = made.wave.store.keyring, made.plan.linkable
    answers = [str(row.answers["canary"]) for row in reader.answers(ballot, keyring, CODE)]
    comments = [row.text for row in reader.comments(ballot, keyring, CODE)]
    return marks.telling(_of_list("answers", answers, who) | _of_list("comments", comments, who))


def _of_list(name: str, rows: Sequence[str], who: Sequence[Person]) -> Marks:
    """Place, length and alphabet of rows, each with its owner's canary in it."""
    where = {row[:32]: place for place, row in enumerate(rows)}
    own = [where[person.canary] for person in who]
    return {
        f"{name} place": np.array(own, float),
        f"{name} length": np.array([len(rows[place]) for place in own], float),
        f"{name} words": marks.order([rows[place] for place in own]),
    }


@contextmanager
def _server_log(path: Path) -> Iterator[Path]:
    """Everything that this process logs, in a file."""
    handler = logging.FileHandler(path)
    logging.getLogger().addHandler(handler)
    try:
        yield path
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
