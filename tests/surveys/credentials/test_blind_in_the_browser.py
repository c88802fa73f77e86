"""assets/ballot/blind.js in Chromium: the RFC's and the oracle's bytes, the server's part in Python, and a server that cheats."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error

from surveys.credentials import blind
from tests.surveys.credentials import blind_vectors
from tests.surveys.credentials.blind_vectors import Vector
from tests.surveys.responses.browser_modules import Modules, imported

pytestmark = pytest.mark.browser

KEY, OTHER = (blind.load_key(stored) for stored in blind_vectors.stored_keys()[:2])
MODULUS, ANOTHER = blind.public_part(KEY), blind.public_part(OTHER)
AGAIN = """
const { fromHex, toHex, toNumber, blindWith, finalizeWith } = window.ballot
const made = []
for (const one of given) {
  const [modulus, prepared, salt, r, blindSignature] = one.map(fromHex)
  const { blinded, inverse } = await blindWith(modulus, prepared, salt, toNumber(r))
  const signature = await finalizeWith(modulus, prepared, blindSignature, inverse, salt.length)
  made.push([blinded, inverse, signature].map(toHex))
}
return made
"""
START = """
const { fromHex, toHex, prepare, blind } = window.ballot
const prepared = given.prepared ? fromHex(given.prepared) : prepare()
const { blinded, inverse } = await blind(fromHex(given.modulus), prepared)
return { prepared: toHex(prepared), blinded: toHex(blinded), inverse: toHex(inverse) }
"""
FINISH = """
const { fromHex, toHex, finalize } = window.ballot
const { modulus, prepared, blindSignature, inverse } = given
return toHex(await finalize(...[modulus, prepared, blindSignature, inverse].map(fromHex)))
"""


@pytest.fixture(scope="module")
def modules(chromium: Browser) -> Iterator[Modules]:
    with imported(chromium, "blind") as ready:
        yield ready


def start(modules: Modules, **given: str) -> dict[str, Any]:
    return modules.run(START, {"modulus": MODULUS.hex(), **given})


def finish(modules: Modules, started: dict[str, Any], signed: bytes, **given: str) -> bytes:
    asked = {"modulus": MODULUS.hex(), **started, "blindSignature": signed.hex(), **given}
    return bytes.fromhex(modules.run(FINISH, asked))


def sign(started: dict[str, Any]) -> bytes:
    return blind.sign(KEY, bytes.fromhex(started["blinded"]))


@pytest.mark.parametrize("vectors", [blind_vectors.rfc(), blind_vectors.recorded()], ids=len)
def test_the_browser_makes_the_same_bytes(modules: Modules, vectors: tuple[Vector, ...]) -> None:
    given = [
        [
            vector.modulus.hex(),
            vector.prepared.hex(),
            vector.salt.hex(),
            vector.r.to_bytes(len(vector.modulus), "big").hex(),
            vector.blind_signature.hex(),
        ]
        for vector in vectors
    ]
    for vector, made in zip(vectors, modules.run(AGAIN, given), strict=True):
        wanted = (vector.blinded, vector.inverse, vector.signature)
        assert [bytes.fromhex(one) for one in made] == list(wanted), vector.name


def test_the_browser_and_the_server_make_a_credential(modules: Modules) -> None:
    started = start(modules)
    credential = finish(modules, started, sign(started))
    assert blind.verify(MODULUS, bytes.fromhex(started["prepared"]), credential)


def test_every_message_and_every_blind_is_new(modules: Modules) -> None:
    one, other = start(modules), start(modules)
    again = start(modules, prepared=one["prepared"])
    assert len({one["prepared"], other["prepared"]}) == 2
    assert len({each["blinded"] for each in (one, other, again)}) == 3
    assert len({each["inverse"] for each in (one, other, again)}) == 3


def test_a_wrong_answer_of_the_server_is_no_credential(modules: Modules) -> None:
    started, stranger = start(modules), start(modules)
    right = sign(started)
    wrong = (
        bytes([right[0] ^ 1]) + right[1:],
        sign(stranger),
        blind.sign(OTHER, bytes.fromhex(start(modules, modulus=ANOTHER.hex())["blinded"])),
        bytes(384),
        (1).to_bytes(384, "big"),
        MODULUS,
    )
    for signed in wrong:
        with pytest.raises(Error, match="wrong signature"):
            finish(modules, started, signed)
    assert finish(modules, started, right)


def test_an_answer_of_another_length_is_no_credential(modules: Modules) -> None:
    started = start(modules)
    right = sign(started)
    for signed in (b"", right[1:], b"\0" + right):
        with pytest.raises(Error, match="wrong size"):
            finish(modules, started, signed)


def test_a_credential_is_of_the_key_and_the_message_it_was_made_for(modules: Modules) -> None:
    started = start(modules)
    right = sign(started)
    with pytest.raises(Error, match="wrong signature"):
        finish(modules, started, right, modulus=ANOTHER.hex())
    with pytest.raises(Error, match="wrong signature"):
        finish(modules, started, right, prepared=bytes(64).hex())


def test_a_key_or_a_message_of_another_size_is_not_used(modules: Modules) -> None:
    for modulus in (MODULUS[1:], b"\0" + MODULUS, b"\x7f" + MODULUS[1:], b""):
        with pytest.raises(Error, match="wrong key"):
            start(modules, modulus=modulus.hex())
    with pytest.raises(Error, match="wrong message"):
        start(modules, prepared=bytes(63).hex())


def test_a_blind_that_shares_a_factor_with_the_key_is_not_used(modules: Modules) -> None:
    factor = int(KEY.p).to_bytes(384, "big")
    given = [[MODULUS.hex(), bytes(64).hex(), bytes(48).hex(), factor.hex(), bytes(384).hex()]]
    with pytest.raises(Error, match="wrong number"):
        modules.run(AGAIN, given)


def test_the_blind_is_drawn_from_the_whole_range(modules: Modules) -> None:
    """What is too large is thrown away, not reduced: else small blinds would be likelier."""
    # Three draws: too large, nought, and one that fits.
    drawn = modules.run(
        """
        const { fromHex, toNumber, blind } = window.ballot
        const draw = crypto.getRandomValues
        const asked = []
        crypto.getRandomValues = array => {
          asked.push(array.length)
          const turn = asked.filter(length => length === 384).length
          return array.length === 384 ? array.fill([null, 255, 0, 1][turn]) : draw.call(crypto, array)
        }
        try {
          const { inverse } = await blind(fromHex(given), new Uint8Array(64))
          const n = toNumber(fromHex(given))
          const one = toNumber(new Uint8Array(384).fill(1)) * toNumber(inverse) % n
          return { asked, one: one.toString() }
        } finally {
          crypto.getRandomValues = draw
        }
        """,
        MODULUS.hex(),
    )
    assert drawn == {"asked": [48, 384, 384, 384], "one": "1"}
