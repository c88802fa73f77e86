"""Every page of what people read, in states that are rare and come all the same: nobody finds a fault or a wrong number."""

import html
import re
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.releases import publish as shelf
from surveys.releases.document import Cell
from surveys.releases.release import Status
from tests.house_client import HouseClient
from tests.pulse.director.conftest import LogIn
from tests.pulse.director.test_figures import words
from tests.surveys.reports.council import Council, draft

LINK = re.compile(r'<a [^>]*href="((?:/director|/results)[^"]*)"')
TEAMS = {"S1T01": 40, "S1T02": 30, "S1T03": 14, "S2T01": 40, "S2T02": 35}
#: As long as a service's name may get, in a language with letters of its own.
LONG = "Gwasanaethau Plant a Theuluoedd, Dŵr-y-Felin, Tŷ’r Ŵyn a Llanfairpwllgwyngyllgogerych Tîm 1"


def put(people: Session, folder: Path, *rounds: tuple[int, dict[str, int]], **more: object) -> None:
    """Rounds by number, each with its own teams."""
    for number, sizes in rounds:
        council = Council(services=more.get("services", ("North", "South")), teams=0, sizes=sizes)  # type: ignore[arg-type]
        made = draft(council, number, share=1.0)
        if more.get("withheld"):
            made.cells[:] = [_withheld(cell) for cell in made.cells]  # type: ignore[index]
        shelf.publish(people, Keyring(folder), made)
    people.commit()


def _withheld(cell: Cell) -> Cell:
    return Cell(cell.group_code, cell.subject, cell.measure, Status.WITHHELD)


def walk(client: HouseClient, *starts: str) -> dict[str, str]:
    """Every page that links lead to, one of each kind; HouseClient looks for faults in each."""
    waiting, kinds, found = list(starts), set[tuple[str, ...]](), dict[str, str]()
    while waiting:
        here = urldefrag(waiting.pop(0)).url
        split = urlsplit(here)
        parts = split.path.strip("/").split("/")
        asked = sorted(pair.partition("=")[0] for pair in split.query.split("&") if pair)
        kind = (*parts[:2], str(len(parts)), *asked)
        if kind in kinds or "/figures/" in here or re.search(r"/files/.", here):
            continue
        kinds.add(kind)
        answer = client.get(here)
        assert answer.status_code == 200, here
        found[here] = answer.get_data(as_text=True)
        waiting += [html.unescape(link) for link in LINK.findall(found[here])]
    return found


def test_before_the_first_release_every_page_says_so(log_in: LogIn) -> None:
    found = walk(log_in(), "/director/", "/results", "/director/actions", "/director/files")
    assert len(found) > 9
    assert all("pulse-cell__value" not in page for page in found.values())


def test_one_round_has_figures_and_nothing_to_compare(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    put(people, tmp_path, (1, TEAMS))
    client = log_in()
    walk(client, "/director/", "/results")
    assert "There is no earlier round to compare with yet." in words(client, "/director/change")
    assert "No topic can be compared with an earlier round." in words(client, "/director/")


def test_a_round_that_withholds_everything_has_pages_without_a_number(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    put(people, tmp_path, (1, TEAMS), (2, TEAMS), withheld=True)
    client = log_in()
    found = walk(client, "/director/", "/results")
    for address, page in found.items():
        assert not re.search(r'pulse-cell__value">\d', page), address
    assert "No topic of this group can be shown" in words(client, "/director/")


def test_a_team_that_was_split_has_gaps_and_no_difference(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    split = {**TEAMS, "S1T04": 14}
    del split["S1T03"]
    put(people, tmp_path, (1, TEAMS), (2, split))
    client = log_in()
    walk(client, "/director/", "/director/trends?group=S1T03", "/results/S1T04", "/results")
    assert "not a group of its own in this round" in words(
        client, "/director/trends/caseload?group=S1T04"
    )
    assert "(earlier rounds)" in words(client, "/director/trends?group=S1T03")
    assert client.get("/results/S1T03").status_code == 404


def test_a_skipped_round_is_no_gap_and_is_compared_across(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    put(people, tmp_path, (1, TEAMS), (3, TEAMS))
    client = log_in()
    said = words(client, "/director/trends/caseload")
    assert "June 2026" not in said
    assert "The round before (May 2026)" in said


def test_a_welsh_name_of_ninety_letters_stands_whole_on_every_page(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    assert len(LONG) > 90
    put(people, tmp_path, (1, TEAMS), (2, TEAMS), services=(LONG, "South"))
    client = log_in()
    walk(client, "/director/", "/results")
    for address in ("/results/S1", "/director/?group=S1", "/director/map", "/director/change"):
        assert LONG in words(client, address), address


def test_forty_rounds_are_all_there_and_links_do_not_pile_up(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    put(people, tmp_path, *((number, {"S1T01": 40, "S2T01": 30}) for number in range(1, 41)))
    client = log_in()
    table = client.get("/director/trends/caseload").get_data(as_text=True)
    assert table.split("</table>")[0].count('scope="row"') == 40
    compare = client.get("/director/change").get_data(as_text=True)
    assert compare.split('aria-label="Compare with"')[1].split("</nav>")[0].count("<li>") <= 10
    assert words(client, "/results").count("Board paper") <= 1 + 40
