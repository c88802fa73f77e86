"""Tables as a program reads them, and releases made to be awkward."""

import csv
import io
from dataclasses import replace
from typing import cast

from werkzeug.test import TestResponse

from surveys.canonical import Json
from surveys.releases.document import Cell, Draft
from surveys.releases.release import Status, Subject
from tests.pulse import stage
from tests.pulse.stewards import stock
from tests.surveys.releases import drafts

#: Columns that hold nothing where a figure is withheld.
NUMBERS = ("answered", "invited", "people", "percent", "score", "comments", "comments_in_all")

#: Names that a spreadsheet or a program may trip over, and Welsh.
NAMES = {
    "ALL": {"en": 'The "Whole", Council', "cy": "Y Cyngor cyfan ŵ"},
    "S1": {"en": '=HYPERLINK("http://x")', "cy": "Gwasanaethau Plant Tŷ’r Ŵyn"},
    "T1": {"en": "@team; 'one'\n+2"},
    "T2": {"en": "-3 Tîm Ieuenctid"},
}


def rows(said: TestResponse) -> list[dict[str, object]]:
    """Of a table as JSON."""
    assert said.status_code == 200, said.data
    assert said.content_type == "application/json"
    assert said.json is not None
    return list(said.json["rows"])


def lines(said: TestResponse) -> list[dict[str, str]]:
    """Of a table as CSV, as a spreadsheet reads it: the mark before a formula is not part of the text."""
    assert said.status_code == 200, said.data
    assert said.content_type == "text/csv; charset=utf-8; header=present"
    text = said.data.decode("utf-8-sig")
    found = csv.DictReader(io.StringIO(text, newline=""))
    return [{k: v.removeprefix("'") for k, v in row.items()} for row in found]


def as_text(value: object) -> str:
    """A value of JSON as CSV writes it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def awkward(wave: str = "2026-11", *, reverse: bool = False) -> Draft:
    """The whole, one service, a team that is counted with others and one that stands alone, under names that bite."""
    draft = stock.figures(wave, "Tachwedd “2026”")
    made = [
        drafts.group("ALL", None, depth=0, position=0),
        drafts.group("S1", "ALL", depth=1, position=1),
        drafts.group("T1", "S1", depth=2, position=2, combined_in="S1"),
        drafts.group("T2", "S1", depth=2, position=3),
    ]
    for group in made:
        group["names"] = NAMES[str(group["code"])]
    counts = {"a1": 4, "a2": 10, "a3": 0, "a4": 20, "a5": 3, "away": 0}
    cells = [
        Cell("ALL", Subject.RESPONSE, "response", Status.SHOWN, base=40, counts={"invited": 61}),
        Cell("S1", Subject.RESPONSE, "response", Status.WITHHELD),
        Cell("ALL", Subject.ITEM, "safe", Status.SHOWN, base=37, counts=counts),
        Cell("S1", Subject.ITEM, "safe", Status.WITHHELD),
        Cell("ALL", Subject.ITEM, "threats", Status.BAND, base=33, band="10_24"),
        Cell("ALL", Subject.THEME, "caseload", Status.SHOWN, base=20, counts={"negative": 9}),
        Cell("T2", Subject.THEME, "praise", Status.WITHHELD),
    ]
    asked = stage.instrument()
    items = [replace(item, reverse=reverse and item.scored) for item in asked.items]
    asked = replace(asked, items=tuple(items))
    parts = {
        **draft.parts,
        "groups": cast("Json", made),
        "instrument": cast("Json", asked.document()),
    }
    return replace(draft, parts=parts, cells=cells)


def nothing_shown(wave: str = "2026-11") -> Draft:
    """The same with every figure withheld."""
    draft = awkward(wave)
    return replace(
        draft,
        cells=[Cell(c.group_code, c.subject, c.measure, Status.WITHHELD) for c in draft.cells],
    )
