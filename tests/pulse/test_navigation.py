"""The navigation: sections for whoever has many rooms, flat for directors; one entry at most is where one is."""

import pytest

from pulse import navigation
from pulse.access.permissions import Role


@pytest.mark.parametrize(
    ("path", "section", "page"),
    [
        ("/office/", "Office", None),
        ("/office/rounds/2026-11/headcounts", "Rounds", "All rounds"),
        ("/office/questions/preview", "Rounds", "Questions"),
        ("/office/units/of/A1", "People", "Units"),
        ("/office/audit", "Accounts", "Audit log"),
        ("/office/papers", "Papers", None),
        ("/office/branding", "Settings", "Colour and logo"),
        ("/director/actions", "Results", "Actions"),
    ],
)
def test_the_office_finds_where_it_is(path: str, section: str, page: str | None) -> None:
    shown = navigation.shown(Role.OFFICE, path)
    assert [entry.text for entry in shown.entries if entry.current] == [section]
    assert [entry.text for entry in shown.below if entry.current] == ([page] if page else [])
    assert shown.folds


def test_a_page_that_is_in_no_section_marks_none() -> None:
    shown = navigation.shown(Role.OFFICE, "/staff/account")
    assert not any(entry.current for entry in shown.entries)
    assert (shown.section, shown.below) == ("", ())


def test_a_director_has_one_row_and_nothing_folds() -> None:
    shown = navigation.shown(Role.DIRECTOR, "/director/trends")
    assert [entry.text for entry in shown.entries if entry.current] == ["Trends"]
    assert (shown.below, shown.folds) == ((), False)


@pytest.mark.parametrize("role", [Role.UNION, Role.PSW, Role.KEYHOLDER])
def test_whoever_has_more_rooms_finds_the_figures_in_one_section(role: Role) -> None:
    shown = navigation.shown(role, "/director/trends")
    assert [entry.text for entry in shown.entries if entry.current] == ["Results"]
    assert [entry.text for entry in shown.below if entry.current] == ["Trends"]
    assert len(shown.entries) <= 7
    assert not shown.folds


def test_the_office_has_few_entries_and_reaches_every_page_that_it_had() -> None:
    entries = navigation.NAVIGATION[Role.OFFICE]
    assert len(entries) <= 7
    leaves = {leaf.address for leaf in navigation.leaves(entries)}
    assert {"/office/units", "/office/roster", "/office/programme", "/office/audit"} <= leaves
    assert {"/director/", "/director/actions", "/director/files", "/office/held"} <= leaves
