"""docs/api.md says what is true: its columns are the tables', and its example asks addresses and columns that there are."""

import re
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.pulse.api.conftest import Ask, MakeKey
from tests.pulse.api.tables import rows
from tests.pulse.api.test_contract import TABLES

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```m\n(.*?)```", PAGE, re.DOTALL)
STEPS = EXAMPLE[1] if EXAMPLE else ""


@pytest.mark.parametrize("name", TABLES)
def test_the_page_names_the_columns_of_every_table_in_their_order(name: str) -> None:
    address = f"/{name}" if name in ("releases", "actions") else f"/releases/{{wave}}/{name}"
    (line,) = [each for each in PAGE.splitlines() if each.startswith(f"| `{address}` |")]
    assert tuple(line.split("`")[-2].split()) == TABLES[name]


def test_the_example_for_power_query_asks_for_addresses_that_there_are(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    first, rest, part = re.findall(r'"(api/v1/releases/?|/figures)"', STEPS)
    header = re.search(
        r'Headers = \[Authorization = "(Bearer )" & Key, Accept = "([^"]+)"\]', STEPS
    )
    assert header
    own = {"Authorization": header[1] + make_key(), "Accept": header[2]}
    told = rows(ask("/" + first.removeprefix("api/v1/"), **own))
    assert "[rows]" in STEPS
    assert "[wave]" in STEPS
    found = rows(ask(f"/{rest.removeprefix('api/v1/')}{told[-1]['wave']}{part}", **own))
    assert found


def test_the_example_for_power_query_names_columns_that_there_are() -> None:
    typed = re.findall(r'\{"(\w+)", Int64\.Type\}', STEPS)
    compared = re.findall(r"\[(\w+)\] (?:=|<>)", STEPS)
    chosen = re.findall(r'"(\w+)"', STEPS.partition("Table.SelectColumns")[2])
    assert len(typed) == 4
    assert len(chosen) == 7
    assert {*typed, *compared, *chosen} <= set(TABLES["figures"])
