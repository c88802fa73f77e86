"""A change is cleaned as it comes in from a form, and what is missing in it is said at its field."""

import pytest

from surveys.coding import change
from surveys.coding.change import BadChange, Change

KNOWN = ("caseload", "pay")


def test_phrases_come_one_a_line_in_small_letters_with_straight_quotation_marks() -> None:
    typed = "  Can’t   park \r\n\r\ncan't park\nno PARKING\u202e\x00"
    made = change.to_theme("pay", "negative", typed, sensitive=False, known=KNOWN)
    assert made.phrases == ("can't park", "no parking")


def test_a_change_is_read_back_as_it_was_stored() -> None:
    made = change.new_theme("Car parks", "Where to park.", "mixed", "park", "yes", KNOWN)
    assert Change.from_document(made.document()) == made
    assert (made.theme, made.is_new, made.sensitive) == ("car_parks", True, True)


@pytest.mark.parametrize(
    ("name", "code"), [("Llwyth achosion", "llwyth_achosion"), ("Tŷ & tâl!", "ty_tal")]
)
def test_a_new_themes_code_is_made_of_its_name(name: str, code: str) -> None:
    assert change.new_theme(name, "What.", "mixed", "x", "no", KNOWN).theme == code


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"theme": "nothing"}, "theme"),
        ({"polarity": "angry"}, "polarity"),
        ({"typed": " \n\u200b\n"}, "phrases"),
        ({"typed": "x" * 121}, "phrases"),
        ({"typed": "\n".join(f"word{n}" for n in range(31))}, "phrases"),
    ],
)
def test_what_is_wrong_with_phrases_is_said_at_its_field(given: dict[str, str], field: str) -> None:
    values = {"theme": "pay", "polarity": "negative", "typed": "pay"} | given
    with pytest.raises(BadChange) as refusal:
        change.to_theme(**values, sensitive=False, known=KNOWN)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "🙂"}, "name"),
        ({"name": "Pay"}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"definition": ""}, "definition"),
        ({"sensitive": ""}, "sensitive"),
    ],
)
def test_what_is_wrong_with_a_new_theme_is_said_at_its_field(
    given: dict[str, str], field: str
) -> None:
    values = {"name": "Parking", "definition": "Where.", "sensitive": "no"} | given
    with pytest.raises(BadChange) as refusal:
        change.new_theme(
            values["name"], values["definition"], "mixed", "park", values["sensitive"], KNOWN
        )
    assert refusal.value.field == field
