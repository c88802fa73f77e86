"""Colour and logo on the office's page, on everybody's pages, and on the papers."""

import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from pulse.access.audit import AuditEntry
from surveys.fieldwork import branding
from tests.house_client import HouseClient
from tests.surveys.fieldwork import pictures

PAGE = "/office/branding"
COLOUR, LOGO, AWAY = f"{PAGE}/colour", f"{PAGE}/logo", f"{PAGE}/logo/remove"
pytestmark = pytest.mark.usefixtures("staffed", "today")


def paint(office: HouseClient, typed: str) -> TestResponse:
    return office.send(office.get(PAGE), {"colour": typed}, action=COLOUR)


def show(
    office: HouseClient, content: bytes, alt: str = "Westerby", name: str = "logo.png"
) -> TestResponse:
    return office.send(
        office.get(PAGE), {"logo": (io.BytesIO(content), name), "alt": alt}, action=LOGO
    )


def head(page: TestResponse) -> tuple[list[str], list[str]]:
    """Style sheets of the brand, and logos."""
    soup = BeautifulSoup(page.data, "html.parser")
    sheets = [str(each["href"]) for each in soup.select("link[rel=stylesheet]")]
    logos = [str(each["src"]) for each in soup.select("img.pulse-logo")]
    return [each for each in sheets if each.startswith("/brand/")], logos


def error(page: TestResponse) -> str:
    assert page.status_code == 422
    found = BeautifulSoup(page.data, "html.parser").select_one(".govuk-error-message")
    return found.get_text() if found else ""


def test_a_colour_is_worn_by_every_page_at_once(office: HouseClient, client: HouseClient) -> None:
    assert head(client.get("/")) == ([], [])
    assert paint(office, "#7A1F3D").status_code == 302
    for page in (
        office.get("/office/"),
        client.get("/"),
        client.get("/answer"),
        client.get("/results"),
    ):
        (sheet,), _ = head(page)
        assert 'content="#7a1f3d"' in page.text
    kept = client.get(sheet)
    assert kept.mimetype == "text/css"
    assert "--govuk-brand-colour:#7a1f3d" in kept.text
    assert "immutable" in kept.headers["Cache-Control"]
    assert "Set-Cookie" not in kept.headers
    paint(office, "#5b2d8e")
    assert client.get(sheet).status_code == 404
    paint(office, "")
    assert head(client.get("/")) == ([], [])


def test_a_pale_colour_is_refused_and_the_nearest_is_one_tap_away(
    office: HouseClient, people: Session
) -> None:
    page = paint(office, "#ffcc00")
    assert "White letters cannot be read on this colour" in error(page)
    assert 'value="#ffcc00"' in page.text
    button = BeautifulSoup(page.data, "html.parser").find_all(
        "button", string=lambda s: "instead" in (s or "")
    )
    assert len(button) == 1
    near = str(button[0].find_parent("form").find("input", {"name": "colour"})["value"])  # type: ignore[union-attr,index]
    assert paint(office, near).status_code == 302
    assert branding.of(people).colour == near  # type: ignore[union-attr]


def test_a_logo_is_shown_served_for_ever_and_on_the_papers(
    office: HouseClient, client: HouseClient, people: Session
) -> None:
    assert show(office, pictures.with_traces()).status_code == 302
    _, (address,) = head(client.get("/answer"))
    served = client.get(address)
    assert (served.data, served.mimetype) == (pictures.png(), "image/png")
    assert served.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "immutable" in served.headers["Cache-Control"]
    assert "Set-Cookie" not in served.headers
    assert 'alt="Westerby"' in client.get("/").text
    word = Document(io.BytesIO(office.get("/office/papers/privacy-notice.docx").data))
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == "Westerby"
    assert client.get(address.replace(".png", ".jpg")).status_code == 404
    assert office.send(office.get(PAGE), {}, action=AWAY).status_code == 302
    assert client.get(address).status_code == 404
    assert head(client.get("/")) == ([], [])
    acts = people.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts == ["logo changed", "logo removed"]


def test_a_jpeg_is_taken_by_its_marks_whatever_its_name(
    office: HouseClient, client: HouseClient
) -> None:
    show(office, pictures.jpeg(), name="logo.svg")
    _, (address,) = head(client.get("/"))
    assert address.endswith(".jpg")
    assert client.get(address).mimetype == "image/jpeg"
    assert office.get("/office/papers/privacy-notice.docx").status_code == 200


@pytest.mark.parametrize(
    ("content", "alt", "says"),
    [
        (b"<svg onload='alert(1)'>", "W", "SVG files can hold programs"),
        (b"GIF89a", "W", "neither PNG nor JPEG"),
        (b"", "W", "empty"),
        (pictures.png(), "", "Enter what the logo says"),
        (pictures.png(), "x" * 121, "at most 120 characters"),
    ],
)
def test_a_bad_logo_is_refused_beside_its_field(
    office: HouseClient, content: bytes, alt: str, says: str
) -> None:
    page = show(office, content, alt)
    assert says in error(page)
    assert not alt or f'value="{alt}"' in page.text


def test_no_file_and_no_token_change_nothing(
    office: HouseClient, people: Session, today: date
) -> None:
    page = office.send(office.get(PAGE), {"alt": "W"}, action=LOGO)
    assert "Choose the file of the logo" in error(page)
    for address in (COLOUR, LOGO, AWAY):
        assert office.post(address, data={"colour": "#000000"}).status_code == 400
    assert branding.of(people) is None
