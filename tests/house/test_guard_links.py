"""Pages link to other rooms by plain addresses: the room may be served by another process."""

from pathlib import Path

from flask import Flask

from pulse import navigation
from pulse.staff.log_in import HOME
from tests.house.guards import links

ROOT = Path(__file__).resolve().parents[2]


def test_no_room_builds_the_address_of_another() -> None:
    assert links.of_other_rooms(ROOT) == []


def test_a_planted_link_is_caught(tmp_path: Path) -> None:
    pages = tmp_path / "pulse" / "templates" / "respond"
    pages.mkdir(parents=True)
    (pages / "a.html").write_text("{{ url_for('respond.begin') }} {{ url_for('pages.home') }}")
    (tmp_path / "pulse" / "look.py").write_text('url_for(\n    "staff.home")')
    assert links.of_other_rooms(tmp_path) == [
        "look.py builds staff.home",
        "respond/a.html builds pages.home",
    ]


def test_every_plain_address_of_the_navigation_is_a_page(app: Flask) -> None:
    addresses = {
        leaf.address for role in navigation.NAVIGATION.values() for leaf in navigation.leaves(role)
    }
    adapter = app.url_map.bind("localhost")
    for address in addresses | set(HOME.values()):
        assert adapter.test(address, method="GET"), address
