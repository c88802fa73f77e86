"""Lines over all rounds: services side by side, a group beside the one above, themes and their comments."""

import re
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from surveys.keyring import Keyring
from surveys.releases import publish as shelved
from tests.pulse.director.conftest import SIZES, LogIn, Publish
from tests.pulse.director.test_change import follow
from tests.pulse.director.test_figures import words
from tests.surveys.reports.council import Council, draft


def test_services_stand_side_by_side_with_every_figure_in_a_table(
    log_in: LogIn, publish: Publish
) -> None:
    publish()
    client = log_in()
    page = follow(client, "/director/trends/supervision", "The 2 groups below, side by side")
    html = client.get(page).text
    assert html.count("<svg") == 2
    table = html[html.index('id="lines"') :].split("</table>")[0]
    assert table.count('scope="row"') == 3
    assert table.count("pulse-cell__value") == 12
    assert "No group below this one" in words(client, f"{page}?group=S1T01")
    assert client.get(f"{page}?group=S1T02").status_code == 404


def test_the_group_above_stands_in_the_table_of_a_trend(log_in: LogIn, publish: Publish) -> None:
    publish()
    client = log_in()
    for path in ("/director/trends/caseload?group=S1", "/director/trends?group=S1", "/results/S1"):
        html = client.get(path).text
        assert re.search(r"scope=\"col\"\s+class=\"[^\"]+\">\s*Northmoor Council\s*</th>", html), (
            path
        )
    assert "The dashed line is the group above." in words(client, "/results/S1")
    assert "dashed" not in words(client, "/results")


def test_what_people_say_about_recording_is_three_clicks_away(
    log_in: LogIn, publish: Publish
) -> None:
    publish(1)
    client = log_in()
    page = follow(client, "/director/", "Themes")
    page = follow(client, page, "Read them: Recording and forms, 2026-01")
    assert "The third form asks what the first two asked." in words(client, page)


def test_a_theme_has_every_round_and_its_comments(log_in: LogIn, publish: Publish) -> None:
    publish()
    client = log_in()
    page = follow(client, "/director/themes", "Recording and forms")
    said = words(client, page)
    assert re.search(r"August 2026 \d+ of \d+ \(\d+%\) \d+ critical , \d+ mixed , \d+ praise", said)
    html = client.get(page).text
    assert html.count("Read them") == 4
    assert "theme=bureaucracy&amp;round=2026-01" in html
    banded = words(client, "/director/themes/bullying_mgmt")
    assert re.search(r"August 2026 (under 10%|10% to 24%|25% or more) of comments", banded)
    assert "critical" not in banded
    withheld = words(client, "/director/themes/pay?group=S1~rest")
    assert "“Withheld”: too few answers" in withheld
    for path in ("/director/themes/nothing", "/director/themes/pay?group=S1T02"):
        assert client.get(path).status_code == 404


def test_the_office_reads_themes_and_no_comment(log_in: LogIn, publish: Publish) -> None:
    publish(1)
    client = log_in(Role.OFFICE)
    assert "Read them" not in words(client, "/director/themes/bureaucracy")
    assert "/director/comments" not in client.get("/director/themes/bureaucracy").text


@pytest.mark.parametrize(("order", "said"), [("", "ascending"), ("&order=desc", "descending")])
def test_the_map_is_sorted_by_a_link_and_says_how(
    log_in: LogIn, publish: Publish, order: str, said: str
) -> None:
    publish()
    client = log_in()
    assert "aria-sort" not in client.get("/director/map").text
    html = client.get(f"/director/map?sort=trust{order}").text
    table = html[html.index('id="map"') :].split("</table>")[0]
    assert re.findall(r'aria-sort="(\w+)"', html) == [said]
    assert re.search(r"Group</th>\s+<th scope=\"col\"\s+aria-sort", table)
    back = "sort=trust&amp;order=desc" if said == "ascending" else "sort=trust#map"
    assert back in table
    assert follow(client, f"/director/map?sort=trust{order}", "Back to the usual order") == (
        "/director/map"
    )


def test_a_new_round_is_on_every_page_at_once(
    log_in: LogIn, publish: Publish, people: Session, tmp_path: Path
) -> None:
    publish(3)
    client = log_in()
    paths = ("/director/", "/director/trends", "/director/change", "/director/map")
    for path in paths:
        assert "July 2026" in client.get(path).text
        assert "August 2026" not in client.get(path).text
    names = Council(services=("North", "South"), teams=0, sizes=dict(SIZES))
    shelved.publish(people, Keyring(tmp_path), draft(names, 4, share=1.0))
    people.commit()
    for path in paths:
        assert "August 2026" in client.get(path).text
