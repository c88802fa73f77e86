"""Welsh is offered once a named person has signed off exactly these texts, and never a day longer than they stay."""

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy.orm import Session

from pulse import catalogue, language
from pulse.catalogue import Text
from pulse.office.language_preview import PAGES
from surveys.fieldwork import organisation, welsh_names
from surveys.fieldwork.groups import ReportingGroup
from tests.house_client import HouseClient
from tests.pulse.languages import spoken
from tests.pulse.languages.left import left

PAGE = "/office/languages"
NAMED = {"name": "Siân Puw", "role": "Welsh language officer"}
#: What the made-up language does not mark: a name, and what is a language map.
NAMES = frozenset({"Westerby", "Argyfwng", "GIG 111, dewis iechyd meddwl", "Samariaid"})


def sign(office: HouseClient, **fields: str) -> int:
    page = office.get(PAGE)
    return office.send(page, NAMED | fields, action=PAGE).status_code


def tongue(client: HouseClient, path: str = "/?lang=cy") -> str:
    found = re.search(r'<html[^>]*lang="(\w+)"', client.get(path).text)
    assert found
    return found[1]


def test_before_the_sign_off_nobody_is_offered_welsh(
    office: HouseClient, client: HouseClient
) -> None:
    assert tongue(client) == "en"
    assert "Cymraeg" not in client.get("/").text


def test_a_named_person_signs_and_workers_choose(office: HouseClient, client: HouseClient) -> None:
    assert sign(office) == 302
    assert "Siân Puw (Welsh language officer) signed it off" in office.get(PAGE).text
    assert tongue(client) == "cy"
    assert tongue(client, "/") == "en"
    page = BeautifulSoup(client.get("/promise").text, "html.parser")
    switch = next(link for link in page.find_all("a") if "Cymraeg" in link.get_text())
    assert switch["href"] == "/promise?lang=cy"
    assert (switch["lang"], switch["hreflang"]) == ("cy", "cy")


def test_a_text_that_changes_afterwards_switches_it_off(
    office: HouseClient, client: HouseClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sign(office) == 302
    monkeypatch.setattr(catalogue, "fingerprint", lambda: "0" * 64)
    with app.app_context():
        language.forget()
    assert tongue(client) == "en"
    assert "Texts have changed since Siân Puw" in office.get(PAGE).text


def test_it_is_switched_off_by_hand(office: HouseClient, client: HouseClient) -> None:
    assert sign(office) == 302
    off = office.send(office.get(PAGE), {}, action=f"{PAGE}/off")
    assert off.status_code == 302
    assert tongue(client) == "en"


def test_what_is_missing_is_listed_and_keeps_it_from_being_signed(
    office: HouseClient, client: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = office.get(PAGE)
    monkeypatch.setattr(catalogue, "missing", lambda: (Text("pages", "Unsaid", ""),))
    assert "Unsaid" in office.get(PAGE).text
    assert office.send(page, NAMED, action=PAGE).status_code == 422
    assert tongue(client) == "en"


@pytest.mark.parametrize("field", ["name", "role"])
def test_nobody_signs_without_a_name_and_a_role(office: HouseClient, field: str) -> None:
    page = office.get(PAGE)
    sent = office.send(page, NAMED | {field: ""}, action=PAGE)
    assert sent.status_code == 422
    assert "Welsh is not offered" in office.get(PAGE).text


def test_texts_that_changed_while_they_were_read_are_not_signed(office: HouseClient) -> None:
    assert sign(office, seen="0" * 64) == 422


def test_all_texts_can_be_taken_along(office: HouseClient) -> None:
    assert office.get(f"{PAGE}/texts").text.count("<tr") > len(catalogue.texts())
    file = office.get(f"{PAGE}.csv")
    assert file.mimetype == "text/csv"
    assert len(file.text.splitlines()) > len(catalogue.texts())


@pytest.mark.parametrize("name", list(PAGES))
def test_the_office_looks_at_a_page_in_welsh_before_anybody_is_offered_it(
    office: HouseClient, name: str
) -> None:
    assert office.get(f"{PAGE}/preview/{name}").status_code == 200
    assert tongue(office, f"{PAGE}/preview/{name}/page") == "cy"


def test_a_process_without_workers_pages_shows_none_and_says_so(
    office: HouseClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = {name: door for name, door in app.blueprints.items() if name == "office"}
    monkeypatch.setattr(app, "blueprints", rooms)
    assert "serves no pages of workers" in office.get(PAGE).text
    assert office.get(f"{PAGE}/preview/home").status_code == 404
    assert office.get(f"{PAGE}/preview/home/page").status_code == 404


@pytest.mark.parametrize("name", list(PAGES))
def test_every_sentence_of_a_workers_page_comes_from_the_catalogue(
    office: HouseClient, people: Session, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """In a language in which every text is marked, nothing stands outside the marks but names and numbers."""
    organisation.name(people, {"en": "Westerby"})
    people.commit()
    spoken.speak_made_up(monkeypatch)
    page = office.get(f"{PAGE}/preview/{name}/page").text
    assert "⟦" in page
    assert left(page, NAMES) == []


def test_names_of_the_councils_own_are_listed_and_keep_it_from_being_signed(
    office: HouseClient, client: HouseClient, people: Session
) -> None:
    before = office.get(PAGE)
    organisation.name(people, {"en": "Westerby"})
    people.add(ReportingGroup(code="S1", names={"en": "Fostering"}, position=1))
    people.commit()
    assert office.send(before, NAMED, action=PAGE).status_code == 422
    page = office.get(PAGE)
    assert "Sign it off" not in page.text
    listed = BeautifulSoup(page.text, "html.parser").main
    assert listed
    assert {"Westerby (above every page)", "Fostering"} <= {
        item.get_text() for item in listed.find_all("li")
    }
    assert tongue(client) == "en"

    names = f"{PAGE}/names"
    given = {"organisation": "Tre’r Gorllewin", "group S1": " Maethu  plant ", "group no": "x"}
    assert office.send(office.get(names), given, action=names).status_code == 302
    assert "2 Welsh names are saved" in office.get(PAGE).text
    assert 'value="Maethu plant"' in office.get(names).text
    assert sign(office) == 302
    assert "Tre’r Gorllewin" in client.get("/?lang=cy").text


def test_a_name_that_is_given_is_changed_and_never_emptied(
    office: HouseClient, people: Session
) -> None:
    organisation.name(people, {"en": "Westerby", "cy": "Westerbi"})
    people.commit()
    names = f"{PAGE}/names"
    office.send(office.get(names), {"organisation": ""}, action=names)
    assert 'value="Westerbi"' in office.get(names).text
    office.send(office.get(names), {"organisation": "Tre’r Gorllewin"}, action=names)
    assert 'value="Tre’r Gorllewin"' in office.get(names).text
    assert [name.english for name in welsh_names.missing(people)] == []
