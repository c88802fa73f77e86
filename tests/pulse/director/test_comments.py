import pytest

from pulse.access.permissions import Role
from tests.pulse.director.conftest import LogIn, Publish
from tests.pulse.director.test_figures import words

PAGE = "/director/comments"
UNION_ONLY = "Only the union may read this."


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.UNION, Role.PSW])
def test_what_was_opened_to_directors_is_read_here_and_nothing_else(
    log_in: LogIn, publish: Publish, role: Role
) -> None:
    publish(1)
    said = words(log_in(role), PAGE)
    assert "32 comments" in said
    assert "The third form asks what the first two asked." in said
    assert UNION_ONLY not in said


def test_the_office_reads_no_comment(log_in: LogIn, publish: Publish) -> None:
    publish(1)
    client = log_in(Role.OFFICE)
    assert client.get(PAGE).status_code == 403
    assert "/director/comments" not in client.get("/director/themes").get_data(as_text=True)


def test_scope_limits_who_reads_which_comment(log_in: LogIn, publish: Publish) -> None:
    publish(1)
    client = log_in(scope="S1")
    said = words(client, PAGE)
    assert "You read those of North." in said
    assert "South" not in said.split("comments North")[-1].split("Directors, unions")[0]
    assert "32 comments" not in said
    assert "0 comments" in words(client, PAGE + "?group=S2")
    assert "0 comments" in words(client, PAGE + "?group=ALL")


def test_comments_are_found_by_theme_and_service(log_in: LogIn, publish: Publish) -> None:
    publish(1)
    client = log_in()
    by_theme = words(client, PAGE + "?theme=supervision")
    assert "My supervisor [name] listens." in by_theme
    assert "The third form" not in by_theme
    assert "None matches" in words(client, PAGE + "?theme=pay")
    assert "32 comments" not in words(client, PAGE + "?group=S1")


def test_comments_are_found_by_their_words(log_in: LogIn, publish: Publish) -> None:
    publish(1)
    client = log_in()
    found = words(client, PAGE + "?words=ASKS+form")
    assert "The third form asks" in found
    assert "My supervisor" not in found
    assert "None matches" in words(client, PAGE + "?words=form+nonsense")
    assert 'value="form"' in client.get(PAGE + "?words=+form+").text


def test_comments_of_an_earlier_round_are_its_own(log_in: LogIn, publish: Publish) -> None:
    publish(2)
    client = log_in()
    assert "No comments to read yet" in words(client, PAGE + "?round=2026-01")
    assert "32 comments" in words(client, PAGE + "?round=2026-02")
    assert client.get(PAGE + "?round=2031-01").status_code == 404


def test_comments_come_a_page_at_a_time(
    log_in: LogIn, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(1)
    monkeypatch.setattr("pulse.director.comments.A_PAGE", 20)
    client = log_in()
    first = client.get(PAGE).get_data(as_text=True)
    assert first.count("<article") == 20
    assert "from=20" in first
    assert client.get(PAGE + "?from=20").get_data(as_text=True).count("<article") == 12
