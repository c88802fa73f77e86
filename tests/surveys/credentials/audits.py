"""An audit that adds up, of two blocks, and its key document: to be tampered with."""

from datetime import date
from typing import Any

from surveys import canonical
from surveys.credentials import key_document
from surveys.credentials.key_document import Invited
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import Wave
from tests.surveys.credentials import blind_vectors

WAVE = "2026-11"
NORTH = {
    "code": "north",
    "headcount": 14,
    "links": 8,
    "given_up": 2,
    "signed": 5,
    "slips_printed": 8,
    "slips_used": 3,
    "cast": 7,
}
SOUTH = {
    "code": "south",
    "headcount": 10,
    "links": 4,
    "given_up": 0,
    "signed": 3,
    "slips_printed": 6,
    "slips_used": 4,
    "cast": 6,
}
BY_LINK = {"north": 4, "south": 2}


def document() -> bytes:
    """The keys of both blocks are those of the tests' vectors."""
    wave = Wave(
        code=WAVE,
        names={"en": "November 2026"},
        opens_on=date(2026, 11, 2),
        closes_on=date(2026, 11, 27),
        releases_on=date(2026, 12, 4),
        release_hour=9,
        instrument_document={"code": "core", "items": []},
        pledge_document={"threshold": 5},
    )
    blocks = [
        WaveGroup(
            code=each["code"], names={"en": str(each["code"]).title()}, headcount=each["headcount"]
        )
        for each in (NORTH, SOUTH)
    ]
    invited = {
        str(each["code"]): Invited(credential(place, 0)[0], int(str(each["links"])))
        for place, each in enumerate((NORTH, SOUTH))
    }
    return canonical.dumps(key_document.document(wave, blocks, b"\4" + bytes(64), invited))


def credential(key: int, number: int) -> tuple[bytes, bytes, bytes]:
    """Modulus, token and signature of one of the 20 that were recorded with each key."""
    modulus = list(dict.fromkeys(each.modulus for each in blind_vectors.recorded()))[key]
    each = [one for one in blind_vectors.recorded() if one.modulus == modulus][number]
    return modulus, each.prepared, each.signature


def listed(block: str, key: int, number: int) -> list[str]:
    _, token, signature = credential(key, number)
    return [block, token.hex(), signature.hex()]


def good() -> dict[str, Any]:
    """The audit, to be changed and written down."""
    responses = [
        listed(block, key, number)
        for key, block in enumerate(BY_LINK)
        for number in range(BY_LINK[block])
    ]
    return {
        "format": "pulse-audit/1",
        "wave": WAVE,
        "key_document": canonical.digest(document()),
        "cast": 13,
        "responses_by_link": responses,
        "blocks": [dict(NORTH), dict(SOUTH)],
    }
