"""Saved views: a reader names a selection of comments, opens, renames and deletes it; nobody else sees it."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import Role
from pulse.stewards import saved_view
from pulse.stewards.saved_view import NotSaved, SavedView
from pulse.stewards.selection import Selection
from surveys.comments.readers import Reader
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.pulse.stewards.hands import said, token
from tests.pulse.stewards.stock import comment

VIEWS = "/stewards/comments/views"
CASELOAD = {"theme": "caseload", "words": "cases"}


@pytest.fixture
def shelf(people: Session, tmp_path: Path) -> Session:
    stock.release(
        people,
        tmp_path / "keys",
        comment(0, "Too many cases", themes={"caseload": stock.CASELOAD}),
        comment(1, "For the union, too many cases", reader=Reader.UNION),
    )
    return people


def save(client: HouseClient, name: str, **filters: str) -> str:
    """Name what is chosen; what the page after it says."""
    page = client.get(f"{VIEWS}/new", query_string=filters or CASELOAD)
    answer = client.send(page, {"name": name}, action=f"{VIEWS}/new")
    return said(client.get(answer.location) if answer.status_code == 302 else answer)


def numbers(people: Session) -> list[int]:
    found = list(people.scalars(select(SavedView.id).order_by(SavedView.id)))
    people.rollback()
    return found


def test_a_selection_is_named_seen_in_a_list_and_opened(shelf: Session, union: HouseClient) -> None:
    chosen = said(union.get("/stewards/comments", query_string=CASELOAD))
    assert "Save this selection" in chosen
    assert "Saved as “Too much”." in save(union, "  Too\n much ")
    page = said(union.get(VIEWS))
    assert "1 comment" in page
    assert "Caseload" in page
    (number,) = numbers(shelf)
    opened = said(union.get(f"{VIEWS}/{number}", follow_redirects=True))
    assert "1 of 2 comments" in opened
    assert "Too much" in opened
    assert "Save this selection" not in opened


def test_without_a_view_the_list_says_how_to_make_one(union: HouseClient) -> None:
    assert "No saved view yet" in said(union.get(VIEWS))
    assert "Nothing is chosen" in said(union.get(f"{VIEWS}/new"))


def test_a_view_is_renamed_and_deleted(shelf: Session, union: HouseClient) -> None:
    save(union, "Too much")
    (number,) = numbers(shelf)
    page = union.get(f"{VIEWS}/{number}/edit")
    union.send(page, {"name": "Cases"}, action=f"{VIEWS}/{number}/rename")
    assert "Renamed to “Cases”." in said(union.get(VIEWS))
    refused = union.send(page, {"name": " "}, action=f"{VIEWS}/{number}/rename")
    assert (refused.status_code, "Enter a name" in said(refused)) == (422, True)
    union.send(page, {}, action=f"{VIEWS}/{number}/delete")
    assert "Deleted “Cases”." in said(union.get(VIEWS))
    assert numbers(shelf) == []
    assert union.get(f"{VIEWS}/{number}").status_code == 404


@pytest.mark.parametrize("role", [Role.UNION, Role.PSW])
def test_another_readers_view_is_answered_as_one_that_never_was(
    shelf: Session, app: Flask, union: HouseClient, role: Role
) -> None:
    save(union, "Mine")
    (number,) = numbers(shelf)
    other = stock.log_in(app, shelf, role, name="other")
    for path in (f"{VIEWS}/{number}", f"{VIEWS}/{number}/edit"):
        theirs, unknown = other.get(path), other.get(path.replace(str(number), str(10**30)))
        assert theirs.status_code == unknown.status_code == 404
        assert said(theirs) == said(unknown)
    for verb in ("rename", "delete"):
        sent = {**token(other), "name": "Theirs"}
        theirs = other.post(f"{VIEWS}/{number}/{verb}", data=sent)
        unknown = other.post(f"{VIEWS}/987654/{verb}", data=sent)
        assert theirs.status_code == unknown.status_code == 404
        assert said(theirs) == said(unknown)
    assert "Mine" not in said(other.get(VIEWS))
    assert "Mine" in said(union.get(VIEWS))


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "Enter a name"),
        ("\u200b \u202e\u00ad\x00", "Enter a name"),
        ("x" * 81, "A name has at most 80 characters; this one has 81"),
        ("MINE", "You have a view of that name already"),
    ],
)
def test_a_name_that_cannot_be_is_refused_at_its_field(
    shelf: Session, union: HouseClient, name: str, problem: str
) -> None:
    save(union, "Mine")
    page = save(union, name)
    assert problem in page
    assert 'href="#name"' in page
    assert len(numbers(shelf)) == 1


def test_two_readers_may_use_the_same_name(
    shelf: Session, union: HouseClient, psw: HouseClient
) -> None:
    save(union, "Mine")
    assert "Saved as “Mine”." in save(psw, "Mine")


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "'; DROP TABLE saved_view; --",
        "W" * 80,
        "ŵ\u202e",
    ],
)
def test_a_hostile_name_is_a_name(shelf: Session, union: HouseClient, name: str) -> None:
    save(union, name, words=name.rstrip("\u202e") + "\x00")
    for path in (VIEWS, f"{VIEWS}/{numbers(shelf)[0]}/edit"):
        page = said(union.get(path))
        assert "<script>alert" not in page
        assert "\u202e" not in page
    assert union.get(f"{VIEWS}/{numbers(shelf)[0]}", follow_redirects=True).status_code == 200


def test_a_view_whose_theme_and_service_are_gone_says_so(
    shelf: Session, union: HouseClient
) -> None:
    save(union, "Old", theme="praise", service="gone")
    page = said(union.get(VIEWS))
    assert "0 comments" in page
    assert "No comment that you may read has" in page
    assert "Praise" in page
    opened = said(union.get(f"{VIEWS}/{numbers(shelf)[0]}", follow_redirects=True))
    assert "Praise (no comment now)</option>" in opened
    assert "gone (no comment now)</option>" in opened
    assert "No comment fits" in opened


def test_a_view_shows_what_its_owner_may_read_now(
    shelf: Session, app: Flask, union: HouseClient
) -> None:
    save(union, "Cases", words="CASES")
    address = f"{VIEWS}/{numbers(shelf)[0]}"
    assert "For the union" in said(union.get(address, follow_redirects=True))
    person = account.find(shelf, "union-a@example.org")
    assert person is not None
    person.role = Role.PSW
    shelf.commit()
    assert "For the union" not in said(union.get(address, follow_redirects=True))


@pytest.mark.both_databases
def test_a_reader_keeps_so_many_views_and_no_more(people: Session, app: Flask) -> None:
    with app.app_context():
        una, paul = (
            account.create(
                people, email=f"{n}@x.example", name=n, role=Role.UNION, password="x" * 9
            )
            for n in ("una", "paul")
        )
    for number in range(saved_view.MOST):
        saved_view.save(people, una.id, f"View {number}", Selection(words="\x00tîm"))
    with pytest.raises(NotSaved, match="Delete one first"):
        saved_view.save(people, una.id, "One more", Selection(theme="pay"))
    saved_view.save(people, paul.id, "View 1", Selection(theme="pay"))
    with pytest.raises(NotSaved, match="of all comments"):
        saved_view.save(people, paul.id, "All", Selection())
    people.delete(una)
    people.flush()
    assert people.scalar(select(func.count()).select_from(SavedView)) == 1
