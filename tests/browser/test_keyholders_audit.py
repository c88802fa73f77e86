"""Keyholders with the audit of the round: as many envelopes as rights to answer, each signed, none twice."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from surveys import canonical
from tests.browser.keyholders import Keyholders, Made, box_bytes
from tests.surveys.credentials import audits

pytestmark = pytest.mark.browser

Audit = dict[str, Any]


@pytest.fixture
def give(
    three: Keyholders, made: Made, box: Callable[..., Path], tmp_path: Path
) -> Callable[..., None]:
    """Chooses a box of 7 envelopes from North and 6 from South, and an audit that was tampered with."""
    mine = made.document()
    document = json.loads(audits.document()) | {
        key: mine[key] for key in ("sealing_key", "reading_key")
    }
    envelopes = [made.sealed(block="north") for _ in range(7)]
    content = box_bytes(document, envelopes + [made.sealed(block="south") for _ in range(6)])

    def choose(tamper: Callable[[Audit], object]) -> None:
        audit = audits.good() | {"key_document": canonical.digest(canonical.dumps(document))}
        tamper(audit)
        file = tmp_path / "audit.json"
        file.write_bytes(canonical.dumps(audit))
        three.begin()
        three.press("Open a round that has closed")
        three.page.get_by_label("The box file").set_input_files(box(content))
        three.page.get_by_label("The audit of the round").set_input_files(file)
        three.press("Look at the box")

    return choose


def test_an_audit_that_agrees_is_said_to(three: Keyholders, give: Callable[..., None]) -> None:
    give(lambda audit: audit)
    three.see("Is this the right box?")
    said = three.page.inner_text("main")
    assert "The audit agrees: 13 envelopes, 13 rights to answer. 6 came by link" in said
    assert "7 came by paper slip: those are counted, not proved" in said


def one_used_slip_fewer(audit: Audit) -> None:
    audit["blocks"][1]["slips_used"] = 3


def forged(audit: Audit) -> None:
    token = audit["responses_by_link"][0][1]
    audit["responses_by_link"][0][1] = ("0" if token[0] != "0" else "1") + token[1:]


def signed_for_another_block(audit: Audit) -> None:
    audit["responses_by_link"][-1] = audits.listed("south", 0, 9)


def used_twice(audit: Audit) -> None:
    audit["responses_by_link"][1] = list(audit["responses_by_link"][0])


def of_another_round(audit: Audit) -> None:
    audit.update(key_document="0" * 64, wave="2026-09")


def damaged(audit: Audit) -> None:
    audit["responses_by_link"][0].pop()


@pytest.mark.parametrize(
    ("tamper", "answer"),
    [
        (
            one_used_slip_fewer,
            "Group “south” has 6 envelopes, but 5 rights to answer were used. Tell the survey office and your union",
        ),
        (forged, "Right 1 of 6 in the audit was not signed with the key of its group, “north”"),
        (signed_for_another_block, "Right 6 of 6 in the audit was not signed"),
        (used_twice, "One right to answer stands in the audit twice"),
        (of_another_round, "This is the audit of another round (2026-09) than the box"),
        (damaged, "This is not an audit, or it is damaged"),
    ],
)
def test_an_audit_that_does_not_agree_stops_the_opening(
    three: Keyholders,
    give: Callable[..., None],
    tamper: Callable[[Audit], None],
    answer: str,
) -> None:
    give(tamper)
    assert answer in three.trouble()
    assert three.page.locator("[aria-invalid]").get_attribute("id") == "audit-file"


def test_without_an_audit_the_page_says_what_it_has_not_checked(
    three: Keyholders, made: Made, box: Callable[..., Path]
) -> None:
    three.look_at(box(box_bytes(made.document(), [made.sealed()])))
    three.see("Is this the right box?")
    assert "No audit was given" in three.page.inner_text("main")
