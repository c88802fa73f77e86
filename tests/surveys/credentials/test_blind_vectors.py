"""Our blind signatures are the RFC's and the oracle's, byte for byte. In Chromium: test_blind_in_the_browser.py."""

import pytest

from surveys.credentials import blind, blinding
from tests.surveys.credentials import blind_vectors
from tests.surveys.credentials.blind_vectors import Vector

RFC = blind_vectors.rfc()
RECORDED = blind_vectors.recorded()


def name_of(vector: Vector) -> str:
    return vector.name


def test_the_vectors_are_all_there() -> None:
    assert [vector.name for vector in RFC] == [
        "RSABSSA-SHA384-PSS-Randomized",
        "RSABSSA-SHA384-PSSZERO-Randomized",
        "RSABSSA-SHA384-PSS-Deterministic",
        "RSABSSA-SHA384-PSSZERO-Deterministic",
    ]
    assert len(RECORDED) == 60
    assert len({vector.modulus for vector in RECORDED}) == 3


@pytest.mark.parametrize("vector", RFC + RECORDED, ids=name_of)
def test_a_message_is_blinded_as_theirs(vector: Vector) -> None:
    ours = blinding.blind_message(vector.modulus, vector.prepared, salt=vector.salt, r=vector.r)
    assert ours.blinded == vector.blinded
    assert ours.inverse == vector.inverse


@pytest.mark.parametrize("vector", RFC + RECORDED, ids=name_of)
def test_a_blinded_message_is_signed_as_theirs(vector: Vector) -> None:
    assert blind.sign(vector.key, vector.blinded) == vector.blind_signature


@pytest.mark.parametrize("vector", RFC + RECORDED, ids=name_of)
def test_the_blind_is_taken_off_as_theirs(vector: Vector) -> None:
    signature = blinding.unblind(vector.modulus, vector.blind_signature, vector.inverse)
    assert signature == vector.signature


@pytest.mark.parametrize("vector", RFC + RECORDED, ids=name_of)
def test_their_signature_is_right_when_it_has_the_salt_we_ask_for(vector: Vector) -> None:
    is_right = blind.is_signed(vector.modulus, vector.prepared, vector.signature)
    assert is_right == (len(vector.salt) == 48)


def test_their_credentials_are_ours() -> None:
    for vector in RECORDED:
        assert blind.verify(vector.modulus, vector.prepared, vector.signature)


def test_a_credential_of_another_size_of_key_is_none() -> None:
    vector = RFC[0]
    assert blind.is_signed(vector.modulus, vector.prepared, vector.signature)
    assert not blind.verify(vector.modulus, vector.prepared, vector.signature)
