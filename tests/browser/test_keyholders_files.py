"""Keyholders with files that are not what they were: each gets an answer, and there is a way on."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.keyholders import Keyholders, Made, box_bytes

pytestmark = pytest.mark.browser


def test_a_box_that_is_copied_again_after_it_was_chosen_is_to_be_chosen_again(
    three: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    whole = box_bytes(made.document(), [made.sealed()])
    three.look_at(box(whole[:-300]))
    assert "cut short" in three.trouble()
    box(whole)
    three.press("Look at the box")
    three.page.get_by_role("link", name="Choose it again").wait_for()
    three.page.get_by_label("The box file").set_input_files(box(whole))
    three.press("Look at the box")
    three.see("Is this the right box?")


def test_after_a_share_file_that_is_none_the_typed_lines_count(
    three: Keyholders, made: Made, box: Callable[..., Path], tmp_path: Path
) -> None:
    right = json.loads(made.files[0].read_text())
    lines = right["keys"][0]["lines"]
    cut = [
        *({key: value for key, value in right.items() if key != "keys"},),
        *(right | {"keys": keys} for keys in ([None], [{"words": right["keys"][0]["words"]}])),
        right | {"keys": [right["keys"][0] | {"lines": lines[:4]}]},
        right | {"keys": [right["keys"][0] | {"lines": [1, 2, 3, 4, 5]}]},
    ]
    three.open(box(box_bytes(made.document(), [made.sealed()])))
    three.see("The first keyholder’s share")
    damaged = tmp_path / "pulse-share.json"
    for each in cut:
        damaged.write_text(json.dumps(each))
        three.give(damaged)
        three.page.get_by_role("link", name="This file is damaged").wait_for()
        three.page.locator("#problems").evaluate("problems => problems.replaceChildren()")
    three.give(lines)
    three.see("The second keyholder’s share")


def test_lines_from_under_another_key_can_be_given_again_in_a_rehearsal(
    made: Made, new_page: Callable[..., Page], tmp_path: Path
) -> None:
    three = Keyholders(new_page, Path(shutil.copy(made.page, tmp_path)))
    _, sheets = three.make(2)
    three.press("Try the sheets")
    three.see("Rehearsal: the first keyholder")
    three.give([*sheets[0][1][:2], sheets[0][0][2], *sheets[0][1][3:]])
    three.see("Rehearsal: the second keyholder")
    three.give(sheets[1][1])
    three.see("The test envelope was not opened")
    assert "Perhaps a line was copied from under another key" in three.trouble()
    three.press("Give the two shares again")
    three.see("Rehearsal: the first keyholder")
    three.give(sheets[0][1])
    three.see("Rehearsal: the second keyholder")
    three.give(sheets[1][1])
    three.see("The test envelope was opened")


def test_the_page_sees_the_network_go_while_it_is_open(three: Keyholders) -> None:
    network = three.page.context.set_offline
    for is_cut, said in ((False, "still connected to a network"), (True, "is not connected")):
        network(is_cut)
        three.page.get_by_text(said).wait_for()
