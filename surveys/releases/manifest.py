"""The manifest: which parts a release has, their fingerprints, the release before it, and who signed.

Keeps docs/promise.md#same-moment: anybody with the file alone can see whether a byte of it was changed.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from surveys import canonical
from surveys.canonical import Json
from surveys.releases import withdrawn
from surveys.releases.document import Draft

FORMAT = "pulse-release/1"
FILE_FORMAT = "pulse-release-file/1"
#: The only part that a copy of a release may leave out: comments are not for everybody.
MAY_BE_LEFT_OUT = frozenset({"comments"})


@dataclass(frozen=True)
class Verdict:
    """Whether a release file is what was signed, and why, in plain sentences."""

    ok: bool
    lines: tuple[str, ...]


class _Broken(Exception):
    """What is wrong with the file, in a sentence."""


def compose(draft: Draft, *, number: int, previous: str | None, public_key: bytes) -> bytes:
    """The manifest's canonical bytes: what is signed, and whose digest the next release names."""
    parts = {name: canonical.fingerprint(part) for name, part in draft.documents().items()}
    return canonical.dumps(
        {
            "format": FORMAT,
            "number": number,
            "wave": draft.wave,
            "kind": draft.kind,
            "published_on": draft.published_on.isoformat(),
            "previous": previous,
            "parts": parts,
            "public_key": public_key.hex(),
        }
    )


def file(manifest: bytes, signature: bytes, parts: Mapping[str, Json]) -> bytes:
    """A release as one file: canonical JSON with the manifest, its signature and the parts."""
    return canonical.dumps(
        {
            "format": FILE_FORMAT,
            "manifest": json.loads(manifest),
            "signature": signature.hex(),
            "parts": parts,
        }
    )


def verify(
    content: bytes, public_key: bytes | None = None, previous: bytes | None = None
) -> Verdict:
    """Check a release file, without a database.

    ``public_key``: 32 bytes, as the organisation has published them. ``previous``: the file of the release before.
    """
    lines: list[str] = []
    try:
        lines.extend(_check(content, public_key, previous))
    except _Broken as broken:
        return Verdict(False, (*lines, str(broken)))
    return Verdict(True, tuple(lines))


def _check(content: bytes, public_key: bytes | None, previous: bytes | None) -> Iterator[str]:
    whole = _read(content)
    manifest = _mapping(whole, "manifest")
    yield _introduce(manifest)
    yield _check_parts(_mapping(manifest, "parts"), _mapping(whole, "parts"))
    yield from _check_withdrawn(manifest, _mapping(whole, "parts"))
    yield _check_signature(manifest, _text(whole, "signature"), public_key)
    yield _check_chain(manifest, previous)


def _read(content: bytes) -> Mapping[str, object]:
    """The file as a document; the bytes must be the canonical ones, so that none of them is free to change."""
    try:
        whole = json.loads(content)
        same = canonical.dumps(whole) == content
    except (ValueError, RecursionError):
        raise _Broken("This is not a release file, or it is damaged.") from None
    if not isinstance(whole, dict) or whole.get("format") != FILE_FORMAT:
        raise _Broken("This is not a release file of Pulse.")
    if not same:
        raise _Broken("The file is not written as a release is written: it has been changed.")
    if set(whole) != {"format", "manifest", "signature", "parts"}:
        raise _Broken("The file holds something that is not part of a release.")
    return whole


def _introduce(manifest: Mapping[str, object]) -> str:
    if manifest.get("format") != FORMAT:
        raise _Broken("The manifest is of a form that this version of Pulse does not know.")
    try:
        day = date.fromisoformat(_text(manifest, "published_on"))
    except ValueError:
        raise _Broken("The manifest names no day of publishing.") from None
    what = "comments" if manifest.get("kind") == "comments" else "figures"
    if withdrawn.PART in _mapping(manifest, "parts"):
        what = "withdrawn comments"
    return (
        f"Release {manifest.get('number')}: {what} of round {manifest.get('wave')}, "
        f"published on {day.day} {day:%B %Y}."
    )


def _check_parts(signed: Mapping[str, object], held: Mapping[str, object]) -> str:
    for name in sorted(set(held) - set(signed)):
        raise _Broken(f"The part “{name}” was added after signing.")
    left_out = sorted(set(signed) - set(held))
    for name in left_out:
        if name not in MAY_BE_LEFT_OUT:
            raise _Broken(f"The part “{name}” is missing.")
    for name in sorted(held):
        if canonical.fingerprint(held[name]) != signed[name]:  # type: ignore[arg-type]
            raise _Broken(f"The part “{name}” was changed after signing.")
    missing = " This copy leaves the comments out." if left_out else ""
    return f"All {len(held)} parts are as they were signed.{missing}"


def _check_withdrawn(manifest: Mapping[str, object], parts: Mapping[str, object]) -> Iterator[str]:
    """A release that withdraws does nothing else. Whether its lines point at comments, who has those can see (the attack)."""
    if withdrawn.PART not in parts:
        return
    if manifest.get("kind") != "comments" or set(_mapping(manifest, "parts")) != withdrawn.PARTS:
        raise _Broken("It withdraws comments and holds something else besides.")
    number = manifest.get("number")
    try:
        found = withdrawn.read(parts[withdrawn.PART], number if isinstance(number, int) else 0)
    except withdrawn.Damaged as damage:
        raise _Broken(str(damage)) from None
    yield f"It withdraws {len(found)} published comment{'' if len(found) == 1 else 's'}, by place and reason, without words."


def _check_signature(
    manifest: Mapping[str, object], signature: str, public_key: bytes | None
) -> str:
    named = _text(manifest, "public_key")
    if public_key is not None and public_key.hex() != named:
        raise _Broken("It was signed with another key than the one you gave.")
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(named))
        key.verify(bytes.fromhex(signature), canonical.dumps(manifest))  # type: ignore[arg-type]
    except (ValueError, InvalidSignature):
        raise _Broken("The signature does not fit the manifest.") from None
    if public_key is not None:
        return "The signature is right, and made with the key you gave."
    return f"The signature is right for the key {named}. Compare it with the published one."


def _check_chain(manifest: Mapping[str, object], previous: bytes | None) -> str:
    named = manifest.get("previous")
    if previous is None:
        return (
            "It is the first release."
            if named is None
            else f"It follows the release {named}. Give that release's file to check it too."
        )
    before = _mapping(_read(previous), "manifest")
    if canonical.fingerprint(before) != named:  # type: ignore[arg-type]
        raise _Broken("The release before it is another one than the file you gave.")
    _check_signature(before, _text(_read(previous), "signature"), _key(manifest))
    return f"It follows release {before.get('number')}, the file you gave."


def _key(manifest: Mapping[str, object]) -> bytes:
    return bytes.fromhex(_text(manifest, "public_key"))


def _mapping(holder: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = holder.get(name)
    if not isinstance(value, dict):
        raise _Broken(f"The file has no “{name}”, or it is damaged.")
    return value


def _text(holder: Mapping[str, object], name: str) -> str:
    value = holder.get(name)
    if not isinstance(value, str):
        raise _Broken(f"The file has no “{name}”, or it is damaged.")
    return value
