"""Whoever stands for one service gets nothing personal of another by any address: no comment, and no draft of an action."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from zipfile import BadZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from pulse.access import account
from pulse.access.permissions import COMMENT_READERS, Role
from surveys.fieldwork.groups import ReportingGroup
from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.releases.document import Comment
from tests.browser.artefacts import unpacked
from tests.pulse.logged_in import begin_session
from tests.surveys.releases import drafts
from tests.surveys.reports import said
from tests.surveys.reports.council import Council, publish_rounds

WAVE = "2026-02"
SIZES = {"S1T01": 40, "S1T02": 14, "S2T01": 40, "S2T02": 35}
#: Of the service that is not theirs.
SECRETS = (b"Heronsgate", b"Kittiwake", b"lanterns")
OWN = b"Lapwing"
#: What stands in the variable parts of an address, and behind its question mark.
PARTS: Mapping[str, tuple[str, ...]] = {
    "number": ("1", "2", "3"),
    "wave": (WAVE,),
    "code": (WAVE, "S2"),
    "group": ("S2", "S2T01"),
    "group_code": ("S2",),
    "topic": ("caseload",),
    "theme": ("bureaucracy",),
}
ASKED = tuple(
    {"group": group, "round": wave, "theme": theme, "service": group, "words": words, "q": words}
    for group, wave, theme, words in product(
        ("", "S2", "ALL"), ("", WAVE), ("", "bureaucracy"), ("", "Heronsga")
    )
)


@pytest.fixture
def council(people: Session, tmp_path: Path, today: object) -> None:
    """North and South; each has a comment for every kind of reader and a draft of an action."""
    council = Council(services=("North", "South"), teams=0, sizes=dict(SIZES))
    publish_rounds(people, tmp_path, council, 2, share=1.0)
    told = [
        Comment(place, WAVE, group, "anything_else", reader, text, {"bureaucracy": {}})
        for place, (group, reader, text) in enumerate(
            (
                ("S2", "directors", "The Heronsgate forms are endless."),
                ("S2", "union", "Kittiwake is only for us."),
                ("S1", "directors", "Our Lapwing forms are endless."),
            )
        )
    ]
    publish.publish(
        people, Keyring(tmp_path), replace(drafts.supplement(WAVE), comments=tuple(told))
    )
    said.draft(
        people, said.aim(group="S2", wave=WAVE), said.intent(what="Nineteen lanterns are bought.")
    )
    said.draft(people, said.aim(group="S1", wave=WAVE), said.intent(what="Two chairs are bought."))
    for code, name in (("S1", "North"), ("S2", "South")):
        people.add(ReportingGroup(code=code, names={"en": name}, position=1, active=True))
    people.commit()


def of_north(app: Flask, people: Session, role: Role) -> FlaskClient:
    person = account.prepare(people, email="n@x.example", name="N", role=role, scope="S1")
    person.vouched_by = "somebody"
    client = FlaskClient(app, app.response_class)  # a thousand pages that others inspect
    begin_session(people, client, person)
    return client


def addresses(app: Flask) -> Iterator[str]:
    """Every address that can be looked at, with every part that leads elsewhere."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            for parts in _parts(rule):
                yield adapter.build(rule.endpoint, parts, method="GET")


def _parts(rule: Rule) -> Iterator[dict[str, str]]:
    names = sorted(rule.arguments)
    for chosen in product(*(PARTS.get(name, ("x", "S2", WAVE, "1")) for name in names)):
        numbers = {
            name for name in names if type(rule._converters[name]).__name__ == "IntegerConverter"
        }
        if all(part.isdigit() for name, part in zip(names, chosen, strict=True) if name in numbers):
            yield dict(zip(names, chosen, strict=True))


def content(data: bytes) -> bytes:
    """What is said, also inside a workbook, a paper or a bundle of them."""
    try:
        return b"".join(content(part) for part in unpacked(data).values())
    except BadZipFile:
        return data


@pytest.mark.parametrize("role", COMMENT_READERS, ids=str)
def test_nothing_personal_of_another_service_is_got_by_any_address(
    app: Flask, people: Session, council: None, role: Role
) -> None:
    client, own, looked_at = of_north(app, people, role), 0, 0
    for address in sorted(set(addresses(app))):
        # Figures are the same for everybody and hold nothing personal: asked once.
        personal = "comments" in address or "actions" in address or "views" in address
        for asked in ASKED if personal else ASKED[:1]:
            answer = client.get(address, query_string={k: v for k, v in asked.items() if v})
            found = content(answer.data)
            own += OWN in found
            looked_at += 1
            leaks = [one for one in SECRETS if one in found]
            assert leaks == [], f"{address} {asked}"
    assert looked_at > 100
    assert own > 0  # so comments of one's own part are there to be found


def test_the_office_of_any_part_gets_no_comment_at_all(
    app: Flask, people: Session, council: None
) -> None:
    client = of_north(app, people, Role.OFFICE)
    for address in sorted(set(addresses(app))):
        found = content(client.get(address).data)
        assert not [one for one in (*SECRETS, OWN) if one in found], address


@pytest.mark.parametrize("what", ["edit", "publish", "discard"])
def test_a_draft_of_another_service_is_not_there_to_be_done_anything_with(
    app: Flask, people: Session, council: None, what: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    client = of_north(app, people, Role.DIRECTOR)
    assert client.post(f"/director/actions/1/{what}", data={"seen": "1"}).status_code == 404
