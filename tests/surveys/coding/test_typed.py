"""What is typed is cleaned as it comes in from a form, and what is missing in it is said at its field."""

import pytest

from surveys.coding import typed
from surveys.coding.change import BadChange, Change
from surveys.coding.typed import Typed

KNOWN = {"caseload": "Llwyth achosion", "pay": ""}
NEW = {"name": "Parking", "definition": "Where.", "sensitive": "no", "polarity": "mixed"}


def to_pay(**fields: str) -> Change:
    return typed.to_theme("pay", Typed(**fields), KNOWN)


def new(**fields: str) -> Change:
    return typed.new_theme(Typed(**(NEW | {"phrases": "park"} | fields)), KNOWN)


def test_phrases_come_one_a_line_in_small_letters_with_straight_quotation_marks() -> None:
    lines = "  Can’t   park \r\n\r\ncan't park\nno PARKING\u202e\x00"
    made = to_pay(polarity="negative", phrases=lines, exceptions="Can’t  pay\n\ncan't pay")
    assert made.phrases == ("can't park", "no parking")
    assert made.exceptions == ("can't pay",)


def test_what_was_typed_comes_back_from_the_change_it_made() -> None:
    sent = Typed(
        **(
            NEW
            | {
                "phrases": "park\ncar",
                "exceptions": "car boot",
                "welsh": "Parcio",
                "sensitive": "yes",
            }
        )
    )
    assert Typed.again(typed.new_theme(sent, KNOWN)) == sent
    made = to_pay(exceptions="pay attention")
    assert typed.to_theme("pay", Typed.again(made), KNOWN) == made


def test_fields_that_a_form_does_not_send_are_empty() -> None:
    assert Typed.sent({"phrases": "x", "csrf_token": "y"}) == Typed(phrases="x")


@pytest.mark.parametrize(
    ("name", "code"), [("Llwyth achosion", "llwyth_achosion"), ("Tŷ & tâl!", "ty_tal")]
)
def test_a_new_themes_code_is_made_of_its_name(name: str, code: str) -> None:
    assert new(name=name).theme == code


def test_an_exception_or_a_welsh_name_needs_no_phrase_and_no_polarity() -> None:
    assert to_pay(exceptions="pay attention") == Change(
        "pay", "", (), exceptions=("pay attention",)
    )
    assert to_pay(welsh=" Cyflog ") == Change("pay", "", (), welsh="Cyflog")
    assert to_pay(sensitive="yes") == Change("pay", "", (), sensitive=True)


def test_a_welsh_name_that_is_there_already_is_no_change() -> None:
    sent = Typed(polarity="mixed", phrases="cases", welsh="Llwyth achosion")
    assert typed.to_theme("caseload", sent, KNOWN).welsh == ""


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"polarity": "angry", "phrases": "pay"}, "polarity"),
        ({"phrases": " \n\u200b\n"}, "phrases"),
        ({"polarity": "mixed", "phrases": "x" * 121}, "phrases"),
        ({"polarity": "mixed", "phrases": "\n".join(f"word{n}" for n in range(31))}, "phrases"),
        ({"exceptions": "x" * 121}, "exceptions"),
        ({"polarity": "mixed", "phrases": "pay", "exceptions": "Pay"}, "exceptions"),
        ({"welsh": "x" * 61}, "welsh"),
        ({"welsh": "llwyth Achosion"}, "welsh"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(fields: dict[str, str], at: str) -> None:
    with pytest.raises(BadChange) as refusal:
        to_pay(**fields)
    assert refusal.value.field == at


def test_a_theme_that_is_not_there_cannot_be_changed() -> None:
    with pytest.raises(BadChange) as refusal:
        typed.to_theme("nothing", Typed(phrases="x"), KNOWN)
    assert refusal.value.field == "theme"


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"name": "🙂"}, "name"),
        ({"name": "Pay"}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"definition": ""}, "definition"),
        ({"sensitive": ""}, "sensitive"),
        ({"phrases": "", "exceptions": "car boot"}, "phrases"),
        ({"welsh": "Llwyth achosion"}, "welsh"),
    ],
)
def test_what_is_wrong_with_a_new_theme_is_said_at_its_field(
    fields: dict[str, str], at: str
) -> None:
    with pytest.raises(BadChange) as refusal:
        new(**fields)
    assert refusal.value.field == at
