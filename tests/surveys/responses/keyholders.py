"""A round whose key keyholders hold, and what their page does, in Python: plain functions."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import Session

from surveys.canonical import Json
from surveys.keyring import Keyring
from surveys.responses import box, box_file, packing, seal
from surveys.responses.opened import comment_row
from tests.surveys.responses import rounds
from tests.surveys.responses.rounds import CODE

KEY = ec.derive_private_key(2026, ec.SECP256R1())


def closed(ballot: Session, keyring: Keyring, *, count: int = 15) -> None:
    """A closed round of the keyholders in which so many of 20 have answered, committed."""
    public_key = seal.public_part(KEY)
    box.set_up(ballot, keyring, rounds.make_wave(), rounds.make_blocks(), public_key=public_key)
    rounds.cast_all(ballot, rounds.make_slips(ballot)[:count])
    box.close(ballot, CODE)
    ballot.commit()


def exported(ballot: Session, wave: str = CODE) -> bytes:
    """The box file."""
    return b"".join(box_file.lines(ballot, wave))


def opened(content: bytes) -> dict[str, list[Json]]:
    """What the page finds in a box file."""
    found: dict[str, list[Json]] = {"answers": [], "comments": []}
    wave = json.loads(content.splitlines()[0])["wave"]
    for line in content.splitlines()[1:-1]:
        row = json.loads(line)
        sealed = base64.urlsafe_b64decode(row["ciphertext"] + "==")
        said = packing.unpack(seal.unseal(KEY, wave, row["block"], sealed))
        found["answers"].append([row["block"], said.answers])
        found["comments"] += [comment_row(row["block"], one) for one in said.comments]
    return found


def result(content: bytes, said: Mapping[str, Sequence[Json]] | None = None, **more: Json) -> bytes:
    """The result file of a box file; ``said`` and ``more`` replace what an honest page would write."""
    head = json.loads(content.splitlines()[0])
    reading_key = bytes.fromhex(json.loads(head["key_document"])["reading_key"])
    digest = hashlib.sha256(content).hexdigest()
    packed = zlib.compress(json.dumps(said if said is not None else opened(content)).encode())
    padded = packing.pad(packed, -(-(len(packed) + 4) // 65536) * 65536)
    sealed = seal.seal(reading_key, head["wave"], f"result|{digest}", padded)
    told: dict[str, Json] = {
        "format": "pulse-result/1",
        "wave": head["wave"],
        "box": digest,
        "cast": head["cast"],
        "unreadable": 0,
        "sealed": base64.urlsafe_b64encode(sealed).rstrip(b"=").decode(),
        "sha256": hashlib.sha256(sealed).hexdigest(),
    }
    return json.dumps(told | more).encode()
