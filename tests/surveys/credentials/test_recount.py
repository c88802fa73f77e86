"""An audit is recounted with the key document alone: whatever was tampered with, a sentence names it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from surveys import canonical
from surveys.credentials import key_document, recount
from surveys.credentials.recount import NoAuditFile
from tests.surveys.credentials import audits

Audit = dict[str, Any]


def faults(audit: Audit) -> tuple[str, ...]:
    return recount.recount(canonical.dumps(audit), audits.document()).faults


def test_an_audit_that_adds_up_has_no_fault() -> None:
    found = recount.recount(canonical.dumps(audits.good()), audits.document())
    assert found.faults == ()
    assert (found.by_link, found.by_slip, found.cast, found.headcount) == (6, 7, 13, 24)
    assert [line.name for line in found.lines] == ["North", "South"]
    assert found.four_words == key_document.four_words(audits.document())


def of_block(place: int, **counts: int) -> Callable[[Audit], None]:
    return lambda audit: audit["blocks"][place].update(counts)


def whole(**values: object) -> Callable[[Audit], None]:
    return lambda audit: audit.update(values)


def forged_signature(audit: Audit) -> None:
    audit["responses_by_link"][0][2] = "00" + audit["responses_by_link"][0][2][2:]


def of_another_block(audit: Audit) -> None:
    audit["responses_by_link"][-1] = audits.listed("south", 0, 9)


def too_short(audit: Audit) -> None:
    audit["responses_by_link"][0][1] = audit["responses_by_link"][0][1][:64]


def used_twice(audit: Audit) -> None:
    audit["responses_by_link"][1] = list(audit["responses_by_link"][0])


def without_a_block(audit: Audit) -> None:
    audit["blocks"].pop()
    audit["responses_by_link"] = audit["responses_by_link"][:4]
    audit["cast"] = 7


def one_fewer_in_the_box(audit: Audit) -> None:
    audit["blocks"][1]["cast"] = 5
    audit["cast"] = 12


#: Each is found by one check alone.
TAMPERED = [
    (whole(key_document="0" * 64), "made with another key document"),
    (whole(wave="2027-02"), "The audit is of round 2027-02"),
    (of_block(0, headcount=20), "north: 20 people, but 14 when the round opened"),
    (of_block(0, links=7), "north: 7 links, but 8 when the round opened"),
    (without_a_block, "The blocks of the audit are not those"),
    (forged_signature, "north: response 1 of the list has no valid signature"),
    (of_another_block, "south: response 6 of the list has no valid signature"),
    (too_short, "north: response 1 of the list has no valid signature"),
    (used_twice, "One right to answer is listed 2 times"),
    (of_block(0, signed=3), "north: 4 responses by link, more than the 3 rights signed"),
    (of_block(0, signed=7), "7 rights signed and 2 links given up, more than the 8 links"),
    (of_block(1, slips_printed=3), "south: 4 slips used, more than the 3 printed"),
    (of_block(1, slips_printed=7), "4 links and 7 slips, more than the 10 people and 0 links"),
    (one_fewer_in_the_box, "south: 5 answers in the box, but 2 by link and 4 by slip"),
    (whole(cast=14), "14 answers in the box, but 13 when the blocks are added up"),
]


@pytest.mark.parametrize(("tamper", "named"), TAMPERED, ids=[named for _, named in TAMPERED])
def test_each_thing_that_is_wrong_is_named_by_the_check_that_looks_for_it(
    tamper: Callable[[Audit], None], named: str
) -> None:
    audit = audits.good()
    tamper(audit)
    (fault,) = faults(audit)
    assert named in fault


def test_more_answers_than_people_are_named_beside_what_made_them_possible() -> None:
    audit = audits.good()
    audit["blocks"][1] |= {"slips_printed": 9, "slips_used": 9, "cast": 11}
    audit["cast"] = 18
    assert faults(audit) == (
        "south: 4 links and 9 slips, more than the 10 people and 0 links given up.",
        "south: 11 answers in the box, more than the 10 people.",
    )


def test_a_right_of_a_block_without_links_is_no_right() -> None:
    audit = audits.good()
    audit["responses_by_link"].append(audits.listed("nowhere", 0, 9))
    assert any("nowhere: response 7" in fault for fault in faults(audit))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        canonical.dumps(audits.good() | {"format": "pulse-audit/2"}),
        canonical.dumps(audits.good() | {"cast": -1}),
        canonical.dumps(audits.good() | {"cast": True}),
        canonical.dumps(audits.good() | {"cast": "13"}),
        canonical.dumps(audits.good() | {"blocks": [{"code": "north"}]}),
        canonical.dumps(audits.good() | {"blocks": [audits.NORTH | {"more": 1}]}),
        canonical.dumps(audits.good() | {"blocks": 3}),
        canonical.dumps(audits.good() | {"responses_by_link": [["north", "xx", "00"]]}),
        canonical.dumps(audits.good() | {"responses_by_link": [["north"]]}),
        canonical.dumps(audits.good()).replace(b'"cast":', b'"cast":999,"cast":', 1),
        canonical.dumps(audits.good()).replace(b'{"cast":7', b'{"cast":70,"cast":7', 1),
        b"[" * 100_000,
    ],
)
def test_what_is_no_audit_is_refused_in_plain_words(content: bytes) -> None:
    with pytest.raises(NoAuditFile, match="not an audit"):
        recount.recount(content, audits.document())


def keys(**values: object) -> bytes:
    """The key document with other values for its first block."""
    document = json.loads(audits.document())
    document["blocks"][0] |= values
    return canonical.dumps(document)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        canonical.dumps(audits.good()),
        b"[" * 100_000,
        canonical.dumps(json.loads(audits.document()) | {"names": "November"}),
        keys(names=["North"]),
        keys(names={"en": 14}),
        keys(code=["north"]),
        keys(headcount="14"),
    ],
)
def test_what_is_no_key_document_is_refused_in_plain_words(content: bytes) -> None:
    with pytest.raises(NoAuditFile, match="not a key document"):
        recount.recount(canonical.dumps(audits.good()), content)


@pytest.mark.parametrize("modulus", ["00" * 384, "ff" * 383 + "fe"])
def test_a_key_that_is_none_signs_nothing(modulus: str) -> None:
    document = keys(credential_key=modulus)
    audit = audits.good() | {"key_document": canonical.digest(document)}
    found = recount.recount(canonical.dumps(audit), document).faults
    assert [fault for fault in found if "no valid signature" in fault] == list(found)
    assert len(found) == audits.BY_LINK["north"]
