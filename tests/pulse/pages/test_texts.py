"""Accessibility and whistleblowing: what the pages say is what the papers of docs/templates say, and both are found."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from pulse import create_app
from tests.house_client import HouseClient
from tests.pulse import stage
from tests.pulse.respond.open_round import Open
from tests.pulse.respond.worker import Worker

TEMPLATES = Path(__file__).resolve().parents[3] / "docs" / "templates"
PUBLIC = (
    "/",
    "/promise",
    "/how-numbers-are-protected",
    "/help",
    "/whistleblowing",
    "/results",
    "/answer",
)


def plain(text: str) -> str:
    """One line, with straight quotes."""
    return " ".join(text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}).split())


def main_of(client: HouseClient, path: str) -> Tag:
    found = BeautifulSoup(client.get(path).text, "html.parser").main
    assert found is not None
    return found


def paper(name: str) -> str:
    return plain((TEMPLATES / f"{name}.md").read_text(encoding="utf-8"))


def test_the_page_owns_up_to_what_the_accessibility_paper_does(client: HouseClient) -> None:
    page = main_of(client, "/accessibility")
    listed = [plain(item.get_text()) for item in page.select("#known li")]
    text = (TEMPLATES / "accessibility-statement.md").read_text(encoding="utf-8")
    section = text.partition("## How accessible this website is")[2].partition("\n## ")[0]
    assert listed == re.findall(r"^- (.+)$", plain_lines(section), flags=re.M)
    assert len(listed) >= 5


def plain_lines(text: str) -> str:
    return "\n".join(map(plain, text.splitlines()))


@pytest.mark.parametrize(
    "said",
    [
        "This accessibility statement applies to",
        "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the Public Sector Bodies",
        "(Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018",
        "If you are not happy with how we respond to your complaint, contact the Equality Advisory and Support Service (EASS)",
        "is committed to making this website accessible, in accordance with",
        "This website is partially compliant with the Web Content Accessibility Guidelines version 2.2",
        "2.2.1",
        "axe-core",
    ],
)
def test_page_and_paper_have_the_words_that_the_law_asks_for(
    client: HouseClient, said: str
) -> None:
    page = plain(main_of(client, "/accessibility").get_text())
    assert said in re.sub(r"\s+([.,])", r"\1", page)
    assert said in paper("accessibility-statement")


def test_the_contact_is_the_organisations_where_one_is_set(
    client: HouseClient, tmp_path: Path
) -> None:
    assert "Tell your union or the survey office." in plain(
        main_of(client, "/accessibility").get_text()
    )
    settings = {"PULSE_DATA": str(tmp_path / "other"), "PULSE_CONTACT": " access@w.example \n"}
    other = create_app(settings)
    other.testing = True
    page = other.test_client().get("/accessibility").text
    assert "Contact access@w.example, or tell your union." in plain(page)
    other.extensions["pulse"].dispose()


def test_the_whistleblowing_page_names_whom_the_paper_names(client: HouseClient) -> None:
    page = plain(main_of(client, "/whistleblowing").get_text())
    for said in (
        "not a protected disclosure",
        "Part IVA of the Employment Rights Act 1996",
        "Ofsted",
        "Care Quality Commission",
        "Social Work England",
        "Care Inspectorate Wales",
        "Social Care Wales",
        "sexual harassment",
        "020 3117 2520",
    ):
        assert said in page, said
        assert said in paper("whistleblowing-note"), said


@pytest.mark.parametrize("path", PUBLIC)
def test_the_foot_of_every_public_page_leads_to_the_accessibility_statement(
    client: HouseClient, path: str
) -> None:
    foot = BeautifulSoup(client.get(path).text, "html.parser").footer
    assert foot is not None
    assert foot.select('a[href="/accessibility"]')


def test_the_foot_of_the_pages_on_which_one_answers_does_too(
    client: HouseClient, asked: Open
) -> None:
    worker = Worker(client, asked.codes[0]).opens()
    foot = worker.soup.footer
    assert foot is not None
    (link,) = foot.select('a[href="/accessibility"]')
    assert link["target"] == "_blank"


def test_every_comment_box_the_help_and_the_promise_lead_to_the_whistleblowing_page(
    client: HouseClient, app: Flask
) -> None:
    box = BeautifulSoup(stage.part("comment", 'comment("more", "More?")'), "html.parser")
    (link,) = box.select('.pulse-box--help a[href="/whistleblowing"]')
    assert link["target"] == "_blank"
    for path in ("/help", "/promise"):
        assert main_of(client, path).select('a[href="/whistleblowing"]')
