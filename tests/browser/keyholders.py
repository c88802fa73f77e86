"""The keyholders at their page, in a Chromium without a network; and share texts and box files made by other hands."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Page

from surveys import canonical
from surveys.credentials import keys
from surveys.responses import seal
from tests import chromium

NAMES = {
    "Keyholder of the union": "Rosa Adeyemi",
    "Keyholder of the employer": "Tom Price",
    "Outsider whom both trust": "Dr Ines Falk",
}
WIDTHS = (360, 1280)
WAVE = "2026-11"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Keyholders:
    """Three people and the saved page. Every screen they see is looked at, at both widths, when ``look`` is true."""

    def __init__(self, new_page: Callable[..., Page], saved: Path, *, look: bool = False) -> None:
        self.page = new_page(width=WIDTHS[1], height=900, accept_downloads=True)
        self.page.set_default_timeout(8_000)
        self.page.context.set_offline(True)
        self._folder = saved.parent
        self._saved = saved
        self._look = look
        self.faults: list[str] = []
        self.begin()

    def begin(self, *, look: bool = True) -> None:
        self.page.goto(self._saved.as_uri())
        self.see("Keyholders’ page", look=look)

    def see(self, heading: str, *, look: bool = True, picture: str = "") -> None:
        """Wait for a screen, and look at it."""
        self.page.locator("h1", has_text=heading).wait_for()
        for width in WIDTHS if self._look and look else ():
            self.page.set_viewport_size({"width": width, "height": 900})
            self.faults += [f"{heading}: {one}" for one in chromium.violations(self.page)]
            if self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                self.faults.append(f"{heading} is wider than {width}")
        if picture:
            chromium.picture(self.page, picture)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=re.compile(name)).click()

    def save(self, button: str) -> Path:
        """Press a button that saves a file; the file."""
        with self.page.expect_download() as waited:
            self.press(button)
        file = self._folder / waited.value.suggested_filename
        waited.value.save_as(file)
        return file

    def trouble(self) -> str:
        """What the page says is wrong."""
        summary = self.page.locator(".govuk-error-summary")
        summary.wait_for()
        return summary.inner_text().partition("\n")[2].strip()

    def make(self, count: int) -> tuple[list[Path], list[list[list[str]]]]:
        """Make keys: the three share files, and the sheets as they are printed (holder, key, line)."""
        self.press("Make keys")
        self.see("Make keys for coming rounds")
        self.page.get_by_label("How many rounds").fill(str(count))
        for label, name in NAMES.items():
            self.page.get_by_label(label).fill(name)
        self.press("Make the keys")
        files, sheets = [], []
        for name in NAMES.values():
            first = not files  # the others' screens are the same
            self.see(f"Give the screen to {name}", look=first)
            self.press("show my sheet")
            self.see(
                f"The sheet of {name}", look=first, picture="keyholders-sheet" * first * self._look
            )
            printed = self.page.locator(".sheet__key").all()
            sheets.append([key.locator("li").all_inner_texts() for key in printed])
            files.append(self.save("Save as a file"))
            self.page.get_by_label("I have printed").check()
            self.press("Hide my sheet")
        self.see("Try the sheets before they count")
        return files, sheets

    def give(self, share: Path | Sequence[str]) -> None:
        """Give a share: a file, or five lines to be typed."""
        if isinstance(share, Path):
            self.page.get_by_label("Your share file").set_input_files(share)
        else:
            for number, line in enumerate(share, start=1):
                self.page.get_by_label(f"Line {number}").fill(line)
        self.press("Go on")

    def look_at(self, box: Path, audit: Path | None = None) -> None:
        """Choose a box file, and the round's audit."""
        self.press("Open a round that has closed")
        self.see("Open a round that has closed")
        self.page.get_by_label("The box file").set_input_files(box)
        if audit:
            self.page.get_by_label("The audit of the round").set_input_files(audit)
        self.press("Look at the box")

    def open(self, box: Path, *shares: Path | Sequence[str]) -> None:
        """Choose a box file, say that the words are right, give shares."""
        self.look_at(box)
        self.see("Is this the right box?")
        self.press("The words are the same")
        for which, share in zip(("first", "second"), shares, strict=False):
            self.see(f"The {which} keyholder’s share", look=False)
            self.give(share)


@dataclass(frozen=True)
class Made:
    """Two keys: the page, each keyholder's file and sheet, the public keys."""

    page: Path
    files: list[Path]
    sheets: list[list[list[str]]]
    public: list[bytes]

    def document(self, *, key: int = 0, **more: object) -> dict[str, object]:
        """The key document of a round sealed to one of the keys."""
        reading = seal.public_part(ec.derive_private_key(7, ec.SECP256R1()))
        blocks = [{"code": "north", "names": {}, "headcount": 3}]
        return {
            "format": "pulse-keys/1",
            "wave": WAVE,
            "names": {"en": "November 2026"},
            "closes_on": "2026-11-27",
            "sealing_key": self.public[key].hex(),
            "reading_key": reading.hex(),
            "blocks": blocks,
        } | more

    def sealed(self, *, wave: str = WAVE, block: str = "north") -> tuple[str, bytes]:
        """An envelope of somebody in that block."""
        return block, seal.seal(self.public[0], wave, block, seal.pack({"q": "agree"}, []))


def share_text(*, tag: bytes, slot: int, holder: int, share: bytes) -> list[str]:
    """A share as five lines, written by the rules of assets/ceremony/share.js."""
    words = Path(keys.__file__).with_name("words.txt").read_text().split()
    number = int.from_bytes(tag + bytes([slot * 16 + holder]) + share)
    lines = []
    for at in range(5):
        part = number >> 60 * (4 - at)
        letters = "".join(ALPHABET[part >> 5 * (11 - place) & 31] for place in range(12))
        digest = hashlib.sha256(f"pulse-share/1|{at + 1}|{letters}".encode()).digest()
        word = words[int.from_bytes(digest[:2]) >> 5]
        lines.append(f"{letters[:4]} {letters[4:8]} {letters[8:]} {word}")
    return lines


def box_bytes(
    document: Mapping[str, canonical.Json],
    ballots: Sequence[tuple[str, bytes]],
    **head: canonical.Json,
) -> bytes:
    """A box file as surveys/responses/box_file.py writes it, of anything; ``head`` replaces parts of its first line."""
    said = {
        "format": "pulse-box/1",
        "wave": document["wave"],
        "cast": len(ballots),
        "key_document": canonical.dumps(document).decode(),
    } | head
    lines = b"".join(canonical.dumps(line) + b"\n" for line in (said, *_rows(ballots)))
    return lines + canonical.dumps({"sha256": hashlib.sha256(lines).hexdigest()}) + b"\n"


def _rows(ballots: Sequence[tuple[str, bytes]]) -> Iterator[canonical.Json]:
    rows = [(hashlib.sha256(sealed).hexdigest(), block, sealed) for block, sealed in ballots]
    for digest, block, sealed in sorted(rows):
        text = base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()
        yield {"block": block, "ciphertext": text, "digest": digest}


def public_keys(file: Path) -> list[bytes]:
    """The keys of a file of public keys."""
    return [bytes.fromhex(key["public_key"]) for key in json.loads(file.read_text())["keys"]]
