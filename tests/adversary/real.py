"""A simulated wave through the real application: planned, opened, signed and cast over HTTP, closed, opened, swept."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pulse.extensions import Store
from pulse.jobs import close_wave, open_box, open_wave, take_result
from surveys import clock
from surveys.comments.readers import Reader
from surveys.credentials import blinding, key_document, keys, links, slips
from surveys.credentials.credential import Credential
from surveys.fieldwork import (
    groups,
    handing,
    headcounts,
    letters,
    organisation,
    programme,
    sealing_keys,
    waves,
)
from surveys.fieldwork import plan as planning
from surveys.fieldwork.pledge import SERVER, Pledge
from surveys.fieldwork.roster import Worker
from surveys.fieldwork.sealing_keys import KeyFile
from surveys.responses import envelope, opening, packing, result_file, seal, taking
from surveys.responses.envelope import Envelope
from tests.adversary.people import Does, Person, Plan
from tests.surveys.credentials import blind_vectors
from tests.surveys.responses import keyholders

CODE: Final = "2026-11"
OPENS, CLOSES, RELEASES = date(2026, 11, 16), date(2026, 11, 29), date(2026, 12, 7)
CLOSED: Final = date(2026, 11, 30)


class RealWave:
    """One wave of the real application, with its simulated people in front of it."""

    def __init__(self, app: Flask, plan: Plan, custody: int = SERVER) -> None:
        self.store: Store = app.extensions["pulse"]
        self.plan = plan
        self.pledge = Pledge(custody=custody)
        self.client: FlaskClient = app.test_client()
        #: person's number -> secret of the link, token and signature, envelope sent
        self.secrets: dict[int, bytes] = {}
        self.invitations: dict[int, bytes] = {}
        self.credentials: dict[int, Credential] = {}
        self.sent: dict[int, bytes] = {}
        self.codes: dict[int, str] = {}
        #: every answer of the doors that workers use, for the checks beside the attack
        self.heard: list[TestResponse] = []

    def open(self) -> None:
        """Roster, plan, the job that opens the wave, letters and slips."""
        with self._sessions(OPENS) as (people, ballot):
            organisation.name(people, {"en": "Westerby"})
            _staff(people, self.plan)
            if self.pledge.by_keyholders:
                public_key = seal.public_part(keyholders.KEY)
                sealing_keys.take_in(
                    people, KeyFile(OPENS, rehearsed=True, keys=((1, public_key),))
                )
            _plan(people, self.pledge)
            people.commit()
            self._put_keys()
            open_wave.run(people, ballot, self.store.keyring, CODE)
            self._read_letters(people, ballot)
            self._draw_slips(ballot)
            people.commit()
            ballot.commit()

    def answer(self, after_each: Callable[[], None]) -> None:
        """Everybody signs and sends, in the order of the plan."""
        verbs = {
            Does.SIGN: self._sign,
            Does.CAST: self._cast,
            Does.SEND_AGAIN: self._send_again,
            Does.CHANGE_MIND: self._change_mind,
        }
        with clock.at(OPENS, 12):
            for does, person in self.plan.steps:
                verbs[does](person)
                after_each()

    def close(self) -> None:
        """At custody level 2 the keyholders then open the box, by a page that forgets to shuffle, and hand it over."""
        with self._sessions(CLOSED) as (people, ballot):
            close_wave.run(people, ballot, self.store.keyring, CODE)
            if self.pledge.by_keyholders:
                result = keyholders.result(keyholders.exported(ballot, CODE))
                result_file.keep(ballot, CODE, result)
                ballot.commit()

    def part(self, ballot: Session) -> None:
        """What puts the opened answers in the place of the box; not committed."""
        verb = taking.take if self.pledge.by_keyholders else opening.open_box
        verb(ballot, self.store.keyring, CODE)

    def open_box(self) -> None:
        """The job that does it, and sweeps."""
        job = take_result if self.pledge.by_keyholders else open_box
        with self._sessions(CLOSED) as (people, ballot):
            job.run(people, ballot, self.store.keyring, CODE)

    def _sessions(self, day: date) -> "_Sessions":
        return _Sessions(self.store, day)

    def _put_keys(self) -> None:
        """Keys as a killed call would have left them: making sixty new ones takes too long."""
        stored = blind_vectors.stored_keys()
        for place, block in enumerate(self.plan.blocks):
            self.store.keyring.write(links.key_name(CODE, block), stored[place % len(stored)])

    def _read_letters(self, people: Session, ballot: Session) -> None:
        self.document = keys.find(ballot, CODE).key_document
        known = key_document.read(self.document)
        self.moduli = {block.code: block.credential_key for block in known.blocks}
        self.sealing_key = known.sealing_key
        letters.make_due(people, waves.find(people, CODE))
        for letter in list(letters.waiting(people, self.store.keyring, CODE, self.document)):
            number = int(letter.to.partition("@")[0][1:])
            self.secrets[number] = urlsafe_b64decode(letter.fragment + "=")[: links.SECRET]
            self.invitations[number] = letter.invitation
            handing.begin(people, letter.reference)
            handing.handed(people, letter.reference)

    def _draw_slips(self, ballot: Session) -> None:
        by_slip: dict[str, list[int]] = {}
        for person in self.plan.people:
            if person.by_slip:
                by_slip.setdefault(person.block, []).append(person.number)
        made = slips.make(ballot, CODE, {block: len(who) for block, who in by_slip.items()})
        for block, who in by_slip.items():
            self.codes.update(zip(who, made[block], strict=True))

    def _sign(self, person: Person) -> None:
        modulus = self.moduli[person.block]
        assert modulus is not None
        secret = _text(self.secrets[person.number])
        said = self._ask("/i/group", {"wave": CODE, "secret": secret})
        assert said == {"block": person.block}
        prepared = blinding.prepare()
        hidden = blinding.blind_message(modulus, prepared)
        asked = {"wave": CODE, "secret": secret, "blinded": _text(hidden.blinded)}
        signed = urlsafe_b64decode(str(self._ask("/i/sign", asked)["signature"]))
        signature = blinding.finalize(modulus, prepared, signed, hidden.inverse)
        self.credentials[person.number] = Credential(CODE, person.block, prepared, signature)

    def _cast(self, person: Person) -> None:
        self.sent[person.number] = self._envelope(person, person.comment)
        assert self._hand_in(self.sent[person.number]) == 200

    def _send_again(self, person: Person) -> None:
        assert self._hand_in(self.sent[person.number]) == 200

    def _change_mind(self, person: Person) -> None:
        assert self._hand_in(self._envelope(person, "On second thoughts.")) == 422

    def _envelope(self, person: Person, comment: str) -> bytes:
        said = [packing.Comment("not_asked", comment, Reader.UNION)]
        packed = packing.pack({"canary": person.canary}, said)
        sealed = seal.seal(self.sealing_key, CODE, person.block, packed)
        right = self.codes.get(person.number) or self.credentials[person.number]
        return envelope.write(Envelope(right, sealed))

    def _hand_in(self, body: bytes) -> int:
        said = self.client.post("/cast", data=body, content_type="application/octet-stream")
        self.heard.append(said)
        return said.status_code

    def _ask(self, path: str, body: Mapping[str, str]) -> Mapping[str, object]:
        said = self.client.post(path, json=body)
        self.heard.append(said)
        assert said.status_code == 200, said.get_data()
        heard: Mapping[str, object] = json.loads(said.get_data())
        return heard


class _Sessions:
    """A session on each database, on a day, as a job has them."""

    def __init__(self, store: Store, day: date) -> None:
        self._clock = clock.at(day, 12)
        self._opened = [
            Session(store.people, expire_on_commit=False),
            Session(store.ballot, expire_on_commit=False),
        ]

    def __enter__(self) -> Iterable[Session]:
        self._clock.__enter__()
        return self._opened

    def __exit__(self, *_: object) -> None:
        for session in self._opened:
            session.close()
        self._clock.__exit__(None, None, None)


def _staff(people: Session, plan: Plan) -> None:
    teams = "".join(f"{block},W,Team {block}\n" for block in plan.blocks)
    groups.apply(
        people, groups.plan_import(people, f"unit_id,parent_id,name\nW,,Westerby\n{teams}")
    )
    people.add_all(
        Worker(
            staff_number=str(person.number),
            name=f"Worker {person.number}",
            email=None if person.by_slip else f"p{person.number}@westerby.example",
            group_code=person.block,
        )
        for person in plan.people
    )
    people.flush()


def _plan(people: Session, pledge: Pledge) -> None:
    """Planned by the office, its headcounts confirmed by somebody else."""
    planned = planning.plan(
        people,
        code=CODE,
        names={"en": "November 2026"},
        opens_on=OPENS,
        closes_on=CLOSES,
        releases_on=RELEASES,
        release_hour=9,
        instrument=programme.instrument_for(2),
        pledge=pledge,
        invites=True,
    )
    proposed = headcounts.propose(people, planned, "office@westerby.example")
    headcounts.confirm(people, planned, "union@westerby.example", seen=proposed.fingerprint)


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
