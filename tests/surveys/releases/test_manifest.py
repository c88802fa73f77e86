import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys import canonical
from surveys.keyring import Keyring
from surveys.releases import document, manifest, publish, release_file
from surveys.releases.document import Comment
from tests.surveys.releases import drafts


@pytest.fixture
def files(people: Session, tmp_path: Path) -> list[bytes]:
    """Two releases of figures and a supplement, as files."""
    keyring = Keyring(tmp_path)
    publish.publish(people, keyring, drafts.figures("2026-08"))
    publish.publish(people, keyring, drafts.figures("2026-11"))
    publish.publish(people, keyring, drafts.supplement("2026-11"))
    return [
        release_file.export(people, 1),
        release_file.export(people, 2),
        release_file.export(people, 3, with_comments=True),
    ]


def changed(content: bytes, old: str, new: str) -> bytes:
    assert old.encode() in content
    return content.replace(old.encode(), new.encode(), 1)


def test_a_release_is_found_as_it_was_signed(files: list[bytes]) -> None:
    verdict = manifest.verify(files[0])
    assert verdict.ok
    assert verdict.lines[0] == "Release 1: figures of round 2026-08, published on 1 December 2026."
    assert "All 3 parts are as they were signed." in verdict.lines
    assert "It is the first release." in verdict.lines


def test_the_chain_is_checked_with_the_file_before(files: list[bytes]) -> None:
    assert "It follows release 1, the file you gave." in (
        manifest.verify(files[1], previous=files[0]).lines
    )
    assert manifest.verify(files[2], previous=files[1]).ok
    broken = manifest.verify(files[2], previous=files[0])
    assert not broken.ok
    assert broken.lines[-1] == ("The release before it is another one than the file you gave.")


def test_the_published_key_is_compared(files: list[bytes], tmp_path: Path) -> None:
    key = bytes.fromhex(json.loads(files[0])["manifest"]["public_key"])
    assert manifest.verify(files[0], key).ok
    wrong = manifest.verify(files[0], bytes(32))
    assert wrong.lines[-1] == "It was signed with another key than the one you gave."


def test_a_changed_figure_is_named_by_its_part(files: list[bytes]) -> None:
    verdict = manifest.verify(changed(files[0], '"base":40', '"base":41'))
    assert not verdict.ok
    assert verdict.lines[-1] == "The part “cells” was changed after signing."


def test_a_changed_manifest_no_longer_fits_its_signature(files: list[bytes]) -> None:
    verdict = manifest.verify(changed(files[0], '"number":1', '"number":7'))
    assert verdict.lines[-1] == "The signature does not fit the manifest."


def test_a_missing_or_added_part_is_named(files: list[bytes]) -> None:
    whole = json.loads(files[0])
    part = whole["parts"].pop("groups")
    assert manifest.verify(canonical.dumps(whole)).lines[-1] == "The part “groups” is missing."
    whole["parts"] |= {"groups": part, "more": []}
    assert "added after signing" in manifest.verify(canonical.dumps(whole)).lines[-1]


def test_a_copy_without_the_comments_can_still_be_checked(people: Session, tmp_path: Path) -> None:
    publish.publish(people, Keyring(tmp_path), drafts.supplement())
    without = release_file.export(people, 1)
    assert b"Only for us" not in without
    verdict = manifest.verify(without)
    assert verdict.ok
    assert any("leaves the comments out" in line for line in verdict.lines)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[]", b"{}", b'{"format":"pulse-release-file/1"}', b"[" * 100_000],
)
def test_what_is_no_release_is_said_to_be_none(content: bytes) -> None:
    assert not manifest.verify(content).ok


def test_an_unreadable_manifest_is_refused_in_words(files: list[bytes]) -> None:
    for path, value in [
        (("manifest", "format"), "pulse-release/9"),
        (("manifest", "published_on"), "soon"),
        (("manifest", "published_on"), 5),
        (("manifest", "public_key"), "zz"),
        (("signature",), "zz"),
        (("parts",), []),
    ]:
        whole = json.loads(files[0])
        holder = whole
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = value
        assert not manifest.verify(canonical.dumps(whole)).ok


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_byte_is_found(files: list[bytes], data: st.DataObject) -> None:
    content = bytearray(files[data.draw(st.integers(0, 2))])
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    assert not manifest.verify(bytes(content)).ok


@settings(max_examples=200)
@given(st.text())
@example("an accent after a line's end:\n\u0303")
def test_any_text_survives_the_road_into_a_file(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return  # half of a pair: no page and no database lets it in
    draft = drafts.supplement(text=text)
    content = manifest.compose(draft, number=1, previous=None, public_key=bytes(32))
    whole = manifest.file(content, b"", draft.documents())
    assert canonical.dumps(json.loads(whole)) == whole


def test_where_a_comment_stands_is_no_part_of_what_was_signed() -> None:
    """A supplement keeps the bytes that it had before a comment knew its release."""
    one = Comment(0, "2026-11", "S1", "open", "union", "Words", {}, release=7)
    rows = [
        {
            "position": 0,
            "wave": "2026-11",
            "group_code": "S1",
            "item": "open",
            "reader": "union",
            "text": "Words",
            "themes": {},
        }
    ]
    assert document.rows("comments", [one]) == {"comments": rows}
    assert replace(one, release=0) == one
