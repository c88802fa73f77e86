"""Role groups on the pages: chosen where they have figures, absent elsewhere, never among services and teams."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.charts.point import WHY_WITHHELD
from surveys.keyring import Keyring
from surveys.releases import publish as release
from tests.house_client import HouseClient
from tests.pulse.director.conftest import LogIn, Publish
from tests.pulse.director.test_figures import PAGES, words
from tests.surveys.reports.council import Council, draft, publish_rounds
from tests.surveys.reports.test_split import without_roles

ROLE = "role%3Dsocial_worker"
NOT_BY_ROLE = "Not shown by role: themes of comments, and what is asked after a sensitive question."

Old = Callable[..., None]


@pytest.fixture
def publish_old(people: Session, tmp_path: Path) -> Old:
    """Puts releases on the shelf as they were before there were groups by role."""

    def write() -> None:
        council = Council(("North",), teams=0, sizes={"S1T01": 40, "S1T02": 20}, by_role=False)
        publish_rounds(people, tmp_path, council, 2, share=1.0)
        people.commit()

    return write


def test_the_map_of_the_whole_organisation_has_a_table_for_each_attribute(
    log_in: LogIn, publish: Publish
) -> None:
    publish()
    client = log_in()
    html = client.get("/director/map").get_data(as_text=True)
    tree = html[html.index('id="map"') :].split("</table>")[0]
    assert "Social worker" not in tree
    by_role = html[html.index('id="scores-by-role"') :].split("</table>")[0]
    assert re.search(r"Social worker</a>.*?66</span></span>\s+answered", by_role, re.DOTALL)
    assert "Other answers or none, combined" in by_role
    assert "invited" not in by_role
    assert 'id="scores-by-employment"' in html
    assert "Not shown alone: Manager" in words(client, "/director/map")
    assert 'id="scores-by-role"' not in client.get("/director/map?group=S1").text


def test_a_role_is_chosen_where_it_has_figures(log_in: LogIn, publish: Publish) -> None:
    publish()
    client = log_in()
    for path in (
        "/director/",
        "/director/answers",
        "/director/trends",
        "/director/trends/caseload",
    ):
        html = client.get(path).text
        assert '<optgroup label="Whole organisation, by role">' in html, path
        said = words(client, f"{path}?group={ROLE}")
        assert said.count(NOT_BY_ROLE) == 1, path
        assert "Role: Social worker" in said
        assert re.search(
            r'value="role=social_worker"\s+selected', client.get(f"{path}?group={ROLE}").text
        )
    for path in ("/director/map", "/director/themes"):
        assert "<optgroup" not in client.get(path).text


def test_a_role_has_a_number_of_answers_and_no_rate(log_in: LogIn, publish: Publish) -> None:
    publish()
    said = words(log_in(), f"/director/?group={ROLE}")
    assert "66 answered." in said
    assert "people invited" not in said


def test_what_is_not_shown_by_role_is_said_once_and_leaves_no_empty_row(
    log_in: LogIn, publish: Publish
) -> None:
    publish()
    client = log_in()
    for path in ("/director/themes", "/director/map"):
        said = words(client, f"{path}?group={ROLE}")
        assert said.count(NOT_BY_ROLE) == 1
        assert "withheld" not in said.split("How to read")[0].replace("“Withheld”", "")
    assert "No comment of this round" not in words(client, f"/director/themes?group={ROLE}")
    more = client.get(f"/director/?group={ROLE}").text.split('id="more"')[-1]
    assert "/director/themes" not in more
    assert f"/director/answers?group={ROLE}" in more


@pytest.mark.parametrize("path", PAGES)
def test_hidden_and_unknown_roles_answer_alike(log_in: LogIn, publish: Publish, path: str) -> None:
    publish()
    client = log_in()
    hidden, unknown = (f"{path}?group=role%3D{answer}" for answer in ("manager", "nobody"))
    assert client.get(hidden).status_code == client.get(unknown).status_code == 404
    assert words(client, hidden) == words(client, unknown)


@pytest.mark.parametrize("path", PAGES)
def test_an_older_release_without_roles_breaks_nothing(
    log_in: LogIn, publish_old: Old, path: str
) -> None:
    publish_old()
    client = log_in()
    assert "<optgroup" not in client.get(path).text
    assert client.get(f"{path}?group={ROLE}").status_code == 404


def test_an_older_release_says_that_it_has_no_figures_by_role(
    log_in: LogIn, publish_old: Old
) -> None:
    publish_old()
    client = log_in()
    assert "This round was published without figures by role." in words(client, "/director/map")
    assert "What they were is not shown" in words(client, "/director/answers")
    assert "By role" not in words(client, "/results")


def test_workers_read_the_scores_by_role_and_a_page_of_each(
    client: HouseClient, publish: Publish
) -> None:
    publish()
    said = words(client, "/results")
    assert "By role Newly qualified social worker (ASYE) 19 answered" in said
    assert "no team or service is ever split by role or employment" in said
    assert "By role" not in words(client, "/results/S1")
    own = words(client, "/results/role=social_worker")
    assert "Results by role: Social worker" in own
    assert own.count("Not shown by role: what comments were about") == 1
    assert "What comments were about" not in own
    assert "66 answered." in own


def test_a_hidden_role_has_no_public_page(client: HouseClient, publish: Publish) -> None:
    publish()
    hidden, unknown = "/results/role=manager", "/results/role=nobody"
    assert client.get(hidden).status_code == client.get(unknown).status_code == 404
    assert words(client, hidden) == words(client, unknown)


def test_hidden_roles_are_no_hidden_teams(client: HouseClient, publish: Publish) -> None:
    publish()
    assert "2 teams or services had too few answers" in words(client, "/results")


def test_where_no_role_is_shown_there_is_no_row_of_everybody(
    log_in: LogIn, publish: Publish
) -> None:
    publish(1, sizes={"S1T01": 18})
    client = log_in()
    for path in ("/results", "/director/map"):
        said = words(client, path)
        assert "No figure can be shown by role in this round. Not shown alone: Newly" in said
        assert "Other answers or none, combined" not in said


def test_a_withheld_figure_of_a_role_says_so(
    log_in: LogIn, people: Session, tmp_path: Path
) -> None:
    drawn = draft(Council(("North",), teams=0, sizes={"S1T01": 200}), 1, share=1.0)
    release.publish(people, Keyring(tmp_path), without_roles(drawn))
    people.commit()
    client = log_in()
    by_role = words(client, "/results").split("By role")[1].split("By employment")[0]
    assert f"Number of answers: {WHY_WITHHELD}" in by_role.replace(" :", ":")
    assert f"Caseload {WHY_WITHHELD}" in by_role.replace(" :", ":")
    html = client.get("/director/map").text
    table = html[html.index('id="scores-by-role"') :].split("</table>")[0]
    assert table.count("withheld") > 20
    assert not re.search(r"pulse-cell__value", table)


def test_a_remainder_names_those_it_counts(log_in: LogIn, publish: Publish) -> None:
    publish()
    client = log_in()
    why = "Counted together here, because some are too small to be shown alone:"
    for path in ("/director/?group=S1~rest", "/director/trends?group=S1~rest", "/results/S1~rest"):
        assert f"{why} North Team 02; North Team 03." in words(client, path), path
    assert f"{why} Manager." in words(client, "/director/?group=role%3D~rest")
    assert why not in words(client, "/director/?group=S1")
