"""Who records actions: roles, scope, by page and by address."""

import re

import pytest
from sqlalchemy.orm import Session

from pulse.access.permissions import Role
from surveys.reports import actions
from tests.pulse.director.action_form import PAGE, TYPED, new
from tests.pulse.director.conftest import LogIn, Publish
from tests.pulse.director.test_figures import words
from tests.surveys.reports import said
from tests.surveys.reports.said import aim, intent

pytestmark = pytest.mark.usefixtures("today")


@pytest.mark.parametrize("role", list(Role))
def test_every_role_reads_what_is_published_and_directors_alone_write(
    log_in: LogIn, publish: Publish, people: Session, role: Role
) -> None:
    publish()
    said.published(people, said=intent(what="Published words."))
    said.draft(people, said=intent(what="A secret draft."))
    people.commit()
    client, writes = log_in(role), role is Role.DIRECTOR
    everywhere = [words(client, path) for path in (PAGE, "/director/trends/caseload", "/director/")]
    assert ["Published words." in page for page in everywhere] == [True, True, False]
    assert all(("A secret draft." in page) == writes for page in everywhere[:2])
    assert all(("Record an action" in page) == writes for page in everywhere[:2])
    found = {
        "read": client.get(PAGE + "/1").status_code,
        "draft": client.get(PAGE + "/2").status_code,
        "new": client.get(PAGE + "/new").status_code,
        "edit": client.get(PAGE + "/1/edit").status_code,
        **{
            verb: client.post(f"{PAGE}/{path}").status_code
            for verb, path in (
                ("draft it", "new"),
                ("change", "1/edit"),
                ("publish", "2/publish"),
                ("put away", "2/discard"),
            )
        },
    }
    assert found.pop("read") == 200
    if not writes:
        assert found.pop("draft") == 404
        # a form without its token is refused before anybody asks who sends it
        assert set(found.values()) <= {400, 403}
        assert found["new"] == found["edit"] == 403
    else:
        assert (found["draft"], found["new"], found["edit"]) == (200, 200, 200)
    assert [each.is_draft for each in actions.every(people)].count(True) == 1


@pytest.mark.parametrize("role", [Role.UNION, Role.PSW, Role.OFFICE])
def test_with_a_token_of_their_own_others_still_cannot_write(
    log_in: LogIn, publish: Publish, people: Session, role: Role
) -> None:
    publish()
    said.draft(people)
    people.commit()
    client = log_in(role)
    page = client.get("/director/").get_data(as_text=True)
    (token,) = set(re.findall(r'name="csrf_token" value="([^"]+)"', page))
    for path in ("new", "1/edit", "1/publish", "1/discard"):
        sent = client.post(f"{PAGE}/{path}", data=TYPED | {"csrf_token": token, "seen": "1"})
        assert sent.status_code == 403, path
    assert len(actions.find(people, 1).entries) == 1


def test_scope_limits_who_writes_by_page_and_by_address(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    own, other = (said.published(people, aim(group=g)) for g in ("S1T01", "S2"))
    whole, hidden = said.published(people), said.draft(people, aim(group="S2"))
    people.commit()
    client = log_in(scope="S1")
    form = client.get(PAGE + "/new").get_data(as_text=True)
    groups = re.findall(r'<option value="((?:S\d|ALL)\w*)"', form)
    assert groups == ["S1", "S1T01"]
    assert client.get(f"{PAGE}/{own.number}/edit").status_code == 200
    for action in (other, whole):
        assert client.get(f"{PAGE}/{action.number}").status_code == 200
        assert client.get(f"{PAGE}/{action.number}/edit").status_code == 403
        assert "another part of the organisation" in words(client, f"{PAGE}/{action.number}")
    for path in ("", "/edit"):
        assert client.get(f"{PAGE}/{hidden.number}{path}").status_code == 404
    refused = new(client, group="S2")
    assert refused.status_code == 422
    assert "Choose a group of your part of the organisation" in refused.text
    edit = client.get(f"{PAGE}/{own.number}/edit")
    for action, status in ((other, 403), (whole, 403), (hidden, 404)):
        there = edit.get_data(as_text=True).replace(
            f"actions/{own.number}/edit", f"actions/{action.number}/edit"
        )
        edit.set_data(there)
        token = re.search(r'name="csrf_token" value="([^"]+)"', there)
        assert token is not None
        for verb in ("edit", "publish", "discard"):
            sent = client.post(
                f"{PAGE}/{action.number}/{verb}",
                data={"csrf_token": token[1], "seen": "1", **TYPED},
            )
            assert sent.status_code == status, (verb, action.number)


def test_a_scope_that_no_round_shows_has_nothing_to_write_for(
    log_in: LogIn, publish: Publish
) -> None:
    publish()
    client = log_in(scope="S9")
    for path in (PAGE, PAGE + "/new"):
        assert "no figures of its own in this round" in words(client, path)
