"""No byte of any answer has a number of a group or figure that is withheld, and what is read is what is published."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.releases.document import Cell
from surveys.releases.release import Status, Subject
from tests.house.guards import sql_recorder
from tests.pulse.api import tables
from tests.pulse.api.conftest import Ask, MakeKey
from tests.pulse.director.test_figures import MAY_TOUCH, TABLES

#: Numbers that stand nowhere else.
PLANTED = 7_777_777


def answers(ask: Ask, key: str, wave: str) -> Iterator[bytes]:
    for part in ("groups", "figures", "themes"):
        for form in ("", ".csv", "?lang=cy", "?group=ALL", "?group=S1", "?group=T1"):
            yield ask(f"/releases/{wave}/{part}{form}", key).data


def test_a_number_of_a_hidden_group_is_handed_to_nobody_even_where_a_release_held_one(
    ask: Ask, make_key: MakeKey, people: Session, tmp_path: Path, today: object
) -> None:
    """Publication makes no such release; the API would not tell it either."""
    draft = tables.awkward()
    planted = [
        Cell("T1", Subject.RESPONSE, "response", Status.SHOWN, PLANTED, {"invited": PLANTED}),
        Cell("T1", Subject.ITEM, "safe", Status.SHOWN, PLANTED, {"a1": PLANTED}),
        Cell("T1", Subject.THEME, "caseload", Status.SHOWN, PLANTED, {"negative": PLANTED}),
    ]
    publish.publish(
        people, Keyring(tmp_path / "k"), tables.replace(draft, cells=[*draft.cells, *planted])
    )
    people.commit()
    for body in answers(ask, make_key(), "2026-11"):
        assert str(PLANTED).encode() not in body


@pytest.mark.both_databases
def test_every_table_reads_what_is_published_in_few_statements(
    ask: Ask, make_key: MakeKey, published: Session
) -> None:
    key = make_key()
    ask("/releases", key)
    for part, most in (("groups", 3), ("figures", 3), ("themes", 3)):
        path = f"/releases/2026-02/{part}"
        with sql_recorder.recorded() as statements:
            tag = ask(path, key).headers["ETag"]
        asked = [one for one in statements if one.startswith("SELECT")]
        assert len(asked) == most
        for one in asked[1:]:  # the first looks the key up
            assert all(MAY_TOUCH.fullmatch(table) for table in TABLES.findall(one)), one
        with sql_recorder.recorded() as statements:
            assert ask(path, key, If_None_Match=tag).status_code == 304
        assert len([one for one in statements if one.startswith("SELECT")]) == 2
