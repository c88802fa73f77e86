"""Recounting: whether an audit adds up, with the key document alone. No database, no secret, and no trust in who made it.

Keeps docs/promise.md#one-response as far as counting can: docs/threats.md says what it proves and what it does not.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from surveys.credentials import blind, key_document
from surveys.credentials.key_document import Block, KeyDocument
from surveys.errors import Refusal

FORMAT: Final = "pulse-audit/1"


class NoAuditFile(Refusal):
    """These bytes are no audit, or no key document."""


@dataclass(frozen=True)
class Used:
    """One response by link: what its browser showed for its right to answer."""

    block: str
    #: the prepared token, 64 bytes
    token: bytes
    #: 384 bytes
    signature: bytes


@dataclass(frozen=True)
class BlockCount:
    """What the server says of a block."""

    code: str
    headcount: int
    #: people invited by link; of these, how many gave it up for a slip, and for how many a credential was signed
    links: int
    given_up: int
    signed: int
    slips_printed: int
    slips_used: int
    #: sealed ballots in the box
    cast: int


@dataclass(frozen=True)
class Audit:
    """An audit file, read."""

    wave: str
    #: SHA-256 of the key document, hexadecimal
    key_document: str
    #: ballots in the box, over all blocks
    cast: int
    responses_by_link: tuple[Used, ...]
    blocks: tuple[BlockCount, ...]


@dataclass(frozen=True)
class Line:
    """A block as a person reads it. ``by_link``: credentials listed for it, whether or not they are right."""

    name: str
    count: BlockCount
    by_link: int


@dataclass(frozen=True)
class Recount:
    """What came out: a line a block, and a sentence for each thing that is wrong."""

    wave: str
    name: str
    #: of the key document that was used
    sha256: str
    four_words: str
    lines: tuple[Line, ...]
    cast: int
    faults: tuple[str, ...]

    @property
    def by_link(self) -> int:
        return sum(line.by_link for line in self.lines)

    @property
    def by_slip(self) -> int:
        return sum(line.count.slips_used for line in self.lines)

    @property
    def headcount(self) -> int:
        return sum(line.count.headcount for line in self.lines)


def read(content: bytes) -> Audit:
    """The audit of these bytes. Raises NoAuditFile."""
    try:
        raw = json.loads(content, object_pairs_hook=_each_once)
        if raw["format"] != FORMAT:
            raise ValueError(raw["format"])
        return Audit(
            wave=str(raw["wave"]),
            key_document=str(raw["key_document"]),
            cast=_number(raw["cast"]),
            responses_by_link=tuple(
                Used(str(block), bytes.fromhex(token), bytes.fromhex(signature))
                for block, token, signature in raw["responses_by_link"]
            ),
            blocks=tuple(_block(each) for each in raw["blocks"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoAuditFile(
            f"This is not an audit of the format {FORMAT}, or it is damaged. Download it again."
        ) from None


def recount(content: bytes, document: bytes) -> Recount:
    """Check an audit file against a key document, and say all that is wrong. Raises NoAuditFile."""
    audit, known = read(content), _keys(document)
    sha256 = hashlib.sha256(document).hexdigest()
    listed = Counter(used.block for used in audit.responses_by_link)
    names = {block.code: block.names.get("en", block.code) for block in known.blocks}
    faults = [
        *_other_keys(audit, known, sha256),
        *_blocks_changed(audit.blocks, known.blocks),
        *_bad_credentials(audit.responses_by_link, known),
        *(fault for each in audit.blocks for fault in _bad_counts(each, listed[each.code])),
        *_bad_total(audit),
    ]
    return Recount(
        wave=audit.wave,
        name=known.names.get("en", known.wave),
        sha256=sha256,
        four_words=key_document.four_words(document),
        lines=tuple(
            Line(names.get(each.code, each.code), each, listed[each.code]) for each in audit.blocks
        ),
        cast=audit.cast,
        faults=tuple(faults),
    )


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A name that stands twice could be read in two ways, by two programs."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("A name stands twice.")
    return found


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("A count is a whole number, not below none.")
    return value


def _block(raw: dict[str, Any]) -> BlockCount:
    counts = {name: _number(value) for name, value in raw.items() if name != "code"}
    return BlockCount(code=str(raw["code"]), **counts)


def _keys(content: bytes) -> KeyDocument:
    try:
        known = key_document.read(content)
        texts = [known.wave, *known.names.values()]
        for block in known.blocks:
            texts += [block.code, *block.names.values()]
            _number(block.headcount), _number(block.links)
        if not all(isinstance(each, str) for each in texts):
            raise TypeError("A name or code is no text.")
        return known
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoAuditFile(
            "This is not a key document. Download it from the promise page, or from where the audit came from."
        ) from None


def _other_keys(audit: Audit, known: KeyDocument, sha256: str) -> Iterator[str]:
    if audit.wave != known.wave:
        yield f"The audit is of round {audit.wave}, the key document of round {known.wave}."
    if audit.key_document != sha256:
        yield (
            "The audit was made with another key document: its SHA-256 begins with "
            f"{audit.key_document[:16]}, that of this one with {sha256[:16]}."
        )


def _blocks_changed(told: Sequence[BlockCount], known: Sequence[Block]) -> Iterator[str]:
    """The blocks, their headcounts and links are those that were published when the round opened."""
    promised = {block.code: (block.headcount, block.links) for block in known}
    if sorted(each.code for each in told) != sorted(promised):
        yield "The blocks of the audit are not those of the key document, each once."
    for each in told:
        headcount, links = promised.get(each.code, (each.headcount, each.links))
        if each.headcount != headcount:
            yield f"{each.code}: {each.headcount} people, but {headcount} when the round opened."
        if each.links != links:
            yield f"{each.code}: {each.links} links, but {links} when the round opened."


def _bad_credentials(used: Sequence[Used], known: KeyDocument) -> Iterator[str]:
    """Every response by link shows a right to answer that its own block's key has signed, and none is shown twice."""
    moduli = {block.code: block.credential_key for block in known.blocks}
    for number, each in enumerate(used, start=1):
        modulus = moduli.get(each.block)
        if modulus is None or not blind.verify(modulus, each.token, each.signature):
            yield f"{each.block}: response {number} of the list has no valid signature of this block’s key."
    for token, times in Counter(each.token for each in used).items():
        if times > 1:
            yield f"One right to answer is listed {times} times: it begins with {token.hex()[:16]}."


def _bad_counts(block: BlockCount, by_link: int) -> Iterator[str]:
    """What must hold of one block's numbers, each for itself."""
    b, more = block, "more than"
    for wrong, says in (
        (by_link > b.signed, f"{by_link} responses by link, {more} the {b.signed} rights signed"),
        (
            b.signed + b.given_up > b.links,
            f"{b.signed} rights signed and {b.given_up} links given up, {more} the {b.links} links",
        ),
        (
            b.slips_used > b.slips_printed,
            f"{b.slips_used} slips used, {more} the {b.slips_printed} printed",
        ),
        (
            b.links + b.slips_printed > b.headcount + b.given_up,
            f"{b.links} links and {b.slips_printed} slips, {more} the {b.headcount} people and {b.given_up} links given up",
        ),
        (
            b.cast != by_link + b.slips_used,
            f"{b.cast} answers in the box, but {by_link} by link and {b.slips_used} by slip",
        ),
        (b.cast > b.headcount, f"{b.cast} answers in the box, {more} the {b.headcount} people"),
    ):
        if wrong:
            yield f"{b.code}: {says}."


def _bad_total(audit: Audit) -> Iterator[str]:
    of_blocks = sum(block.cast for block in audit.blocks)
    if audit.cast != of_blocks:
        yield f"{audit.cast} answers in the box, but {of_blocks} when the blocks are added up."
