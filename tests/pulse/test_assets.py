"""Style sheets and scripts: what is committed is what the sources make, and small enough for a phone."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from surveys.comments.lexicon_file import browser_lexicon

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "pulse" / "static"
BUNDLES = ("worker.css", "worker.js", "ballot.js", "staff.css", "staff.js")
PACKED = (*BUNDLES, "lexicon.json")
#: bytes, gzipped
BUDGETS = {
    "worker.css": 10_240,
    "worker.js": 8_192,
    "ballot.js": 20_480,
    "staff.css": 16_384,
    "staff.js": 10_752,
    "lexicon.json": 150_000,
}


def test_the_built_files_come_from_these_sources() -> None:
    """Fails when assets/ or package-lock.json changed and nobody ran `make assets`."""
    sources = [p for p in (ROOT / "assets").rglob("*") if p.is_file()]
    digest = hashlib.sha256()
    for name in sorted(
        p.relative_to(ROOT).as_posix() for p in [*sources, ROOT / "package-lock.json"]
    ):
        digest.update(name.encode() + b"\n" + (ROOT / name).read_bytes())
    assert (STATIC / "sources.sha256").read_text().strip() == digest.hexdigest(), (
        "run `make assets`"
    )


def test_browsers_are_given_the_rules_of_redaction_that_the_server_has() -> None:
    assert (STATIC / "lexicon.json").read_bytes() == browser_lexicon(), "run `make assets`"


@pytest.mark.parametrize("name", PACKED)
def test_the_packed_twin_holds_the_same_file(name: str) -> None:
    assert gzip.decompress((STATIC / f"{name}.gz").read_bytes()) == (STATIC / name).read_bytes()
    assert (STATIC / f"{name}.br").stat().st_size < (STATIC / f"{name}.gz").stat().st_size


@pytest.mark.parametrize("name", PACKED)
def test_a_bundle_stays_small(name: str) -> None:
    assert (STATIC / f"{name}.gz").stat().st_size <= BUDGETS[name]


@pytest.mark.parametrize("name", BUNDLES)
def test_nothing_is_fetched_from_elsewhere_and_no_font_or_crown_is_used(name: str) -> None:
    text = (STATIC / name).read_text(encoding="utf-8")
    for word in ("url(", "@font-face", "GDS Transport", "@import", "crown", "sourceMappingURL"):
        assert word not in text, word


def test_the_scripts_store_and_report_nothing() -> None:
    for name in ("worker.js", "staff.js"):
        text = (STATIC / name).read_text(encoding="utf-8")
        for word in (
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "sendBeacon",
            ".cookie",
            "eval(",
        ):
            assert word not in text, f"{name}: {word}"


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert not [name for name, entry in packages.items() if "resolved" in entry]
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
