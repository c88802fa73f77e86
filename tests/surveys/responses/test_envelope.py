"""Every envelope is as long as every other, and holds what was put in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.credentials.credential import Credential
from surveys.responses import envelope
from surveys.responses.envelope import BadBallot, Envelope
from surveys.responses.seal import SEALED

CIPHERTEXT = b"\4" + bytes(SEALED - 1)
CODES = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ-", min_size=1, max_size=40)
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
CREDENTIALS = st.builds(
    Credential,
    wave=NAMES.filter(lambda name: len(name.encode()) <= 20),
    block=NAMES.filter(lambda name: len(name.encode()) <= 60),
    prepared=st.binary(min_size=64, max_size=64),
    signature=st.binary(min_size=384, max_size=384),
)


@given(st.one_of(CODES, CREDENTIALS))
def test_what_goes_in_comes_out_and_the_size_tells_nothing(right: str | Credential) -> None:
    made = envelope.write(Envelope(right, CIPHERTEXT))
    assert len(made) == envelope.SIZE
    assert envelope.read(made) == Envelope(right, CIPHERTEXT)


@given(st.binary(max_size=200))
def test_anything_of_another_length_is_no_envelope(content: bytes) -> None:
    with pytest.raises(BadBallot):
        envelope.read(content)


@pytest.mark.parametrize("head", [b"", b"X", b"s", b"\0"])
def test_an_unknown_kind_of_right_is_refused(head: bytes) -> None:
    with pytest.raises(BadBallot):
        envelope.read(head.ljust(envelope.SIZE, b"\0"))


def test_text_that_is_none_is_refused() -> None:
    broken = b"S" + b"\xff" * (envelope.SIZE - 1)
    with pytest.raises(BadBallot):
        envelope.read(broken)
