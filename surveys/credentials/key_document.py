"""The key document: what a wave promises to everyone's browser, the same bytes for all.

Canonical JSON of the wave's public keys, blocks with headcounts, dates, instrument fingerprint and pledge. Its
SHA-256 is shown as four words on slips, posters and the promise page, so that two people can compare what they were given.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, cast

from surveys import canonical
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import Wave

FORMAT: Final = "pulse-keys/1"
_WORDS: Final = Path(__file__).with_name("words.txt")


@dataclass(frozen=True)
class Block:
    """A block as the key document names it: a set of ``headcount`` people who answer together."""

    code: str
    names: Mapping[str, str]
    headcount: int
    #: Modulus of the RSA-3072 key that signs this block's credentials, 384 bytes; None: answered by slip alone.
    credential_key: bytes | None = None
    #: how many of them are invited by a personal link; the others have slips
    links: int = 0


@dataclass(frozen=True)
class Invited:
    """Who of a block answers by link: the modulus of its signing key (384 bytes), and how many people."""

    modulus: bytes
    links: int


@dataclass(frozen=True)
class KeyDocument:
    """The key document, read."""

    wave: str
    names: Mapping[str, str]
    opens_on: date
    #: The last day on which an answer is taken.
    closes_on: date
    releases_on: date
    release_hour: int
    #: P-256 point, 65 bytes, uncompressed.
    sealing_key: bytes
    blocks: tuple[Block, ...]
    #: ``Instrument.fingerprint``
    instrument: str
    #: ``Pledge.document()``
    pledge: Mapping[str, object]
    #: P-256 point to which keyholders seal what they have opened; None where the server opens the box itself.
    reading_key: bytes | None = None

    def block(self, code: str) -> Block:
        """The block of that code. Raises KeyError."""
        return {block.code: block for block in self.blocks}[code]


def document(
    wave: Wave,
    blocks: Sequence[WaveGroup],
    public_key: bytes,
    invited: Mapping[str, "Invited"] = MappingProxyType({}),
    *,
    reading_key: bytes | None = None,
) -> dict[str, canonical.Json]:
    """What the wave promises, ready for ``canonical.dumps``.

    ``public_key``: 65 bytes, uncompressed. ``invited``: block -> who of it answers by link, where anybody does.
    ``reading_key``: likewise 65 bytes, at custody level 2 alone.
    """
    return {
        "format": FORMAT,
        "wave": wave.code,
        "names": wave.names,
        "opens_on": wave.opens_on.isoformat(),
        "closes_on": wave.closes_on.isoformat(),
        "releases_on": wave.releases_on.isoformat(),
        "release_hour": wave.release_hour,
        "sealing_key": public_key.hex(),
        "blocks": [
            {
                "code": block.code,
                "names": block.names,
                "headcount": block.headcount,
                **_links(invited.get(block.code)),
            }
            for block in blocks
        ],
        "instrument": canonical.fingerprint(cast(canonical.Json, wave.instrument_document)),
        "pledge": cast(canonical.Json, wave.pledge_document),
        **({"reading_key": reading_key.hex()} if reading_key else {}),
    }


@lru_cache(maxsize=16)
def read(content: bytes) -> KeyDocument:
    """The key document of these bytes. Raises ValueError or KeyError when they are none."""
    raw = json.loads(content)
    if raw["format"] != FORMAT:
        raise ValueError(f"This is not a key document of the format {FORMAT}.")
    return KeyDocument(
        wave=raw["wave"],
        names=raw["names"],
        opens_on=date.fromisoformat(raw["opens_on"]),
        closes_on=date.fromisoformat(raw["closes_on"]),
        releases_on=date.fromisoformat(raw["releases_on"]),
        release_hour=raw["release_hour"],
        sealing_key=bytes.fromhex(raw["sealing_key"]),
        blocks=tuple(map(_block, raw["blocks"])),
        instrument=raw["instrument"],
        pledge=raw["pledge"],
        reading_key=bytes.fromhex(raw["reading_key"]) if "reading_key" in raw else None,
    )


def _links(invited: "Invited | None") -> dict[str, canonical.Json]:
    return {
        "credential_key": invited.modulus.hex() if invited else None,
        "links": invited.links if invited else 0,
    }


def _block(raw: Mapping[str, Any]) -> Block:
    modulus = raw.get("credential_key")
    key = bytes.fromhex(modulus) if modulus else None
    return Block(raw["code"], raw["names"], raw["headcount"], key, raw.get("links", 0))


def public_key(content: bytes) -> bytes:
    """The wave's public sealing key in a key document: 65 bytes, uncompressed."""
    return read(content).sealing_key


def four_words(content: bytes) -> str:
    """The first 44 bits of the document's SHA-256 as four words, to be compared by eye or over the telephone."""
    return words_for(hashlib.sha256(content).digest())


def words_for(digest: bytes) -> str:
    """The same for a SHA-256 that is known without its document, such as the one a release names."""
    number = int.from_bytes(digest[:6], "big") >> 4
    words = _words()
    return " ".join(words[(number >> shift) & 2047] for shift in (33, 22, 11, 0))


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    return tuple(_WORDS.read_text(encoding="ascii").split())
