"""There is one organisation; it can be renamed, and shows where to turn from the start."""

from sqlalchemy.orm import Session

from surveys.fieldwork import organisation
from tests.surveys.fieldwork import made_up


def test_before_it_is_set_up_there_is_none(people: Session) -> None:
    assert organisation.the(people) is None


def test_it_shows_where_to_turn_from_the_start(people: Session) -> None:
    made = organisation.name(people, {"en": "Westerby"})
    assert [contact.phone for contact in made.contacts] == ["999", "111", "116 123"]
    assert made.demonstration is False


def test_a_new_name_is_the_same_organisation_and_a_later_file_of_units_keeps_it(
    people: Session,
) -> None:
    organisation.name(people, {"en": "Westerby"})
    organisation.name(people, {"en": "Westerby Borough"})
    made_up.units(people)
    the = organisation.the(people)
    assert the is not None
    assert the.names == {"en": "Westerby Borough"}
