from dataclasses import replace

import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from surveys.comments.kept import Kept
from surveys.comments.readers import Reader
from surveys.responses import packing, seal
from surveys.responses.packing import Comment, TooLong, TooMuch, Unreadable

KEY = seal.load_key(seal.new_key())
PUBLIC = seal.public_part(KEY)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=500)


def a_comment(text: str, item: str = "why") -> Comment:
    return Comment(item, text, Reader.UNION)


def test_the_suite_reads_the_vector_of_rfc_9180_a_3() -> None:
    key = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2"
    info = "4f6465206f6e2061204772656369616e2055726e"
    encapsulated = (
        "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f95"
        "1c0900be863c403ce65c9bfcb9382657222d18c4"
    )
    ciphertext = (
        "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
    )
    said = openssl.hpke._decrypt_with_aad(
        seal._SUITE,
        bytes.fromhex(encapsulated + ciphertext),
        ec.derive_private_key(int(key, 16), ec.SECP256R1()),
        bytes.fromhex(info),
        b"Count-0",
    )
    assert said == b"Beauty is truth, truth beauty"


@given(
    st.dictionaries(st.text(max_size=20), TEXTS | st.lists(TEXTS, max_size=3), max_size=1),
    st.lists(TEXTS, max_size=2),
)
def test_every_ballot_is_8273_bytes_and_reads_back(
    answers: dict[str, str | list[str]], texts: list[str]
) -> None:
    packed = seal.pack(answers, [a_comment(text) for text in texts])
    assert len(packed) == 8192
    ciphertext = seal.seal(PUBLIC, "w", "b", packed)
    assert len(ciphertext) == seal.SEALED == 8273
    contents = packing.unpack(seal.unseal(KEY, "w", "b", ciphertext))
    assert packing.pack(contents.answers, contents.comments) == packed


def test_the_same_ballot_is_never_sealed_to_the_same_bytes() -> None:
    packed = seal.pack({"q": "1"}, [])
    assert seal.seal(PUBLIC, "w", "b", packed) != seal.seal(PUBLIC, "w", "b", packed)


@pytest.mark.parametrize(("wave", "block"), [("w", "c"), ("v", "b"), ("w|b", "")])
def test_a_ballot_cannot_be_moved_to_another_wave_or_block(wave: str, block: str) -> None:
    ciphertext = seal.seal(PUBLIC, "w", "b", seal.pack({}, []))
    with pytest.raises(Unreadable):
        seal.unseal(KEY, wave, block, ciphertext)


def test_rubbish_is_unreadable() -> None:
    ciphertext = seal.seal(PUBLIC, "w", "b", seal.pack({}, []))
    for rubbish in (b"", b"\x04" * 8273, ciphertext[:-1], ciphertext[:-1] + b"\0"):
        with pytest.raises(Unreadable):
            seal.unseal(KEY, "w", "b", rubbish)


def test_a_comment_of_1000_letters_fits_and_1001_do_not() -> None:
    seal.pack({}, [a_comment("x" * 1000), a_comment("ŵ" * 1000)])
    with pytest.raises(TooLong, match="second comment is about 1 character too long") as refused:
        seal.pack({}, [a_comment("fine"), a_comment("x" * 1001, item="better")])
    assert (refused.value.item, refused.value.over) == ("better", 1)


#: Every living script is written with characters of at most three bytes.
SCRIPTS = st.characters(max_codepoint=0xFFFF, exclude_categories=("Cs", "Cc"))


@given(st.text(SCRIPTS, min_size=700, max_size=1000))
def test_two_comments_that_are_not_too_long_always_fit(text: str) -> None:
    if packing.excess(text):
        with pytest.raises(TooLong):
            seal.pack({}, [a_comment(text)])
    else:
        answers = {f"item_{n:02}": "strongly_disagree" for n in range(40)}
        assert len(seal.pack(answers, [a_comment(text), a_comment(text)])) == 8192


@pytest.mark.parametrize("letter", ["🙂", "𝒜", "漢", "न", '"', "x"])
def test_1000_characters_fit_in_any_alphabet_and_1001_do_not(letter: str) -> None:
    answers = {f"item_{n:02}": "strongly_disagree" for n in range(40)}
    assert len(seal.pack(answers, [a_comment(letter * 1000)])) == 8192
    with pytest.raises(TooLong, match="about 1 character too long"):
        seal.pack(answers, [a_comment(letter * 1001)])


def test_two_comments_of_emoji_that_do_not_fit_together_are_refused_as_such() -> None:
    answers = {f"item_{n:02}": "strongly_disagree" for n in range(10)}
    both = [a_comment("🙂" * 1000), a_comment("🙂" * 1000, item="better")]
    with pytest.raises(TooLong, match=r"Your two comments together are about .* Shorten one") as no:
        seal.pack(answers, both)
    shorter = [both[0], a_comment("🙂" * (1000 - no.value.over), item="better")]
    assert len(seal.pack(answers, shorter)) == 8192


def test_words_to_ask_for_come_back_as_they_were_packed() -> None:
    kept = (Kept(0, "Mosaic “Plus”"), Kept(3, "Tŷ Hafan"))
    asked = replace(a_comment("[name] and [place]"), kept=kept)
    (comment,) = seal.unpack(seal.pack({}, [asked])).comments
    assert comment.kept == kept


@pytest.mark.parametrize(
    "kept",
    [1, {"0": "a"}, [[0]], [["0", "a"]], [[-1, "a"]], [[True, "a"]], [[0, 1]], [[0, "a"]] * 6],
)
def test_words_to_ask_for_that_no_page_of_ours_writes_are_unreadable(kept: object) -> None:
    raw = {"item": "i", "text": "[name]", "reader": "union", "kept": kept}
    with pytest.raises(Unreadable):
        packing.read_comment(raw)


def test_blank_comments_are_left_out_and_line_ends_count_once() -> None:
    packed = seal.pack({}, [a_comment(" \r\n "), a_comment("one\r\n" * 200), a_comment("")])
    (comment,) = seal.unpack(packed).comments
    assert comment.text == ("one\n" * 200).strip()


def test_half_an_emoji_does_not_stop_a_ballot() -> None:
    (comment,) = seal.unpack(seal.pack({}, [a_comment("a\ud83d b")])).comments
    assert comment.text == "a? b"


def test_more_than_a_ballot_holds_is_refused() -> None:
    with pytest.raises(TooMuch, match="at most 2"):
        seal.pack({}, [a_comment("a")] * 3)
    with pytest.raises(TooMuch, match="more answers"):
        seal.pack({"q": "x" * 9000}, [])


@pytest.mark.parametrize(
    "written",
    [
        b"not JSON",
        b"[]",
        b"1",
        b"\xff",
        b"[" * 8000,
        b'{"answers": {}}',
        b'{"answers": [], "comments": []}',
        b'{"answers": {"q": 1}, "comments": []}',
        b'{"answers": {"q": ["a", null]}, "comments": []}',
        b'{"answers": {}, "comments": {"a": 1}}',
        b'{"answers": {}, "comments": [{"item": "i", "text": "t", "reader": "boss"}]}',
        b'{"answers": {}, "comments": [{"item": "i", "text": 1, "reader": "union"}]}',
        b'{"answers": {}, "comments": [1]}',
        b'{"answers": {}, "comments": [[], [], []]}',
    ],
)
def test_what_is_no_ballot_is_unreadable(written: bytes) -> None:
    with pytest.raises(Unreadable):
        packing.unpack(packing.pad(written, 8192))


def test_wrong_padding_is_unreadable() -> None:
    packed = seal.pack({}, [])
    for wrong in (packed[:-1], packed + b"\0", packed[:-1] + b"x", b"\xff" * 8192, b""):
        with pytest.raises(Unreadable):
            packing.unpack(wrong)


def test_a_key_of_another_kind_is_refused() -> None:
    from cryptography.hazmat.primitives.asymmetric import ed25519
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    other = ed25519.Ed25519PrivateKey.generate()
    with pytest.raises(TypeError):
        seal.load_key(other.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))
