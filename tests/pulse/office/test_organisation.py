"""The office says what the organisation is called, who helps workers, and within how many days directors reply."""

from typing import NamedTuple

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry
from surveys.fieldwork import organisation
from surveys.fieldwork.organisation import MOST_CONTACTS, Contact
from surveys.fieldwork.waves import Wave
from tests.house_client import HouseClient

PAGE = "/office/organisation"
ADD = f"{PAGE}/contacts"
REMOVE = f"{ADD}/remove"


def send(office: HouseClient, action: str, **typed: object):
    return office.send(office.get(PAGE), typed, action=action)


class Own(NamedTuple):
    """The row as it is, read and let go."""

    name: str
    reply_days: int
    contacts: tuple[Contact, ...]


def own(people: Session) -> Own:
    found = organisation.the(people)
    assert found is not None
    said = Own(found.names["en"], found.reply_days, found.contacts)
    people.rollback()
    return said


def acts(people: Session) -> list[tuple[str, str]]:
    rows = people.scalars(select(AuditEntry).order_by(AuditEntry.id))
    found = [(each.act, each.about) for each in rows]
    people.rollback()
    return found


@pytest.mark.usefixtures("staffed")
def test_name_and_days_are_saved_written_down_and_shown_at_once(
    office: HouseClient, people: Session
) -> None:
    assert f'href="{PAGE}"' in office.get("/office/").text
    assert send(office, PAGE, called="  Westmarch   Council ", reply_days="21").status_code == 302
    assert own(people).name == "Westmarch Council"
    assert own(people).reply_days == 21
    assert acts(people) == [("organisation changed", "Westmarch Council, reply in 21 days")]
    assert "Westmarch Council" in office.get("/help").text
    assert 'value="21"' in office.get(PAGE).text


def test_before_there_are_units_it_can_be_named(office: HouseClient, people: Session) -> None:
    assert "Who helps" not in office.get(PAGE).text
    assert send(office, PAGE, called="Westmarch", reply_days="30").status_code == 302
    assert len(own(people).contacts) == 3


@pytest.mark.usefixtures("staffed")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"called": "", "reply_days": "30"}, "Enter the name of the organisation"),
        ({"called": "x" * 81, "reply_days": "30"}, "Use at most 80 characters"),
        ({"called": "W", "reply_days": "0"}, "This must be a number from 1 to 90"),
        ({"called": "W", "reply_days": "soon"}, "Enter a whole number, such as 30"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_is_not_saved(
    office: HouseClient, people: Session, typed: dict[str, str], said: str
) -> None:
    before = own(people).name
    answer = send(office, PAGE, **typed)
    assert answer.status_code == 422
    assert answer.text.count(said) == 2  # in the summary and beside the field
    assert own(people).name == before
    assert acts(people) == []


def test_what_workers_were_told_is_never_stretched(
    office: HouseClient, people: Session, opened: Wave
) -> None:
    longer = send(office, PAGE, called="Renamed", reply_days="31")
    assert longer.status_code == 422
    assert "Workers have been told 30 days. This can be made shorter, never longer" in longer.text
    assert own(people).name != "Renamed"
    assert send(office, PAGE, called="Renamed", reply_days="14").status_code == 302
    assert own(people).reply_days == 14


@pytest.mark.usefixtures("staffed")
def test_contacts_are_added_and_removed_and_workers_see_it(
    office: HouseClient, people: Session
) -> None:
    assert send(office, ADD, who="Somebody to talk to", phone="0808 157 0192").status_code == 302
    assert "tel:08081570192" in office.get("/help").text
    assert send(office, REMOVE, gone="116 123").status_code == 302
    assert "116 123" not in [contact.phone for contact in own(people).contacts]
    assert [act for act, _ in acts(people)] == ["contact added", "contact removed"]


@pytest.mark.usefixtures("staffed")
@pytest.mark.parametrize(
    ("who", "phone", "said"),
    [
        ("", "111", "Enter who helps"),
        ("Help", "", "Enter a telephone number"),
        ("Help", "javascript:1", "Enter a telephone number in digits and spaces"),
        ("Help", "11 61 23", "This number is shown already"),
    ],
)
def test_a_contact_that_cannot_be_dialled_is_refused_with_what_was_typed(
    office: HouseClient, people: Session, who: str, phone: str, said: str
) -> None:
    answer = send(office, ADD, who=who, phone=phone)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{phone or who}"' in answer.text
    assert len(own(people).contacts) == 3


@pytest.mark.usefixtures("staffed")
def test_there_is_always_a_contact_and_never_too_many(office: HouseClient, people: Session) -> None:
    for number in range(3, MOST_CONTACTS):
        assert send(office, ADD, who="Help", phone=f"0800 {number}00").status_code == 302
    assert "At most 8 contacts" in send(office, ADD, who="Help", phone="0800 999").text
    phones = [contact.phone for contact in own(people).contacts]
    for phone in phones[:-1]:
        assert send(office, REMOVE, gone=phone).status_code == 302
    last = send(office, REMOVE, gone=phones[-1])
    assert last.status_code == 422
    assert "Keep at least one contact" in last.text


@pytest.mark.usefixtures("staffed")
def test_a_name_of_blanks_is_no_name(office: HouseClient, people: Session) -> None:
    before = own(people)
    assert send(office, PAGE, called=" \t\u00a0 ", reply_days="30").status_code == 422
    assert send(office, ADD, who="   ", phone="0800 1111").status_code == 422
    assert own(people) == before


@pytest.mark.usefixtures("staffed")
def test_what_was_not_shown_is_not_said_to_be_gone(office: HouseClient, people: Session) -> None:
    before = own(people)
    assert send(office, REMOVE, gone="nosuch").status_code == 302
    said = office.get(PAGE).text
    assert "This contact was not shown any more." in said
    assert "nosuch" not in said
    assert own(people) == before
    assert "contact removed" not in [act for act, _ in acts(people)]
