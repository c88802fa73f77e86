"""A question whose answers have no points has its shares over the rounds, as a table and a file, and a gap where it is withheld."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

from surveys.fieldwork.programme import ALWAYS, core
from surveys.instruments.compose import compose
from surveys.instruments.instrument import Instrument
from surveys.instruments.loader import library
from tests.house_client import HouseClient
from tests.pulse.director.conftest import LogIn, Publish
from tests.surveys.reports import council

FILE = "/director/figures/shares/caseload_size.csv"
SIZES = {"S1T01": 40, "S1T02": 11, "S1T03": 11, "S1T04": 11, "S2T01": 40, "S2T02": 35}


def of_round(number: int) -> Instrument:
    """The question about cases in all rounds but the second."""
    more = [] if number == 2 else [library()["caseload"]]
    modules = [*more, *(library()[code] for code in ALWAYS)]
    return compose(f"cases-{number}", core=core(), modules=modules)


@pytest.fixture
def staff(log_in: LogIn, publish: Publish, monkeypatch: pytest.MonkeyPatch) -> HouseClient:
    monkeypatch.setattr(council, "instrument_for", of_round)
    publish(4, sizes=SIZES)
    return log_in()


def table(client: HouseClient, group: str) -> list[list[str]]:
    page = BeautifulSoup(client.get(f"/director/trends?group={group}").data, "html.parser")
    rows = page.find(id="shares-caseload_size").find_all("tr")
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in rows]


def file(client: HouseClient, group: str) -> list[dict[str, str]]:
    answer = client.get(f"{FILE}?group={group}")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("group", ["ALL", "S1", "S1T02", "S1T03", "S1T04", "role=social_worker"])
def test_page_and_file_say_the_same_in_every_round_that_asked(
    staff: HouseClient, group: str
) -> None:
    head, *rows = table(staff, group)
    said = {(row["round"], row["part"]): row for row in file(staff, group)}
    assert len(head) == 4
    assert len(said) == 3 * len(rows)
    for answer, *cells in rows:
        for label, shown in zip(head[1:], cells, strict=True):
            row = said[label, answer]
            if row["status"] == "shown":
                assert shown == f"{row['percent']}% {row['value']} answers"
            else:
                assert row["value"] == row["percent"] == row["base"] == ""
                assert shown.startswith("withheld")


def test_a_withheld_round_is_a_gap(staff: HouseClient) -> None:
    found = [cell for n in (2, 3, 4) for row in table(staff, f"S1T0{n}")[1:] for cell in row[1:]]
    assert any(cell.startswith("withheld") for cell in found)
    assert any("%" in cell for cell in found)


def test_a_question_that_is_not_there_or_has_bands_has_no_such_file(staff: HouseClient) -> None:
    for code in ("caseload_safe", "bullied", "role", "nothing"):
        assert staff.get(FILE.replace("caseload_size", code)).status_code == 404


def test_without_such_a_question_the_page_says_nothing_of_it(
    log_in: LogIn, publish: Publish
) -> None:
    publish(2)
    assert "Questions without a score" not in log_in().get("/director/trends").text
