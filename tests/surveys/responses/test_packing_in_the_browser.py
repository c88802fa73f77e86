"""The browser packs byte for byte what the server packs, and refuses the same in the same words."""

import base64
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from surveys.comments.kept import Kept
from surveys.comments.readers import Reader
from surveys.responses import packing
from surveys.responses.packing import Comment, TooLong, TooMuch
from tests.surveys.responses.browser_modules import Modules, imported

pytestmark = pytest.mark.browser

#: what people type, what keyboards make of it, and what breaks programs
PIECES = (
    *("a", "Z", "7", " ", "word ", "Fälle über Fälle. ", "caseload’s too high – ", "ŵŷ"),
    *(
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\x00",
        "\x1f",
        "\x7f",
        "\x85",
        "\xa0",
        "\u2028",
        "\u3000",
        "\ufeff",
    ),
    *('"', "\\", "/", "\\u0041", "</script>", "\b", "\f", "\x0b", "\x1c"),
    *("🙂", "👩🏽‍🚒", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "𝒜", "\ud83d", "\ude42", "\udfff"),
    *(
        "e\u0301",
        "n\u0303",
        "\u0301",
        "\u1112\u1161\u11ab",
        "\ufb01",
        "\u2126",
        "\u0344",
        "q\u0323\u0307",
    ),
    *("مرحبا", "שלום", "漢字", "नमस्ते", "\u200d", "\u202e", "\uffff", "\U0010ffff"),
)
ENDS = ("", " ", "\n", "\x85", "\x1c", "\u2003", "\ufeff", "\u200b", "\r\n \t", "\x00")


@pytest.fixture(scope="module")
def modules(chromium: Browser) -> Iterator[Modules]:
    with imported(chromium, "pack") as page:
        yield page


def sent(text: str) -> str:
    """As a browser has it: two halves that meet are one character."""
    return str(json.loads(json.dumps(text)))


def a_text(seeded: random.Random) -> str:
    size = seeded.choice((0, 1, 2, 5, 20, 100))
    middle = "".join(seeded.choice(PIECES) for _ in range(size))
    return sent(seeded.choice(ENDS) + middle + seeded.choice(ENDS))


def at_the_limits() -> Iterator[str]:
    """One less, as much as fits, one more: in characters, then in bytes as JSON writes them."""
    for letter in ("x", "ŵ", "🙂", '"', "\\", "e\u0301", "漢", "\x01", "\r\n"):
        written = len(json.dumps(packing._tidied(f"x{letter}x"), ensure_ascii=False).encode()) - 4
        for most in (1000, 4000 // written):
            for off in (-1, 0, 1, 5):
                yield "x" + letter * (most - 2 + off) + "x"
    yield from ("🙂" * 1000, "🙂" * 1001, '"' * 1000, "🙂" * 999 + "\x7f\x7f")


def a_ballot(seeded: random.Random) -> dict[str, Any]:
    values: tuple[Callable[[], Any], ...] = (
        lambda: seeded.choice(("agree", "none", "1", "ü", "𝒜 \u212b", '"\\\n\x00', "")),
        lambda: [seeded.choice(("phone", "online", "e\u0301")) for _ in range(seeded.randrange(4))],
    )
    keys = (
        "q",
        "2",
        "10",
        "b_1",
        "Z",
        "constructor",
        "__proto__",
        "\uffff",
        "𝒜",
        "e\u0301",
        "é",
        '"',
    )
    codes = seeded.sample(keys, seeded.randrange(len(keys) + 1))
    comments = [
        {
            "item": seeded.choice(("why", "é", "b")),
            "reader": seeded.choice(tuple(Reader)),
            "text": text,
            "kept": [[n, a_text(seeded)[:60]] for n in range(seeded.choice((0, 0, 1, 5)))],
        }
        for text in (a_text(seeded) for _ in range(seeded.choice((0, 1, 1, 2, 2, 3))))
    ]
    return {"answers": [[code, seeded.choice(values)()] for code in codes], "comments": comments}


def ballots() -> list[dict[str, Any]]:
    seeded = random.Random(8192)
    limits = [
        {"answers": [], "comments": [{"item": "why", "reader": "union", "text": text}]}
        for text in at_the_limits()
    ]
    second = [
        {
            "answers": [],
            "comments": [*one["comments"], {"item": "b", "reader": "union", "text": "y" * n}],
        }
        for one, n in zip(limits, range(997, 1060), strict=False)
    ]
    second += [
        {"answers": [["q", "x" * n]], "comments": [*one["comments"], *one["comments"]]}
        for one, n in zip(limits, range(0, 3000, 41), strict=False)
    ]
    whole = [{"answers": [["q", "x" * n]], "comments": []} for n in (8159, 8160, 8161, 8162, 9000)]
    return [a_ballot(seeded) for _ in range(400)] + limits + second + whole


def in_python(ballot: dict[str, Any]) -> list[Any]:
    """["packed", base64], or the refusal as [name, item, over, message]."""
    comments = [
        Comment(
            c["item"],
            c["text"],
            Reader(c["reader"]),
            tuple(Kept(mark, words) for mark, words in c.get("kept", [])),
        )
        for c in ballot["comments"]
    ]
    try:
        packed = packing.pack(dict(ballot["answers"]), comments)
    except TooLong as refusal:
        return ["TooLong", refusal.item, refusal.over, str(refusal)]
    except TooMuch as refusal:
        return ["TooMuch", None, None, str(refusal)]
    return ["packed", base64.urlsafe_b64encode(packed).rstrip(b"=").decode()]


def test_the_browser_packs_byte_for_byte_as_the_server(modules: Modules) -> None:
    given = ballots()
    expected = [in_python(ballot) for ballot in given]
    found = modules.run(
        """
        const { pack, toBase64url } = ballot
        return given.map(({ answers, comments }) => {
          try {
            return ['packed', toBase64url(pack(Object.fromEntries(answers), comments))]
          } catch (error) {
            return [error.name, error.item ?? null, error.over ?? null, error.message]
          }
        })
        """,
        given,
    )
    differing = [(b, e, f) for b, e, f in zip(given, expected, found, strict=True) if e != f]
    assert differing == []
    kinds = [kind for kind, *_ in expected]
    assert kinds.count("packed") >= 300
    assert kinds.count("TooLong") >= 10
    assert kinds.count("TooMuch") >= 10


def test_the_browser_counts_what_is_too_much_as_the_server(modules: Modules) -> None:
    seeded = random.Random(1000)
    long = [a_text(seeded) * seeded.choice((1, 5, 20, 60)) for _ in range(100)]
    texts = [sent(text) for text in (*at_the_limits(), *long)]
    over = modules.run("return given.map(ballot.excess)", texts)
    assert over == [packing.excess(text) for text in texts]
    assert 10 < len([n for n in over if n]) < len(over) - 10


def test_the_browser_knows_the_same_readers_and_limits(modules: Modules) -> None:
    readers, *limits = modules.run(
        "const { READERS, PACKED, MOST_COMMENTS, MOST_CHARACTERS, MOST_BYTES, MOST_KEPT } = ballot\n"
        "return [READERS, PACKED, MOST_COMMENTS, MOST_CHARACTERS, MOST_BYTES, MOST_KEPT]"
    )
    assert readers == list(Reader)
    assert limits == [
        packing.PACKED,
        packing.MOST_COMMENTS,
        packing.MOST_CHARACTERS,
        packing.MOST_BYTES,
        packing.MOST_KEPT,
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": {"q": 1}, "comments": []},
        {"answers": {"q": None}, "comments": []},
        {"answers": {"q": ["a", True]}, "comments": []},
        {"answers": {"q": "\ud83d"}, "comments": []},
        {"answers": {}, "comments": [{"item": "i", "reader": "boss", "text": "t"}]},
    ],
)
def test_what_the_opening_would_drop_is_never_packed(modules: Modules, wrong: object) -> None:
    refused = modules.run(
        "try { ballot.pack(given.answers, given.comments); return '' } catch (error) { return error.name }",
        wrong,
    )
    assert refused == "TypeError"
