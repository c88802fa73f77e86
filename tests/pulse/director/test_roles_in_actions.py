"""A role that looks like a name: its writer may say so, everybody reads that they did, and nothing else is let through."""

import re

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from surveys.reports import actions
from tests.pulse.director.action_form import PAGE, new
from tests.pulse.director.conftest import LogIn, Publish

pytestmark = pytest.mark.usefixtures("today")


def test_a_role_mistaken_for_a_name_is_kept_once_its_writer_says_so(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    publish()
    client = log_in()
    said = {"what": "Ask Grace Period first.", "post": "Sarah Jones"}
    refused = new(client, **said)
    assert refused.status_code == 422
    assert "Ask Grace Period first." in refused.text
    page = BeautifulSoup(refused.data, "html.parser")
    words = [box["value"] for box in page.find_all("input", {"name": "roles"})]
    assert len(words) == 2
    assert not page.find_all("input", {"name": "roles", "checked": True})
    # one is a role, the other is not: the tick for the first is kept, the second is still refused
    half = new(client, **said, roles=words[:1])
    assert half.status_code == 422
    left = BeautifulSoup(half.data, "html.parser").find_all("input", {"name": "roles"})
    assert {(box["type"], box["value"]) for box in left} == {
        ("hidden", words[0]),
        ("checkbox", words[1]),
    }
    assert new(client, **{**said, "post": "Head of service"}, roles=words[:1]).status_code == 302
    (made,) = actions.every(people)
    people.rollback()
    told = f"Its writer says that this is a role and no person: “{words[0]}”."
    assert made.last.note == told
    # published, it is said to everybody; changed elsewhere, it is not asked again
    page = client.get(f"{PAGE}/1")
    assert client.send(page, {}, action=f"{PAGE}/1/publish").status_code == 302
    edit = client.get(f"{PAGE}/1/edit")
    done = client.send(edit, {"state": "done", "note": "Earlier."}, action=f"{PAGE}/1/edit")
    assert done.status_code == 302
    assert [entry.note for entry in actions.every(people)[0].entries] == [told, told, "Earlier."]
    people.rollback()
    assert told in client.get("/results").text


@pytest.mark.parametrize("text", ["Write to sarah@example.org.", "Ring 07700 900123."])
def test_an_address_or_a_number_is_never_a_role(log_in: LogIn, publish: Publish, text: str) -> None:
    publish()
    client = log_in()
    found = re.findall("“([^”]+)” may say", new(client, what=text).text)
    refused = new(client, what=text, roles=found)
    assert found
    assert refused.status_code == 422
    assert 'type="checkbox"' not in refused.text
