"""Keyholders at their page, with the network cut: what goes wrong gets a clear answer and loses nothing."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.keyholders import Keyholders, Made, box_bytes, share_text

pytestmark = pytest.mark.browser


def test_a_damaged_box_says_what_is_damaged(
    three: Keyholders, made: Made, box: Callable[..., Path]
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
    three.press("Open a round that has closed")
    for content, answer in cases.items():
        three.page.get_by_label("The box file").set_input_files(box(content))
        three.press("Look at the box")
        three.page.get_by_role("link", name=answer).wait_for()


def test_a_box_that_was_put_together_wrongly_is_not_opened(
    three: Keyholders, made: Made, box: Callable[..., Path]
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
        box_bytes(made.document(sealing_key="zz"), [one]): "is not written as it should be",
        box_bytes(made.document(blocks=None), [one]): "is not written as it should be",
    }
    three.press("Open a round that has closed")
    for content, answer in cases.items():
        three.page.get_by_label("The box file").set_input_files(box(content))
        three.press("Look at the box")
        three.page.get_by_role("link", name=answer).wait_for()


def test_a_mistake_of_typing_is_found_in_its_line(
    three: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    three.open(box(box_bytes(made.document(), [made.sealed()])))
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
        three.give([*right[:at], typed, *right[at + 1 :]])
        three.page.locator(".govuk-error-summary", has_text=answer).wait_for()
        assert three.page.locator("[aria-invalid]").get_attribute("id") == f"line-{at + 1}"
    forgiven = [line.lower().replace("0", "o").replace("1", "l", 1) for line in right]
    three.give(forgiven)
    three.see("The second keyholder’s share")


def test_a_wrong_share_is_named_and_a_lost_one_needs_the_third_keyholder(
    three: Keyholders, made: Made, box: Callable[..., Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_text(made.files[1].read_text().replace('"words": "', '"words": "x'))
    three.open(box(box_bytes(made.document(), [made.sealed()])))
    three.give(made.sheets[1][1])
    assert "the five lines of another key: key 2 of the employer" in three.trouble()
    three.give(other)
    assert "is of another ceremony" in three.trouble()
    other.write_text("{")
    three.give(other)
    assert "damaged or no share file" in three.trouble()
    three.page.get_by_text("A sheet is lost").click()
    assert "ask the third keyholder" in three.page.inner_text("main")
    three.give(made.files[0])
    three.see("The second keyholder’s share")
    three.give(made.sheets[0][0])
    assert "the share of the union again" in three.trouble()
    three.give(made.files[2])
    three.see("The box is open")


def test_shares_that_do_not_belong_together_open_nothing(
    three: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    tag = hashlib.sha256(made.public[0]).digest()[:3]
    forged = share_text(tag=tag, slot=1, holder=2, share=bytes(range(33)))
    three.open(box(box_bytes(made.document(), [made.sealed()])), made.files[0], forged)
    three.see("The box was not opened")
    assert "together they do not give the key" in three.trouble()
    three.press("Give the shares again")
    three.give(made.files[0])
    three.see("The second keyholder’s share")
    three.give(made.files[1])
    three.see("The box is open")


def test_a_ballot_for_another_round_is_counted_and_the_others_are_opened(
    three: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    ballots = [made.sealed(), made.sealed(wave="2025-11"), made.sealed()]
    content = box_bytes(made.document(), ballots)
    three.open(box(content), made.files[1], made.files[2])
    three.see("The box is open")
    said = three.page.inner_text("main")
    assert "2 of 3 envelopes were opened. 1 envelope could not be read" in said
    result = json.loads(three.save("Save the result file").read_text())
    assert (result["cast"], result["unreadable"]) == (3, 1)
    assert len(result["sealed"]) == -(-(65 + 65536 + 16) * 4 // 3)


def test_a_box_of_which_nothing_can_be_read_stays_shut(
    three: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    content = box_bytes(made.document(), [made.sealed(wave="2025-11")])
    three.open(box(content), made.files[1], made.files[2])
    three.see("The box was not opened")
    assert "Not one of the 1 envelopes can be read" in three.trouble()


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
