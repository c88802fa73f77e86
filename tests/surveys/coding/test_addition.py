"""An addition is read back as it was stored, also one from before there were exceptions, and is told in a line."""

import pytest

from surveys.coding.addition import Addition
from surveys.coding.change import Change

WHOLE = Change("parking", "mixed", ("park",), True, "Parking", "Where.", ("car boot",), "Parcio")


@pytest.mark.parametrize(
    "addition",
    [
        Addition((WHOLE,)),
        Addition((Change("pay", "", (), exceptions=("pay attention",)),)),
        Addition((WHOLE, Change("pay", "mixed", ("pay",))), brought=True),
        Addition((WHOLE,), brought=True),
    ],
)
def test_an_addition_is_read_back_as_it_was_stored(addition: Addition) -> None:
    assert Addition.from_document(addition.document()) == addition


def test_one_from_before_there_were_exceptions_has_none() -> None:
    stored = WHOLE.document()
    del stored["exceptions"], stored["welsh"]
    (read,) = Addition.from_document(stored).changes
    assert (read.phrases, read.exceptions, read.welsh) == (("park",), (), "")


def test_it_is_told_in_a_line() -> None:
    assert Addition((Change("pay", "mixed", ("a", "b")),)).summary == "2 phrases for pay"
    both = Addition((WHOLE, Change("pay", "mixed", ("pay",))), brought=True)
    assert both.summary == (
        "2 phrases, 1 that must not count, a Welsh name, sensitive from now on for 2 themes"
    )
