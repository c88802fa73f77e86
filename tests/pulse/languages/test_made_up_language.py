"""Every page of a worker, in a made-up language that wraps whatever is translated: what stands outside is data or a fault."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse import catalogue
from surveys.fieldwork import organisation
from surveys.instruments.instrument import Instrument
from surveys.reports import rounds
from tests.house_client import HouseClient
from tests.pulse.languages import spoken
from tests.pulse.languages.left import left
from tests.pulse.respond.open_round import Open, open_round
from tests.pulse.respond.worker import Worker
from tests.surveys.reports.council import MONTHS, Council, publish_rounds

STILL = (
    "/",
    "/promise",
    "/how-numbers-are-protected",
    "/help",
    "/whistleblowing",
    "/accessibility",
)


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken.speak_made_up(monkeypatch)


@pytest.fixture
def asked(app: Flask, people: Session, ballot: Session, tmp_path: Path, today: date) -> Open:
    return open_round(people, ballot, tmp_path / "keys", links_made=1)


def words_of(instrument: Instrument) -> frozenset[str]:
    """The Welsh of a round's questions: language maps, not in the catalogue."""
    return frozenset(_welsh(instrument.document()))


def _welsh(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from ([str(value["cy"])] if "cy" in value else [])
        for each in value.values():
            yield from _welsh(each)
    elif isinstance(value, list):
        for each in value:
            yield from _welsh(each)


NAMES = frozenset(
    {
        *("Northshire County Council", "November 2026", "Argyfwng", "Samariaid", "Gogledd"),
        *("GIG 111, dewis iechyd meddwl", "Tachwedd", "Rhagfyr", "Chwefror", "Mawrth", "Ionawr"),
    }
)


@pytest.mark.parametrize("path", [*STILL, "/answer", "/i", "/results", "/nowhere", "/results/no"])
def test_a_page_says_nothing_untranslated(client: HouseClient, asked: Open, path: str) -> None:
    page = client.get(path, query_string={"lang": "cy"}).get_data(as_text=True)
    assert '<html lang="cy"' in page
    assert left(page, NAMES) == []


def test_the_questions_behind_a_link_say_nothing_untranslated(
    client: HouseClient, asked: Open
) -> None:
    page = client.get(f"/i/questions/{asked.wave}?lang=cy").get_data(as_text=True)
    assert left(page, NAMES | words_of(asked.instrument)) == []


@pytest.mark.parametrize("script", [False, True])
def test_answering_says_nothing_untranslated(
    client: HouseClient, asked: Open, script: bool
) -> None:
    worker = Worker(client, asked.codes[0], script=script)
    data = NAMES | words_of(asked.instrument)
    comment = asked.instrument.comments[0].code
    worker.page = client.get("/answer?lang=cy")
    seen = []
    worker.taps(code="AAAA", **({"script": "1"} if script else {}))
    seen.append(worker.page.get_data(as_text=True))
    worker.taps(code=asked.codes[0])
    for _ in range(30):
        seen.append(worker.page.get_data(as_text=True))
        if "/answer/send" in worker._action():
            break
        here = comment in seen[-1]
        worker.taps(**({comment: "Karen Whitfield left. I am the only man here."} if here else {}))
    worker.taps("⟦Change what is covered⟧", **{f"{comment}-hide": "not there"})
    seen.append(worker.page.get_data(as_text=True))
    for page in seen:
        assert left(page, data) == []
    assert len(seen) > (4 if script else 8)


@pytest.mark.parametrize("group", ["", "/S1", "/S1T01", "/S1~rest"])
def test_the_results_say_nothing_untranslated(
    client: HouseClient, people: Session, tmp_path: Path, group: str
) -> None:
    organisation.name(people, {"en": "Northmoor Council"})
    sizes = {"S1T01": 40, "S1T02": 9, "S1T03": 14, "S2T01": 40, "S2T02": 35}
    council = Council(services=("North", "South"), teams=0, sizes=sizes)
    publish_rounds(people, tmp_path, council, 4, share=1.0)
    people.commit()
    page = client.get(f"/results{group}?lang=cy").get_data(as_text=True)
    newest = rounds.load(people)[-1]
    names = {group.names["en"] for group in newest.groups} | set(MONTHS)
    known = {text.welsh for text in catalogue.texts() if text.where != "pages"}
    assert left(page, NAMES | names | known) == []
    assert page.count("⟦") > 50
