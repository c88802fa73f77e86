"""Keyholders at their page, with the network cut: what goes wrong gets a clear answer and loses nothing."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser, Page

from pulse.pages import ceremony
from surveys.responses import seal
from tests.browser.keyholders import Keyholders, box_bytes, public_keys, share_text
from tests.chromium import watched

pytestmark = pytest.mark.browser

WAVE = "2026-11"


@dataclass(frozen=True)
class Made:
    """Two keys: the page, each keyholder's file and sheet, the public keys."""

    page: Path
    files: list[Path]
    sheets: list[list[list[str]]]
    public: list[bytes]

    def document(self, *, key: int = 0, **more: object) -> dict[str, object]:
        """The key document of a round sealed to one of the keys."""
        reading = seal.public_part(ec.derive_private_key(7, ec.SECP256R1()))
        blocks = [{"code": "north", "names": {}, "headcount": 3}]
        return {
            "format": "pulse-keys/1",
            "wave": WAVE,
            "names": {"en": "November 2026"},
            "closes_on": "2026-11-27",
            "sealing_key": self.public[key].hex(),
            "reading_key": reading.hex(),
            "blocks": blocks,
        } | more

    def sealed(self, *, wave: str = WAVE, answer: str = "agree") -> tuple[str, bytes]:
        return "north", seal.seal(self.public[0], wave, "north", seal.pack({"q": answer}, []))


@pytest.fixture(scope="module")
def made(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("keyholders")
    saved = folder / "pulse-keyholders.html"
    saved.write_bytes(ceremony.content())
    with watched(chromium) as new_page:
        people = Keyholders(new_page, saved)
        files, sheets = people.make(2)
        people.page.get_by_role("link", name="Go on without a rehearsal").click()
        people.see("The file for the survey office")
        assert "no sheet was tried" in people.page.inner_text("main")
        public = people.save("Save the file of public keys")
        assert json.loads(public.read_text())["tested"] == []
    return Made(saved, files, sheets, public_keys(public))


@pytest.fixture
def people(made: Made, new_page: Callable[..., Page]) -> Keyholders:
    return Keyholders(new_page, made.page)


@pytest.fixture
def box(made: Made, tmp_path: Path) -> Callable[..., Path]:
    def write(content: bytes) -> Path:
        file = tmp_path / "box.txt"
        file.write_bytes(content)
        return file

    return write


def test_a_damaged_box_says_what_is_damaged(
    people: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    whole = box_bytes(made.document(), [made.sealed() for _ in range(3)])
    lines = whole.splitlines(keepends=True)
    swapped = lines[2].replace(b'"ciphertext":"B', b'"ciphertext":"C', 1)
    cases = {
        b"".join(lines[:-1])[:-50]: "cut short: its end is missing, after about 2 of 3 envelopes",
        b"".join(lines[:2])
        + swapped
        + b"".join(lines[3:]): "envelope 2 of 3 is not as it was sent",
        whole.replace(
            b"2026-11-27", b"2026-11-28"
        ): "changed on its way, though not in an envelope",
        whole[10:]: "This is not a box file, or its beginning is damaged",
        made.files[0].read_bytes(): "This is a keyholder’s share file",
        b"": "This is not a box file",
    }
    people.press("Open a round that has closed")
    for content, answer in cases.items():
        people.page.get_by_label("The box file").set_input_files(box(content))
        people.press("Look at the box")
        people.page.get_by_role("link", name=answer).wait_for()


def test_a_box_that_was_put_together_wrongly_is_not_opened(
    people: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    document, one = made.document(), made.sealed()
    four = [made.sealed() for _ in range(4)]
    cases = {
        box_bytes(document, [one, one]): "Envelope 2 of 2 is in the box twice",
        box_bytes(document, four): "Group “north” has 4 envelopes and 3 people",
        box_bytes(document, [("south", one[1])]): "“south”, that the round did not ask",
        box_bytes(document, [one], cast=2): "says that it holds 2 envelopes, and holds 1",
        box_bytes(document, [one], wave="2026-12"): "The box is of round 2026-12, but what it",
        box_bytes(made.document(reading_key=""), [one]): "It needs no keyholders",
    }
    people.press("Open a round that has closed")
    for content, answer in cases.items():
        people.page.get_by_label("The box file").set_input_files(box(content))
        people.press("Look at the box")
        people.page.get_by_role("link", name=answer).wait_for()


def test_a_mistake_of_typing_is_found_in_its_line(
    people: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    people.open(box(box_bytes(made.document(), [made.sealed()])))
    right = made.sheets[0][0]
    letter = "Z" if right[2][1] != "Z" else "Y"
    cases = [
        ((2, right[2][0] + letter + right[2][2:]), "Line 3 is not as it was printed"),
        ((1, right[3]), "This is line 4 of a sheet, typed as line 2"),
        ((4, right[4][1:]), "Line 5 has 11 letters and digits before the word"),
        ((0, right[0][:14]), "Line 1 is too short"),
        ((3, right[3][:14] + " bananna"), "The word at the end of line 4 is not one"),
        ((1, ""), "Line 2 is empty"),
        ((0, "U" + right[0][1:]), "Line 1 has the letter U, which no sheet uses"),
    ]
    for (at, typed), answer in cases:
        people.give([*right[:at], typed, *right[at + 1 :]])
        people.page.locator(".govuk-error-summary", has_text=answer).wait_for()
        assert people.page.locator("[aria-invalid]").get_attribute("id") == f"line-{at + 1}"
    forgiven = [line.lower().replace("0", "o").replace("1", "l", 1) for line in right]
    people.give(forgiven)
    people.see("The second keyholder’s share")


def test_a_wrong_share_is_named_and_a_lost_one_needs_the_third_keyholder(
    people: Keyholders, made: Made, box: Callable[..., Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_text(made.files[1].read_text().replace('"words": "', '"words": "x'))
    people.open(box(box_bytes(made.document(), [made.sealed()])))
    people.give(made.sheets[1][1])
    assert "the five lines of another key: key 2 of the employer" in people.trouble()
    people.give(other)
    assert "is of another ceremony" in people.trouble()
    other.write_text("{")
    people.give(other)
    assert "damaged or no share file" in people.trouble()
    people.page.get_by_text("A sheet is lost").click()
    assert "ask the third keyholder" in people.page.inner_text("main")
    people.give(made.files[0])
    people.see("The second keyholder’s share")
    people.give(made.sheets[0][0])
    assert "the share of the union again" in people.trouble()
    people.give(made.files[2])
    people.see("The box is open")


def test_shares_that_do_not_belong_together_open_nothing(
    people: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    tag = hashlib.sha256(made.public[0]).digest()[:3]
    forged = share_text(tag=tag, slot=1, holder=2, share=bytes(range(33)))
    people.open(box(box_bytes(made.document(), [made.sealed()])), made.files[0], forged)
    people.see("The box was not opened")
    assert "together they do not give the key" in people.trouble()
    people.press("Give the shares again")
    people.give(made.files[0])
    people.see("The second keyholder’s share")
    people.give(made.files[1])
    people.see("The box is open")


def test_a_ballot_for_another_round_is_counted_and_the_others_are_opened(
    people: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    ballots = [made.sealed(), made.sealed(wave="2025-11"), made.sealed()]
    content = box_bytes(made.document(), ballots)
    people.open(box(content), made.files[1], made.files[2])
    people.see("The box is open")
    said = people.page.inner_text("main")
    assert "2 of 3 envelopes were opened. 1 envelope could not be read" in said
    result = json.loads(people.save("Save the result file").read_text())
    assert (result["cast"], result["unreadable"]) == (3, 1)
    assert len(result["sealed"]) == -(-(65 + 65536 + 16) * 4 // 3)


def test_a_box_of_which_nothing_can_be_read_stays_shut(
    people: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    content = box_bytes(made.document(), [made.sealed(wave="2025-11")])
    people.open(box(content), made.files[1], made.files[2])
    people.see("The box was not opened")
    assert "Not one of the 1 envelopes can be read" in people.trouble()


def test_the_share_text_is_the_one_other_hands_write(made: Made) -> None:
    for holder, sheet in enumerate(made.sheets, start=1):
        for slot, lines in enumerate(sheet, start=1):
            number = 0
            for line in lines:
                for letter in line[:14].replace(" ", ""):
                    number = number << 5 | "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
            whole = number.to_bytes(38)
            tag = hashlib.sha256(made.public[slot - 1]).digest()[:3]
            assert whole[:5] == bytes(1) + tag + bytes([slot * 16 + holder])
            assert share_text(tag=tag, slot=slot, holder=holder, share=whole[5:]) == lines
