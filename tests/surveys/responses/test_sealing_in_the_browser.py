"""What the browser seals the server's half opens, and the other way round."""

import base64
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser

from surveys.responses import seal
from surveys.responses.packing import Unreadable
from tests.surveys.responses.browser_modules import Modules, imported

pytestmark = pytest.mark.browser

VECTOR = json.loads((Path(__file__).parent / "rfc9180_a_3_1.json").read_text())
STORED = seal.new_key()
KEY = seal.load_key(STORED)
PUBLIC = seal.public_part(KEY).hex()
WAVE, BLOCK = "w-2026-11", "Kinderschutz Nord – «B»"

#: Opens what is given (all in hexadecimal) and says how it ended.
OPEN = """
    const { fromHex, toHex, open } = ballot
    return Promise.all(given.map(([key, wave, block, sealed]) =>
      open(typeof key === 'string' ? fromHex(key) : key, wave, block, fromHex(sealed))
        .then(toHex, error => `${error.name}: ${error.message}`)))
"""


@pytest.fixture(scope="module")
def modules(chromium: Browser) -> Iterator[Modules]:
    with imported(chromium, "pack", "seal", "unseal") as page:
        yield page


def ballots(count: int) -> list[bytes]:
    """Packed bytes of every kind: zeros, noise, and what people say."""
    seeded = random.Random(9180)
    said = [seal.pack({f"q{n}": str(n) * (n % 7)}, []) for n in range(count - 2)]
    return [bytes(8192), seeded.randbytes(8192), *said]


def as_jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    numbers = key.private_numbers()
    parts = {
        "x": numbers.public_numbers.x,
        "y": numbers.public_numbers.y,
        "d": numbers.private_value,
    }
    written = {name: number.to_bytes(32, "big") for name, number in parts.items()}
    return {n: base64.urlsafe_b64encode(part).rstrip(b"=").decode() for n, part in written.items()}


def of_scalar(scalar: str) -> dict[str, str]:
    return as_jwk(ec.derive_private_key(int(scalar, 16), ec.SECP256R1()))


def flipped(sealed: bytes, at: int) -> str:
    changed = bytearray(sealed)
    changed[at] ^= 1
    return changed.hex()


def test_the_browser_seals_and_opens_the_vector_of_rfc_9180_a_3_1(modules: Modules) -> None:
    sealed, shared, nonce, opened = modules.run(
        """
        const { vector, sender, recipient } = given
        const { concat, fromHex, loadKey, openWith, schedule, sealWith, sharedSecret, toHex } = ballot
        const bytes = name => fromHex(vector[name])
        const p256 = { name: 'ECDH', namedCurve: 'P-256' }
        const ephemeral = {
          privateKey: (await loadKey(sender)).key,
          publicKey: await crypto.subtle.importKey('raw', bytes('pkEm'), p256, true, [])
        }
        const sealed = await sealWith(ephemeral, bytes('pkRm'), bytes('info'), bytes('aad'), bytes('pt'))
        const context = concat(bytes('enc'), bytes('pkRm'))
        const shared = await sharedSecret(ephemeral.privateKey, bytes('pkRm'), context)
        const { nonce } = await schedule(shared, bytes('info'))
        const key = await loadKey(recipient)
        const opened = await openWith(key, bytes('info'), bytes('aad'), concat(bytes('enc'), bytes('ct')))
        return [sealed, shared, nonce, opened].map(toHex)
        """,
        {
            "vector": VECTOR,
            "sender": of_scalar(VECTOR["skEm"]),
            "recipient": of_scalar(VECTOR["skRm"]),
        },
    )
    assert sealed == VECTOR["enc"] + VECTOR["ct"]
    assert shared == VECTOR["shared_secret"]
    assert nonce == VECTOR["base_nonce"]
    assert opened == VECTOR["pt"]


def test_the_server_opens_what_the_browser_sealed(modules: Modules) -> None:
    packed = ballots(20)
    sealed = modules.run(
        """
        const { fromHex, seal, toHex } = ballot
        const { key, wave, block, packed } = given
        return Promise.all(packed.map(async one => toHex(await seal(fromHex(key), wave, block, fromHex(one)))))
        """,
        {"key": PUBLIC, "wave": WAVE, "block": BLOCK, "packed": [one.hex() for one in packed]},
    )
    assert [seal.unseal(KEY, WAVE, BLOCK, bytes.fromhex(one)) for one in sealed] == packed
    assert {len(bytes.fromhex(one)) for one in sealed} == {seal.SEALED}
    assert all(one.startswith("04") for one in sealed)


def test_the_browser_opens_what_the_server_sealed(modules: Modules) -> None:
    packed = ballots(20)
    sealed = [seal.seal(bytes.fromhex(PUBLIC), WAVE, BLOCK, one).hex() for one in packed]
    keys = [as_jwk(KEY) if n % 2 else STORED.hex() for n in range(len(sealed))]
    opened = modules.run(
        OPEN, [[key, WAVE, BLOCK, one] for key, one in zip(keys, sealed, strict=True)]
    )
    assert opened == [one.hex() for one in packed]


def test_the_browser_never_seals_the_same_ballot_to_the_same_bytes(modules: Modules) -> None:
    one, other = modules.run(
        """
        const { fromHex, seal, toHex } = ballot
        const again = () => seal(fromHex(given), 'w', 'b', new Uint8Array(8192))
        return [toHex(await again()), toHex(await again())]
        """,
        PUBLIC,
    )
    assert one[:130] != other[:130]
    assert one[130:] != other[130:]


def test_what_was_sealed_otherwise_does_not_open_and_nothing_says_why(modules: Modules) -> None:
    packed = seal.pack({"q": "1"}, [])
    sealed = seal.seal(bytes.fromhex(PUBLIC), "w", "b", packed)
    key, another = STORED.hex(), seal.new_key().hex()
    wrong = [
        [another, "w", "b", sealed.hex()],
        [key, "v", "b", sealed.hex()],
        [key, "w", "c", sealed.hex()],
        [key, "w|b", "", sealed.hex()],
        *([key, "w", "b", flipped(sealed, at)] for at in (0, 1, 40, 64, 65, 4000, 8256, 8272)),
        *([key, "w", "b", rubbish.hex()] for rubbish in (b"", sealed[:-1], sealed + b"\0")),
        [key, "w", "b", "04" * 8273],
        [key, "w", "b", "00" * 8273],
    ]
    right, *answers = modules.run(OPEN, [[key, "w", "b", sealed.hex()], *wrong])
    assert right == packed.hex()
    assert set(answers) == {
        "Unreadable: This ballot cannot be opened: it is damaged, or it was sealed for another round."
    }
    for _, wave, block, one in wrong[1:]:  # the server's half agrees
        with pytest.raises(Unreadable):
            seal.unseal(KEY, wave, block, bytes.fromhex(one))


def test_a_ballot_of_another_length_is_none_even_when_it_was_sealed_well(modules: Modules) -> None:
    sealed = [seal.seal(bytes.fromhex(PUBLIC), "w", "b", bytes(size)) for size in (8191, 8193, 0)]
    answers = modules.run(OPEN, [[STORED.hex(), "w", "b", one.hex()] for one in sealed])
    assert [answer.split(":")[0] for answer in answers] == ["Unreadable"] * 3


def test_a_key_that_is_none_is_no_fault_of_the_ballot(modules: Modules) -> None:
    sealed = "04" * 8273
    off_the_curve = as_jwk(KEY) | {"x": as_jwk(KEY)["y"]}
    answers = modules.run(OPEN, [["00" * 138, "w", "b", sealed], [off_the_curve, "w", "b", sealed]])
    assert [answer.split(":")[0] for answer in answers] == ["DataError", "DataError"]


@pytest.mark.parametrize(
    ("key", "length"),
    [
        (PUBLIC, 8191),
        (PUBLIC, 8193),
        (PUBLIC[:-2], 8192),
        ("03" + PUBLIC[2:66], 8192),
        ("04" + PUBLIC[66:] + PUBLIC[2:66], 8192),
        ("00" * 65, 8192),
    ],
    ids=["short", "long", "cut key", "compressed key", "point off the curve", "no point"],
)
def test_the_browser_refuses_to_seal_another_length_or_to_no_key(
    modules: Modules, key: str, length: int
) -> None:
    refused = modules.run(
        """
        const { fromHex, seal } = ballot
        return seal(fromHex(given.key), 'w', 'b', new Uint8Array(given.length)).then(() => false, () => true)
        """,
        {"key": key, "length": length},
    )
    assert refused
