"""Colour and logo: white letters can be read on every colour that is taken, and a logo holds nothing but its picture."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from surveys.fieldwork import branding, colour, picture
from surveys.fieldwork.branding import BadColour
from surveys.fieldwork.picture import JPEG, LARGEST, PNG, BadPicture
from tests.surveys.fieldwork import pictures

BYTE = st.integers(0, 255)
COLOURS = st.tuples(BYTE, BYTE, BYTE)
WHITE = (255, 255, 255)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (WHITE, (0, 0, 0), 21.0),
        (WHITE, WHITE, 1.0),
        (WHITE, (0x76, 0x76, 0x76), 4.54),
        ((0x0F, 0x4C, 0x5C), WHITE, 9.5),
    ],
)
def test_contrast_is_that_of_wcag(one: colour.Rgb, other: colour.Rgb, ratio: float) -> None:
    assert colour.contrast(one, other) == pytest.approx(ratio, abs=0.1)
    assert colour.contrast(one, other) == colour.contrast(other, one)


@given(COLOURS)
def test_the_nearest_colour_can_be_read_and_is_the_same_where_it_could_be(
    chosen: colour.Rgb,
) -> None:
    near = colour.nearest(chosen)
    assert colour.is_readable(near)
    assert (near == chosen) == colour.is_readable(chosen)
    assert all(after <= before for after, before in zip(near, chosen, strict=True))
    assert colour.read(colour.written(chosen)) == chosen


@given(COLOURS)
def test_every_shade_can_be_read_where_it_stands(chosen: colour.Rgb) -> None:
    shades = {
        name: colour.read(value) for name, value in colour.shades(colour.nearest(chosen)).items()
    }
    for name in ("brand", "link", "link-hover"):
        for below in (WHITE, shades["surface"]):
            own = shades[name]
            assert own is not None
            assert below is not None
            assert name == "brand" or colour.is_readable(own, below), (name, below)
    for below in ("surface", "chosen"):
        ground = shades[below]
        assert ground is not None
        assert colour.contrast((0x0B, 0x0C, 0x0C), ground) > 7


@pytest.mark.both_databases
def test_a_colour_is_kept_as_it_is_written(people: Session) -> None:
    assert branding.of(people) is None
    assert branding.paint(people, " 7A1F3D ").colour == "#7a1f3d"
    assert branding.paint(people, "#05c").colour == "#0055cc"
    assert branding.paint(people, "").colour is None


@pytest.mark.parametrize("typed", ["red", "#12345", "#gggggg", "rgb(0,0,0)", "#0f4c5c;}", "ﬀﬀﬀ"])
def test_what_is_no_colour_is_refused(people: Session, typed: str) -> None:
    with pytest.raises(BadColour, match="such as #0f4c5c"):
        branding.paint(people, typed)


def test_a_pale_colour_is_refused_with_the_nearest_that_works(people: Session) -> None:
    with pytest.raises(BadColour, match="White letters cannot be read") as refusal:
        branding.paint(people, "#ffcc00")
    assert refusal.value.instead is not None
    assert branding.paint(people, refusal.value.instead).colour == refusal.value.instead


@pytest.mark.parametrize(
    ("content", "kind"), [(pictures.with_traces(), PNG), (pictures.jpeg(), JPEG)]
)
def test_a_logo_holds_its_picture_and_nobodys_traces(content: bytes, kind: str) -> None:
    kept = picture.clean(content)
    assert kept.media_type == kind
    assert all(trace not in kept.content for trace in (*pictures.TRACES, b"<script>"))
    assert picture.clean(kept.content) == kept


def test_a_png_without_traces_is_kept_byte_for_byte() -> None:
    assert picture.clean(pictures.png()).content == pictures.png()


BAD = {
    "svg": (b"\n<svg xmlns='x' onload='alert(1)'/>", "SVG files can hold programs"),
    "xml": (b"<?xml version='1.0'?><svg/>", "SVG files can hold programs"),
    "gif": (b"GIF89a" + b"\x00" * 20, "neither PNG nor JPEG"),
    "empty": (b"", "neither PNG nor JPEG"),
    "page": (b"<html>", "neither PNG nor JPEG"),
    "large": (pictures.png() + b"\x00" * LARGEST, "larger than 200 kB"),
    "wide": (pictures.png(width=2_001, height=1), "at most 2000 points"),
    "nothing": (pictures.png(width=0), "at most 2000 points"),
    "interlaced": (pictures.png(interlaced=1), "without interlacing"),
    "a bomb": (pictures.png(width=10, height=10, rows=2_000), "damaged"),
    "too few rows": (pictures.png(rows=1), "damaged"),
    "cut off": (pictures.png()[:-6], "damaged"),
    "no end": (pictures.png()[:-12], "damaged"),
    "changed": (pictures.png().replace(b"IDAT", b"IDAU"), "damaged"),
    "no head": (b"\x89PNG\r\n\x1a\n" + pictures.chunk(b"IEND", b""), "damaged"),
    "jpeg cut": (pictures.jpeg()[:30], "damaged"),
    "jpeg without end": (pictures.jpeg(end=b""), "damaged"),
    "jpeg without frame": (pictures.jpeg(frame=False), "damaged"),
    "jpeg astray": (b"\xff\xd8\xff\xe0\x00\x02\x00\x00", "damaged"),
    "jpeg wide": (pictures.jpeg(width=3_000), "at most 2000 points"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_logo_is_refused_in_a_sentence(people: Session, name: str) -> None:
    content, says = BAD[name]
    with pytest.raises(BadPicture, match=says):
        branding.put_logo(people, content, "Northmoor")
    assert branding.of(people) is None


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", pictures.png()[:8], pictures.jpeg()[:3], pictures.png()[:60]]),
)
def test_any_bytes_are_a_picture_or_refused(tail: bytes, head: bytes) -> None:
    try:
        kept = picture.clean(head + tail)
    except BadPicture:
        return
    assert struct.pack(">H", 0xFFD8) in kept.content or kept.content.startswith(b"\x89PNG")


@pytest.mark.both_databases
def test_a_logo_is_kept_under_its_hash_and_taken_away(people: Session) -> None:
    row = branding.put_logo(people, pictures.png(), " Northmoor   Council ")
    people.commit()
    assert (row.logo, row.logo_type, row.logo_alt) == (pictures.png(), PNG, "Northmoor Council")
    assert len(row.logo_digest or "") == 64
    branding.take_logo_away(people)
    people.commit()
    assert row.logo is None
    assert row.logo_digest is None
