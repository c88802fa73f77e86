"""Blind signatures a second, beside the bare operations they rest on, in one run: ``python -m bench.credentials [ROUNDS]``.

One process, one thread. Each operation is timed in turn, round after round, so that a busy machine slows all alike; medians.
"""

import sys
import time
from collections.abc import Callable
from statistics import median

import gmpy2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_private_key

from surveys.credentials import blind, blinding

ROUNDS = 100
Operation = Callable[[], object]


def main(rounds: int) -> None:
    """Measure and print."""
    stored = blind.new_key()
    key = blind.load_key(stored)
    modulus = blind.public_part(key)
    prepared = blinding.prepare()
    sent = blinding.blind_message(modulus, prepared)
    signed = blind.sign(key, sent.blinded)
    credential = blinding.finalize(modulus, prepared, signed, sent.inverse)

    print(f"RSA-3072, medians of {rounds}")
    signing = {
        "sign: by two primes, masked, checked": lambda: blind.sign(key, sent.blinded),
        **_bare_roots(key, sent.blinded),
        "OpenSSL's own RSA-PSS signature": _openssl(stored, prepared),
    }
    _table(signing, rounds)
    _table(
        {
            "verify: a credential": lambda: blind.verify(modulus, prepared, credential),
            "bare s^65537 mod n": _bare_power(key, credential),
        },
        rounds,
    )
    _table({"load_key": lambda: blind.load_key(stored)}, rounds)
    _table({"new_key": blind.new_key}, max(3, rounds // 20))


def _bare_roots(key: blind.PrivateKey, blinded: bytes) -> dict[str, Operation]:
    """m^d mod n without any mask or check."""
    m = gmpy2.mpz.from_bytes(blinded, "big")
    whole = tuple(map(int, (m, key.d, key.n)))

    def halves() -> object:
        by_p = gmpy2.powmod_sec(m % key.p, key.dp, key.p)
        by_q = gmpy2.powmod_sec(m % key.q, key.dq, key.q)
        return by_q + key.q * ((by_p - by_q) * key.qinv % key.p)

    return {
        "bare m^d, powmod_sec by two primes": halves,
        "bare m^d, powmod_sec": lambda: gmpy2.powmod_sec(m, key.d, key.n),
        "bare m^d, powmod": lambda: gmpy2.powmod(m, key.d, key.n),
        "bare m^d, Python's pow": lambda: pow(*whole),
    }


def _openssl(stored: bytes, message: bytes) -> Operation:
    key = load_der_private_key(stored, password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    pss = padding.PSS(padding.MGF1(hashes.SHA384()), salt_length=48)
    return lambda: key.sign(message, pss, hashes.SHA384())


def _bare_power(key: blind.PrivateKey, credential: bytes) -> Operation:
    s = gmpy2.mpz.from_bytes(credential, "big")
    return lambda: gmpy2.powmod(s, key.e, key.n)


def _table(operations: dict[str, Operation], rounds: int) -> None:
    """Milliseconds, times a second, and each rate beside the first one's."""
    took: dict[str, list[float]] = {name: [] for name in operations}
    for _ in range(rounds):
        for name, operation in operations.items():
            start = time.perf_counter()
            operation()
            took[name].append(time.perf_counter() - start)
    middle = {name: median(times) for name, times in took.items()}
    ours = next(iter(middle.values()))
    print(f"\n{'':40}{'ms':>10}{'a second':>10}{'our rate':>10}")
    for name, seconds in middle.items():
        print(f"{name:40}{seconds * 1e3:10.3f}{1 / seconds:10.0f}{seconds / ours:9.2f}x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
