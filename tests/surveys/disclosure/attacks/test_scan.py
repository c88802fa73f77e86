"""The scan of what is made of a release: a hidden group's name beside one of its own numbers, however it is packed."""

import io
import struct
import zipfile
import zlib

import pytest

from surveys.disclosure.attacks.scan import scan

PICTURE = b"\x89PNG\r\n\x1a\n"
HIDDEN = {"Court Team": {"7", "57"}, "T09": {"7"}}


def packed(text: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sheet1.xml", text)
    return whole.getvalue()


def chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


@pytest.mark.parametrize(
    "content",
    [
        b"Court Team,workload,7\n",
        b"<tr><th>Court Team</th><td>7</td></tr>",
        b'<g role="img"><title>Court Team: 57 %</title></g>',
        b'{"code": "T09", "base": 7}',
        b'{"code":"T09","base":7}',
        packed(b"<c><v>Court Team</v></c><c><v>7</v></c>"),
        b"%PDF\n1 0 obj\nstream\n" + zlib.compress(b"(Court Team) Tj (7) Tj") + b"\nendstream\n",
        b"%PDF\nstream\n(Court Team) Tj (7) Tj\nendstream\n",
        packed(PICTURE + chunk(b"tEXt", b"Description\0Court Team: 57 %")),
        PICTURE + chunk(b"IDAT", b"x") + chunk(b"tEXt", b"Description\0Court Team: 57 %"),
        PICTURE + chunk(b"zTXt", b"Description\0\0" + zlib.compress(b"Court Team: 57 %")),
    ],
)
def test_a_number_of_a_hidden_group_is_found(content: bytes) -> None:
    (finding,) = scan({"page": content}, HIDDEN)
    assert finding.figure in ("Court Team in page", "T09 in page")
    assert "7" not in finding.figure


@pytest.mark.parametrize(
    "content",
    [
        b"Court Team,workload,[c]\nHarbour Team,workload,7\n",
        b"<tr><th>Court Team</th><td>withheld</td></tr><tr><th>Mill Team</th><td>7</td></tr>",
        b'{"code": "T09", "base": null}, {"code": "T10", "base": 7}',
        b"Court Team, 17 people; 7.5 and 57.1 and 570",
        b"Court Teams: 7",
        b"Court Team. You are logged in until 7:57, and until 10:57 at most.",
        b"7 people, of whom nobody is of the Court Team",
        packed(b"<v>Harbour Team</v><v>7</v>"),
        b"stream\nno stream of zlib Court\nendstream",
        b"\xff\xfe\x00Court",
        PICTURE + chunk(b"IDAT", b"\xa7 T09\x01 7 \xff"),
        b"%PDF\nstream\n\xa7 T09\x01 7 \xff\nendstream\n",
    ],
)
def test_other_numbers_and_other_groups_are_let_be(content: bytes) -> None:
    assert scan({"page": content}, HIDDEN) == ()


def test_every_file_and_group_is_named_once_in_order() -> None:
    found = scan({"b": b"T09 7\nCourt Team 7\nT09 7", "a": b"T09: 7"}, HIDDEN)
    assert [one.figure for one in found] == ["T09 in a", "Court Team in b", "T09 in b"]


def test_a_group_without_numbers_is_nowhere() -> None:
    assert scan({"a": b"T09: 7"}, {"T09": ()}) == ()
