"""Frames: pages made once, filled many times, packed without telling anything by their length."""

import gzip
import zlib

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from pulse.respond import frame, gzip_parts

texts = st.lists(st.tuples(st.binary(), st.booleans()))


@given(texts)
def test_any_parts_joined_are_a_gzip_stream_of_the_whole(parts: list[tuple[bytes, bool]]) -> None:
    blocks = [
        gzip_parts.packed(text) if fixed else gzip_parts.wrapped(text) for text, fixed in parts
    ]
    plain = b"".join(text for text, _ in parts)
    assert gzip.decompress(gzip_parts.joined(blocks, plain)) == plain


def test_a_long_text_is_wrapped_in_several_blocks() -> None:
    text = b"x" * 200_000
    assert gzip.decompress(gzip_parts.joined([gzip_parts.wrapped(text)], text)) == text


def test_what_fills_a_gap_does_not_change_the_length_by_repeating_the_page(app: Flask) -> None:
    page = f"<p>ABCDEFGH IJKLMNOP</p>{frame.gap('code')}<p>ABCDEFGH IJKLMNOP</p>"
    made = frame.of(page)
    with app.test_request_context(headers={"Accept-Encoding": "gzip"}):
        same = made.fill(code="ABCDEFGH IJKLMNOP")
        other = made.fill(code="QRSTUVWX 23456789")
    assert same.headers["Content-Encoding"] == "gzip"
    assert same.content_length == other.content_length
    plain = page.replace(frame.gap("code"), "ABCDEFGH IJKLMNOP")
    assert zlib.decompress(same.get_data(), 31).decode() == plain


def test_text_in_a_gap_is_escaped_and_markup_is_not(app: Flask) -> None:
    made = frame.of(f"{frame.gap('one')}|{frame.gap('two')}|{frame.gap('one')}")
    with app.test_request_context():
        response = made.fill(one="<a>", two=Markup("<b>"))
    assert response.get_data(as_text=True) == "&lt;a&gt;|<b>|&lt;a&gt;"
    assert "Content-Encoding" not in response.headers


def test_a_frame_is_made_once_and_again_when_the_organisation_looks_different(app: Flask) -> None:
    made: list[int] = []

    def make() -> frame.Frame:
        made.append(1)
        return frame.of("page")

    with app.test_request_context():
        frame.kept(("page", 1), make)
        frame.kept(("page", 1), make)
        assert len(made) == 1
        read_at, known = app.extensions["pulse_organisation"]
        app.extensions["pulse_organisation"] = (read_at, {**known, "reply_days": 7})
        frame.kept(("page", 1), make)
        assert len(made) == 2


def test_a_process_keeps_only_so_many_frames(app: Flask) -> None:
    with app.test_request_context():
        for number in range(500):
            frame.kept(("page", number), lambda: frame.of("page"))
    assert len(app.extensions["pulse_frames"]) <= 200
