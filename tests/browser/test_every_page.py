"""Every page of a whole council that was walked by the real road: no fault that axe-core finds, nothing wider than the screen.

Pages are found by following every link from where each person begins, so a page that is added is looked at too.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize

from migrations import chain
from pulse import create_app
from pulse.cli.demo import ACCOUNTS, PASSWORD
from surveys.disclosure.attacks.scan import scan
from tests import chromium, demonstration, live_server
from tests.browser import artefacts
from tests.browser.hidden import Hidden, Numbers, counted, headcounts

PHONE: ViewportSize = {"width": 360, "height": 800}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Who begins where; the figures are the same for all, so each looks at the rooms of its own.
ROOMS = {"director": "/director", "union": "/stewards", "office": "/office", "keyholder": "/rules"}
EMAILS = {role.value: email for email, _, role in ACCOUNTS}


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demonstration, as `make run` loads it."""
    app = create_app({"PULSE_DATA": str(demonstration.folder(tmp_path_factory))})
    yield app
    store = app.extensions["pulse"]
    assert all(chain.at(engine) for engine in (store.people, store.ballot))
    store.dispose()


@pytest.fixture
def address(council: Flask) -> Iterator[str]:
    with live_server.serve(council) as served:
        yield served


def kind_of(address: str) -> tuple[str, ...]:
    """Pages that differ by a group, a round or a filter alone are of one kind."""
    split = urlsplit(address)
    parts = split.path.strip("/").split("/")
    asked = sorted(pair.partition("=")[0] for pair in split.query.split("&") if pair)
    return (*parts[:2], "one" * (len(parts) > 2), *asked)


def pages(page: Page, address: str, room: str) -> Iterator[str]:
    """An address of every kind that links lead to from here, within the room."""
    waiting, kinds = [page.url], set[tuple[str, ...]]()
    while waiting:
        here = urldefrag(waiting.pop(0)).url
        path = urlsplit(here).path
        elsewhere = not here.startswith(address + room) or path.startswith("/static")
        if (
            elsewhere
            or kind_of(here) in kinds
            or path.endswith((".csv", ".json", ".xlsx", ".pdf", ".docx", ".svg", ".png", ".md"))
        ):
            continue
        kinds.add(kind_of(here))
        answer = page.goto(here)
        assert answer is not None
        assert answer.status == 200, f"{here} answered {answer.status}"
        yield here
        links = page.locator("a[href]")
        waiting += [str(link) for link in links.evaluate_all("all => all.map(a => a.href)")]


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def parts(page: Page) -> set[str]:
    """What the page is built of, for axe: every kind of element within its parent (tags, classes, the attributes that
    are there), and the order of its headings."""
    found: list[str] = page.evaluate("""() => {
        const kind = (e) => `${e.tagName}.${e.getAttribute("class") ?? ""}[${e.getAttributeNames().sort()}]`;
        const heads = [...document.querySelectorAll("h1, h2, h3, h4")].map((e) => e.tagName).join("");
        const all = [...document.querySelectorAll("*")];
        return [heads.replace(/(H[1-4])(?:\\1)+/g, "$1"),
            ...all.map((e) => `${e.parentElement ? kind(e.parentElement) : ""} > ${kind(e)}`)];
    }""")
    return set(found)


def look(page: Page, address: str, room: str = "/") -> list[str]:
    """Every page fits a phone and a desk, and axe looks at it; at the results of sixty groups, which are built alike, if
    they have a part that it has not seen yet."""
    looked_at, seen = [], set[str]()
    for here in pages(page, address, room):
        chromium.unfold(page)
        group = urlsplit(here).path.startswith("/results/")
        own = parts(page) | (set() if group else {here})
        unlike, seen = not own <= seen, seen | own
        assert not unlike or chromium.violations(page) == [], here
        assert fits(page), here
        page.set_viewport_size(DESKTOP)
        # The colours are those of the phone, and to compare them takes as long as all else.
        alike = not unlike or chromium.violations(page, without=["color-contrast"]) == []
        assert alike, here
        assert fits(page), here
        page.set_viewport_size(PHONE)
        looked_at.append(urlsplit(here).path)
    return looked_at


def test_a_workers_pages(address: str, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(address)
    seen = look(page, address)
    assert {"/", "/answer", "/promise", "/results", "/help"} <= {
        path.rstrip("/") or "/" for path in seen
    }


@pytest.mark.parametrize("role", ROOMS)
def test_the_pages_of_staff(address: str, new_page: Callable[..., Page], role: str) -> None:
    page = new_page()
    page.goto(f"{address}/staff/log-in")
    page.get_by_label("E-mail address").fill(EMAILS[role])
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(lambda url: "log-in" not in url)
    assert len(look(page, address, ROOMS[role])) > 3
    if role == "director":
        for wide in ("map", "change"):
            page.set_viewport_size(DESKTOP)
            page.goto(f"{address}/director/{wide}")
            tables = page.locator(".pulse-scroll")
            assert tables.evaluate_all("all => all.every(e => e.scrollWidth <= e.clientWidth)"), (
                f"a round's topics stand beside each other at {DESKTOP} on {wide}"
            )


def test_errors_are_pages_too(address: str, new_page: Callable[..., Page]) -> None:
    for path in ("/nothing-here", "/results/no-such-group", "/answer/thanks/1999-01"):
        page = new_page()
        page.goto(address + path)
        assert chromium.violations(page) == [], path


def test_the_demonstration_comes_again_without_being_made_again(
    council: Flask, tmp_path: Path
) -> None:
    answer = council.test_cli_runner().invoke(args=["demo", "--if-empty"])
    assert answer.exit_code == 0
    assert "Making" not in answer.output
    assert PASSWORD in answer.output


def test_the_table_of_attacks_in_the_docs_is_what_the_command_makes_of_it(council: Flask) -> None:
    answer = council.test_cli_runner().invoke(args=["release", "attack", "11", "--markdown"])
    assert answer.exit_code == 0
    document = (ROOT / "docs" / "disclosure.md").read_text(encoding="utf-8")
    assert "`flask release attack 11 --markdown`" in document
    table = document.partition("<!-- attacks: begin -->\n")[2].partition("<!-- attacks: end -->")
    assert table[0] == answer.output


# --- attack 20 ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(council: Flask) -> dict[str, bytes]:
    """Everything made of the last release. An audit tells its witnesses how many answered in each block: it is left out."""
    found = artefacts.of_the_last_release(council)
    return {name: held for name, held in found.items() if not name.startswith("/checks/audit/")}


@pytest.fixture(scope="module")
def hidden(council: Flask) -> Hidden:
    return counted(council)


def but_headcounts(groups: Numbers, council: Flask) -> Numbers:
    known = headcounts(council)
    return {name: set(numbers) - set(known.get(name, ())) for name, numbers in groups.items()}


def test_no_number_of_a_hidden_group_stands_anywhere(
    made: dict[str, bytes], hidden: Hidden, council: Flask
) -> None:
    made = made | {"release": artefacts.lines_of(made["release"])}
    assert len(hidden.groups) > 20
    assert all(any(name.encode() in held for held in made.values()) for name in hidden.groups)
    of_the_office = {name: held for name, held in made.items() if name.startswith("/office")}
    rest = {name: held for name, held in made.items() if name not in of_the_office}
    assert scan(rest, hidden.groups) == ()
    assert scan(of_the_office, but_headcounts(hidden.groups, council)) == ()
    name, numbers = next((name, each) for name, each in hidden.groups.items() if " " in name)
    planted = f"<tr><th>{name}</th>\n<td>{min(numbers)}</td></tr>"
    page = made["/results"] + artefacts.a_record_a_line(planted)
    assert [one.figure for one in scan({"/results": page}, hidden.groups)] == [
        f"{name} in /results"
    ]


def test_no_number_of_a_hidden_group_stands_in_what_programs_get(
    council: Flask, hidden: Hidden
) -> None:
    told = artefacts.of_programs(council)
    assert scan(told, hidden.groups) == ()
    (groups,) = (held for address, held in told.items() if address.endswith("/groups"))
    name = next(iter(hidden.groups))
    assert name.encode() in groups
    planted = groups + f'\n{{"name": "{name}", "answered": {min(hidden.groups[name])}}}'.encode()
    assert scan({"groups": planted}, hidden.groups) != ()


def test_no_number_of_a_withheld_question_stands_on_a_page_of_its_group(
    made: dict[str, bytes], hidden: Hidden
) -> None:
    told = 0
    for group, texts in hidden.texts.items():
        pages = {name: held for name, held in made.items() if artefacts.chosen(name) == group}
        assert scan(pages, texts) == (), group
        for text, page in ((text, page) for text in texts for page in pages):
            if text.encode() in pages[page]:
                told += 1
                planted = pages[page].replace(text.encode(), f"{text} {min(texts[text])}".encode())
                assert scan({page: planted}, {text: texts[text]}) != ()
    assert told > 20


def test_no_number_of_a_withheld_question_stands_in_the_saved_release(
    made: dict[str, bytes], hidden: Hidden
) -> None:
    assert len(hidden.rows) > 100
    assert scan({"release": artefacts.lines_of(made["release"])}, hidden.rows) == ()
    release = json.loads(made["release"])
    row = next(
        row
        for row in release["parts"]["cells"]
        if row["status"] == "withheld" and row["subject"] == "item"
    )
    name = f"{row['group_code']}: {row['measure']}"
    row["base"] = int(min(hidden.rows[name]))
    planted = {"release": artefacts.lines_of(json.dumps(release).encode())}
    assert [one.figure for one in scan(planted, hidden.rows)] == [f"{name} in release"]
