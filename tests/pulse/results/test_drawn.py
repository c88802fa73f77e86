"""Pages kept as drawn: whatever changes is on the next page of every process, and nothing that is anybody's is kept."""

import gzip
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL
from sqlalchemy.orm import Session
from werkzeug.test import Client

from pulse import create_app, drawn
from pulse.drawn import Mark, Pages
from surveys import clock
from surveys.clearing.queue import Progress
from surveys.exports import kept
from surveys.fieldwork import organisation
from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.reports import actions
from surveys.reports.actions import Hand
from surveys.reports.intent import State
from tests.house.guards import sql_recorder
from tests.house_client import HouseClient
from tests.pulse.director.test_figures import words
from tests.pulse.stewards import stock
from tests.surveys.reports import council as made_up
from tests.surveys.reports import said
from tests.surveys.reports.council import Council
from tests.surveys.reports.said import intent

SIZES = {"S1T01": 40, "S1T02": 9, "S1T03": 14, "S2T01": 40, "S2T02": 35}
SMALL = Council(services=("North", "South"), teams=0, sizes=dict(SIZES))
#: A kept page asks for the releases, the actions, the files and the queue, and now and then for the organisation.
FEW = 5


@pytest.fixture
def out(people: Session, tmp_path: Path, today: date) -> Session:
    organisation.name(people, {"en": "Northmoor Council"})
    made_up.publish_rounds(people, tmp_path, SMALL, 3, share=1.0)
    people.commit()
    return people


@pytest.fixture
def clients(
    app: Flask, urls: dict[str, URL], tmp_path: Path, out: Session
) -> Iterator[tuple[HouseClient, HouseClient]]:
    """Of two processes on one database, both of which have drawn the results already."""
    addresses = {kind: url.render_as_string(hide_password=False) for kind, url in urls.items()}
    other = create_app(
        {
            "PULSE_DATA": str(tmp_path),
            "PULSE_DATABASE_URL": addresses["people"],
            "PULSE_BALLOT_URL": addresses["ballot"],
        }
    )
    other.testing = True
    both = HouseClient(app, app.response_class), HouseClient(other, other.response_class)
    for client in both:
        assert _statements(client) > FEW
        assert _statements(client) <= FEW
    yield both
    other.extensions["pulse"].dispose()


def _statements(client: HouseClient, path: str = "/results") -> int:
    with sql_recorder.recorded() as statements:
        assert client.get(path).status_code == 200
    return sum(one.startswith("SELECT") for one in statements)


@pytest.mark.both_databases
def test_a_round_a_supplement_and_a_word_of_directors_are_there_at_once_in_every_process(
    clients: tuple[HouseClient, HouseClient], out: Session, tmp_path: Path
) -> None:
    for client in clients:
        assert "July 2026" in words(client, "/results")
        assert "Directors have not promised anything here yet." in words(client, "/results")

    publish.publish(out, Keyring(tmp_path), made_up.draft(SMALL, 4, share=1.0))
    out.commit()
    for client in clients:
        assert "August 2026" in words(client, "/results")

    publish.publish(out, Keyring(tmp_path), made_up.comments(SMALL, 4))
    out.commit()
    for client in clients:
        assert "40 comments can be read" in words(client, "/results")

    own = said.published(out, said=intent(State.PLANNED, what="First."))
    out.commit()
    for client in clients:
        assert "First." in words(client, "/results")

    actions.change(out, own.number, intent(State.UNDER_WAY, what="Then."), Hand("a@b.example", 2))
    out.commit()
    for client in clients:
        assert "Then." in words(client, "/results")


def test_a_draft_a_file_the_queue_and_the_day_are_no_older_than_the_request(
    clients: tuple[HouseClient, HouseClient], out: Session, today: date
) -> None:
    kept.keep(out, "2026-03", {"workbook.xlsx": b"a file"})
    stock.fill(out, stock.waits("1", "One"), wave="2026-03")
    out.commit()
    for client in clients:
        page = words(client, "/results")
        assert "Workbook (Excel, LibreOffice)" in page
        assert "1 waits for a comment reader" in page
        with clock.at(today + timedelta(days=1)):
            assert words(client, "/results") != page


def test_nobody_needs_to_unpack_and_everybody_reads_the_same(
    clients: tuple[HouseClient, HouseClient],
) -> None:
    plain = clients[0].get("/results")
    browser = Client(clients[0].application)  # the house's own reads plain pages alone
    packed = browser.get("/results", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    for said_by_a_browser in ({"Cookie": "pulse_staff=x"}, {"Accept-Language": "cy"}):
        assert clients[0].get("/results", headers=said_by_a_browser).data == plain.data
    assert clients[0].get("/results?words=anything").data == plain.data
    for answer in (plain, packed):
        assert answer.headers["Cache-Control"] == "no-store"
        assert {"ETag", "Last-Modified", "Set-Cookie"}.isdisjoint(answer.headers)


def test_a_group_without_figures_is_asked_for_again_each_time(
    clients: tuple[HouseClient, HouseClient],
) -> None:
    for _ in range(2):
        assert clients[0].get("/results/nowhere").status_code == 404


def test_only_pages_that_everybody_reads_alike_are_kept() -> None:
    assert {"results.everybody", "results.of_group"} == drawn.ENDPOINTS


def _mark(tip: str) -> Mark:
    return Mark(tip, Progress(0, 0, 0), 0, 0, date(2026, 11, 16), {}, welsh=False)


def test_a_page_that_something_overtook_while_it_was_drawn_is_not_kept() -> None:
    pages = Pages()
    assert pages.find(_mark("old"), "/results") is None
    assert pages.find(_mark("new"), "/results") is None
    pages.keep(_mark("old"), "/results", b"old")
    assert pages.find(_mark("new"), "/results") is None


def test_a_process_keeps_so_many_bytes_and_lets_go_what_nobody_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawn, "MOST", 30)
    pages, mark = Pages(), _mark("tip")
    for path in ("a", "b", "c"):
        pages.find(mark, path)
        pages.keep(mark, path, b"ten bytes.")
    pages.find(mark, "a")
    pages.keep(mark, "d", b"ten bytes.")
    assert [pages.find(mark, path) is None for path in ("a", "b", "c", "d")] == [
        False,
        True,
        False,
        False,
    ]
