import gmpy2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.credentials import blind, blinding
from surveys.credentials.blind import NotBlinded, PrivateKey, SigningFailed
from surveys.errors import Refusal
from tests.surveys.credentials import blind_vectors
from tests.surveys.credentials.blind_vectors import Vector

KEY, OTHER = (blind.load_key(stored) for stored in blind_vectors.stored_keys()[:2])
MODULUS = blind.public_part(KEY)
N = int(KEY.n)
ISSUED = st.sampled_from([one for one in blind_vectors.recorded() if one.modulus == MODULUS])
BYTES = st.integers(0, 383)


def as_bytes(number: int, size: int = 384) -> bytes:
    return int(number).to_bytes(size, "big")


def stored(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def issue(prepared: bytes) -> bytes:
    sent = blinding.blind_message(MODULUS, prepared)
    return blinding.finalize(MODULUS, prepared, blind.sign(KEY, sent.blinded), sent.inverse)


def test_a_new_key_makes_a_credential() -> None:
    key = blind.load_key(blind.new_key())
    modulus = blind.public_part(key)
    prepared = blinding.prepare()
    sent = blinding.blind_message(modulus, prepared)
    signed = blind.sign(key, sent.blinded)
    credential = blinding.finalize(modulus, prepared, signed, sent.inverse)
    assert (len(modulus), len(prepared), len(credential)) == (384, 64, 384)
    assert modulus[0] >= 0x80
    assert blind.verify(modulus, prepared, credential)


def test_the_same_blinded_message_gives_the_same_signature() -> None:
    blinded = blinding.blind_message(MODULUS, blinding.prepare()).blinded
    assert len({blind.sign(KEY, blinded) for _ in range(3)}) == 1


def test_two_blindings_of_the_same_token_are_unequal() -> None:
    prepared = blinding.prepare()
    one, other = (blinding.blind_message(MODULUS, prepared) for _ in range(2))
    assert one.blinded != other.blinded
    assert one.inverse != other.inverse


def test_two_preparations_of_the_same_token_are_unequal() -> None:
    token = bytes(32)
    assert blinding.prepare(token) != blinding.prepare(token)
    assert blinding.prepare(token).endswith(token)


@pytest.mark.parametrize("number", [0, 1, N - 1, N, N + 2])
def test_a_number_out_of_range_is_not_signed(number: int) -> None:
    with pytest.raises(NotBlinded):
        blind.sign(KEY, as_bytes(number))


@pytest.mark.parametrize("number", [2, N - 2])
def test_a_number_at_the_edge_of_the_range_is_signed(number: int) -> None:
    signature = blind.sign(KEY, as_bytes(number))
    assert pow(int.from_bytes(signature, "big"), 65537, N) == number


@pytest.mark.parametrize("size", [0, 1, 383, 385, 512])
def test_a_message_of_another_length_is_not_signed(size: int) -> None:
    with pytest.raises(NotBlinded):
        blind.sign(KEY, as_bytes(12345).rjust(size, b"\0")[-size:] if size else b"")


@pytest.mark.parametrize("factor", [KEY.p, KEY.q, 3 * KEY.p])
def test_a_number_that_shares_a_factor_with_the_key_is_not_signed(factor: int) -> None:
    with pytest.raises(NotBlinded):
        blind.sign(KEY, as_bytes(factor))


def test_the_refusals_say_what_to_do_and_nothing_of_the_message() -> None:
    for refusal in (NotBlinded(), SigningFailed()):
        assert isinstance(refusal, Refusal)
        assert "Nothing was used up" in str(refusal)


@pytest.mark.parametrize("broken_half", [1, 2])
def test_a_faulty_signature_never_leaves(broken_half: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong half would give the key away: gcd(s^e - m, n) is a prime of it."""
    half, turns = blind._half, iter(range(1, 3))

    def faulty(number: int, exponent: int, prime: int) -> int:
        return half(number, exponent, prime) ^ (next(turns) == broken_half)

    monkeypatch.setattr(blind, "_half", faulty)
    with pytest.raises(SigningFailed):
        blind.sign(KEY, as_bytes(12345))


def test_what_the_check_holds_back_would_give_the_key_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So that the test above is known to break what matters."""
    half, turns = blind._half, iter(range(2))
    monkeypatch.setattr(blind, "_half", lambda *given: half(*given) ^ (next(turns) == 1))
    leaked = blind._root(KEY, gmpy2.mpz(12345))
    assert gmpy2.gcd(pow(int(leaked), 65537, N) - 12345, N) in (KEY.p, KEY.q)


def test_a_damaged_key_signs_nothing() -> None:
    parts = {name: getattr(KEY, name) for name in PrivateKey.__slots__}
    for name in ("p", "q", "dp", "dq", "qinv"):
        damaged = PrivateKey(**(parts | {name: parts[name] ^ 2}))
        with pytest.raises(SigningFailed):
            blind.sign(damaged, as_bytes(12345))


def test_the_secret_exponents_never_meet_what_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    met = []
    half = blind._half
    monkeypatch.setattr(blind, "_half", lambda *given: met.append(given[0]) or half(*given))
    blinded = blinding.blind_message(MODULUS, blinding.prepare()).blinded
    for _ in range(3):
        blind.sign(KEY, blinded)
    assert len(set(met)) == 3  # both halves of a signature meet one number, each signature another
    assert int.from_bytes(blinded, "big") not in met


def test_no_repr_shows_a_key() -> None:
    shown = repr(KEY) + str(KEY)
    assert not any(str(int(getattr(KEY, name))) in shown for name in PrivateKey.__slots__)


def test_a_key_of_another_kind_is_no_key() -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    curve = ec.generate_private_key(ec.SECP256R1())
    for key in (short, curve):
        with pytest.raises(ValueError, match="3,072 bits"):
            blind.load_key(stored(key))


def test_a_key_with_another_exponent_is_no_key() -> None:
    cubes = rsa.generate_private_key(public_exponent=3, key_size=2048)
    with pytest.raises(ValueError, match="65537"):
        blind.private_key(cubes.private_numbers())


def test_bytes_that_are_no_key_are_no_key() -> None:
    with pytest.raises(ValueError):
        blind.load_key(b"no key")


@settings(max_examples=50)
@given(ISSUED, BYTES, st.integers(1, 255))
def test_an_altered_signature_is_refused(issued: Vector, place: int, change: int) -> None:
    altered = bytearray(issued.signature)
    altered[place] ^= change
    assert not blind.verify(MODULUS, issued.prepared, bytes(altered))


@settings(max_examples=50)
@given(ISSUED, st.integers(0, 63), st.integers(1, 255))
def test_a_signature_is_of_one_message_alone(issued: Vector, place: int, change: int) -> None:
    altered = bytearray(issued.prepared)
    altered[place] ^= change
    assert not blind.verify(MODULUS, bytes(altered), issued.signature)


def test_a_signature_is_of_one_key_alone() -> None:
    prepared = blinding.prepare()
    credential = issue(prepared)
    assert blind.verify(MODULUS, prepared, credential)
    assert not blind.verify(blind.public_part(OTHER), prepared, credential)


def test_a_signature_of_another_length_is_refused() -> None:
    prepared = blinding.prepare()
    credential = issue(prepared)
    for wrong in (b"", credential[1:], b"\0" + credential, credential + b"\0"):
        assert not blind.verify(MODULUS, prepared, wrong)
    assert not blind.verify(MODULUS, prepared + b"\0", credential)
    assert not blind.verify(MODULUS[1:], prepared, credential)


def test_the_same_signature_has_no_second_spelling() -> None:
    """To the arithmetic s and s + n are the same number; only s is a signature."""
    for issued in blind_vectors.recorded():
        larger = int.from_bytes(issued.signature, "big") + int(issued.key.n)
        if larger < 1 << 3072:
            assert not blind.verify(issued.modulus, issued.prepared, as_bytes(larger))


def test_a_blind_signature_is_no_credential_before_the_blind_is_off() -> None:
    for issued in blind_vectors.recorded():
        assert not blind.verify(issued.modulus, issued.prepared, issued.blind_signature)


def test_another_persons_inverse_opens_nothing() -> None:
    prepared = blinding.prepare()
    one, other = (blinding.blind_message(MODULUS, prepared) for _ in range(2))
    with pytest.raises(ValueError, match="wrong"):
        blinding.finalize(MODULUS, prepared, blind.sign(KEY, one.blinded), other.inverse)


def test_two_credentials_do_not_make_a_third() -> None:
    """Products of signatures are roots of products of messages, but no product is an encoded message."""
    one, other = blind_vectors.recorded()[:2]
    product = int.from_bytes(one.signature, "big") * int.from_bytes(other.signature, "big") % N
    for prepared in (one.prepared, other.prepared, blinding.prepare()):
        assert not blind.verify(MODULUS, prepared, as_bytes(product))


@given(ISSUED, ISSUED)
def test_whoever_signed_cannot_tell_whose_credential_it_is(asked: Vector, cast: Vector) -> None:
    """Each of what was asked and each of what was cast belong together by some blind, and all blinds are as likely.

    So the two say nothing of each other, however much anybody computes.
    """
    root, signature = (int.from_bytes(b, "big") for b in (asked.blind_signature, cast.signature))
    r = root * pow(signature, -1, N) % N
    with_it = blinding.blind_message(MODULUS, cast.prepared, salt=cast.salt, r=r)
    assert with_it.blinded == asked.blinded
    assert blinding.unblind(MODULUS, asked.blind_signature, with_it.inverse) == cast.signature
