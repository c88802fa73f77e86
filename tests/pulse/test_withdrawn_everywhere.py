"""After a comment is withdrawn its words are in no page, no file and no answer of the API, whoever asks; all else is as it was."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from pulse.access import account, api_key
from pulse.access.permissions import Role
from pulse.jobs import runner
from surveys.coding import inquiry
from surveys.comments.readers import Reader
from surveys.exports import files
from surveys.fieldwork import organisation
from surveys.keyring import Keyring
from surveys.releases import manifest, publish, release_file, shelf
from surveys.releases.document import Draft
from surveys.releases.release import Kind
from tests.browser.artefacts import unpacked
from tests.house.route_census import BY_KEY, CENSUS
from tests.house_client import HouseClient
from tests.pulse.stewards.hands import said
from tests.pulse.stewards.withdrawing import enter, withdraw
from tests.surveys.reports import council as made_up
from tests.surveys.reports.council import Council

SIZES = {"S1T01": 40, "S1T02": 9, "S1T03": 14, "S2T01": 40, "S2T02": 35}
SMALL = Council(services=("North", "South"), teams=0, sizes=SIZES)
WAVE, PLACE, BESIDE = "2026-02", (3, 2), (3, 3)
WORDS, OTHERS = "the zephyrine kiln in room 9", "the cobalt lantern"
#: What stands in the place of each argument of an address.
ARGUMENTS: Mapping[str, str | int] = {
    "wave": WAVE,
    "code": "caseload",
    "group": "S1",
    "name": "figures.csv",
    "number": 1,
    "release": PLACE[0],
    "position": PLACE[1],
    "kind": "trend",
    "ending": "csv",
}


def _told() -> Draft:
    """The comments of the second round, two of them with words that stand nowhere else."""
    draft = made_up.comments(SMALL, 2)
    planted = {PLACE[1]: WORDS, BESIDE[1]: OTHERS}
    return replace(
        draft,
        comments=[
            replace(
                each,
                text=f"Ask about {planted[each.position]}.",
                themes={"caseload": {"polarity": "negative", "phrases": [planted[each.position]]}},
            )
            if each.position in planted
            else each
            for each in draft.comments
        ],
    )


@pytest.fixture
def clients(
    app: Flask, people: Session, tmp_path: Path, today: date, monkeypatch: pytest.MonkeyPatch
) -> dict[Role, HouseClient]:
    """One a role, before two rounds. Files to keep take long, and have a test of their own below."""
    monkeypatch.setattr(runner.kept_files, "waiting", lambda _: [])
    organisation.name(people, {"en": "Northmoor Council"})
    keyring = Keyring(tmp_path / "keys")
    for number in (1, 2):
        publish.publish(people, keyring, made_up.draft(SMALL, number, share=1.0))
    publish.publish(people, keyring, _told())
    people.commit()
    return {role: enter(app, people, role) for role in Role}


def pages(app: Flask, clients: dict[Role, HouseClient]) -> Iterator[tuple[str, int, bytes]]:
    """Who and address, status, body: every address that can be looked at, as everybody who may."""
    anybody = app.test_client()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in BY_KEY | {"static"}:
            continue
        _, address = rule.build({name: ARGUMENTS.get(name, "1") for name in rule.arguments}) or (
            "",
            "",
        )
        who = CENSUS[rule.endpoint]
        for name, client in clients.items() if who is not None else [("anybody", anybody)]:
            if who is None or name in who:
                answer = client.get(address)
                yield f"{name} {address}", answer.status_code, answer.data


def everything(app: Flask, people: Session, clients: dict[Role, HouseClient]) -> dict[str, bytes]:
    """Who and address -> what is there: every page, every file, every table, every saved release."""
    answers = list(pages(app, clients))
    assert sum(status == 200 for _, status, _ in answers) > 150
    found = {where: body for where, _, body in answers}
    for role in (Role.UNION, Role.PSW):
        found |= {f"{role} {name}": body for name, body in _taken(clients[role])}
    return found | settled(app, people)


def settled(app: Flask, people: Session) -> dict[str, bytes]:
    """What programs get and every saved release: to stay as it is, byte for byte."""
    found = dict(_tables(app, people))
    last = max(each.number for kind in Kind for each in shelf.releases(people, kind))
    for number in range(1, last + 1):
        found[f"release {number}"] = release_file.export(people, number)
    people.rollback()
    return found


def _taken(client: FlaskClient) -> Iterator[tuple[str, bytes]]:
    page = client.get("/stewards/comments")
    assert isinstance(client, HouseClient)
    for ending in ("zip", "xlsx", "docx"):
        file = client.send(page, {}, action=f"/stewards/comments.{ending}")
        yield from ((f"{ending} {name}", part) for name, part in unpacked(file.data).items())


def _tables(app: Flask, people: Session) -> Iterator[tuple[str, bytes]]:
    with app.app_context():
        owner = account.named(people, "union-a@example.org")
        _, key = api_key.make(people, owner, api_key.Wanted("all", 30))
        people.commit()
    parts = ("groups", "figures", "themes")
    for path in ("releases", "actions", *(f"releases/{WAVE}/{part}" for part in parts)):
        for ending in ("", ".csv"):
            address = f"/api/v1/{path}{ending}"
            answer = app.test_client().get(address, headers={"Authorization": f"Bearer {key}"})
            assert answer.status_code == 200
            yield address, answer.data


def holding(found: dict[str, bytes], words: str) -> list[str]:
    return [where for where, body in found.items() if any(w in body for w in _written(words))]


def _written(words: str) -> tuple[bytes, ...]:
    """The words, or the two that stand nowhere else: marks may stand between the others."""
    return words.encode(), " ".join(words.split()[1:3]).encode()


@pytest.mark.both_databases
def test_its_words_are_nowhere_and_all_else_is_as_it_was(
    app: Flask, people: Session, clients: dict[Role, HouseClient]
) -> None:
    union, psw = clients[Role.UNION], clients[Role.PSW]
    for client, address in (
        (union, "/stewards/comments"),
        (clients[Role.DIRECTOR], "/director/comments"),
    ):
        assert WORDS in client.get(f"{address}?round={WAVE}").text.replace("<mark>", "").replace(
            "</mark>", ""
        )
    assert holding(dict(_taken(psw)), WORDS)
    before = settled(app, people)
    withdraw(app, union, psw, PLACE)
    after = everything(app, people, clients)
    assert holding(after, WORDS) == []
    beside = " ".join(holding(after, OTHERS))
    for where in (
        "director /director/comments",
        "psw /stewards/comments",
        "union zip comments.csv",
    ):
        assert where in beside
    assert {where: after[where] for where in before} == before
    saved = [after[f"release {number}"] for number in range(1, 5)]
    assert all(manifest.verify(own, previous=earlier).ok for earlier, own in pairwise(saved))
    assert b'"withdrawn":[{"position":2,"reason":"points_at_author","release":3}]' in saved[3]


def test_how_many_and_why_is_public_and_stands_in_the_codebook(
    app: Flask, people: Session, clients: dict[Role, HouseClient]
) -> None:
    withdraw(app, clients[Role.UNION], clients[Role.PSW], PLACE)
    page = said(app.test_client().get("/results"))
    assert "39 comments can be read by those whom their authors chose." in page
    assert "agreed to withdraw them: June 2026: 1 of 40 (it points at its author: 1)." in page
    book = clients[Role.UNION].get("/stewards/codebook.csv").get_data(as_text=True)
    assert (
        "Comments published: 40. Of these can still be read, by those whom their authors chose: 39."
        in book
    )
    assert "Published comments withdrawn later. It points at its author: 1." in book
    director = said(clients[Role.DIRECTOR].get("/director/comments"))
    assert (
        "were withdrawn, because comment readers of two sides agreed: 1 (it points at its author)."
        in director
    )
    about = dict(_taken(clients[Role.UNION]))["zip about.txt"].decode()
    assert "39 comments cleared and published." in about


def test_files_that_are_kept_hold_no_comment_before_or_after(
    app: Flask, people: Session, clients: dict[Role, HouseClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are made of figures alone, so they need not be made anew: the same bytes but for those that typeset slowly."""
    monkeypatch.setattr(files.paper_pdf, "file", lambda paper: repr(paper).encode())
    before = files.make(people, WAVE)
    people.rollback()
    withdraw(app, clients[Role.UNION], clients[Role.PSW], PLACE)
    assert files.make(people, WAVE) == before
    assert not any(WORDS.encode() in part for file in before.values() for part in _parts(file))


def _parts(file: bytes) -> list[bytes]:
    return list(unpacked(file).values()) if file.startswith(b"PK") else [file]


def test_what_readers_asked_of_comments_is_asked_anew(
    app: Flask, people: Session, clients: dict[Role, HouseClient]
) -> None:
    """An answer about themes holds phrases of comments."""
    asked = inquiry.Asked("union-a@example.org", tuple(Reader), None)
    row = inquiry.ask(people, inquiry.Kind.MISSED, asked, "v1")
    row.answer = {"wave": WAVE, "phrases": [{"phrase": WORDS, "comments": 1}]}
    people.commit()
    work = withdraw(app, clients[Role.UNION], clients[Role.PSW], PLACE)
    assert any("as asked in question 1" in line for line in work)
    people.expire_all()
    assert row.answer
    assert WORDS not in repr(row.answer)
