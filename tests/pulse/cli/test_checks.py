"""Commands of the second person: headcounts confirmed with their own password, an audit recounted without a database."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry
from surveys import canonical
from tests.pulse.cli.round import AFTER, OPENS
from tests.surveys.credentials import audits

CONFIRM = ("wave", "confirm", "2026-11", "--as", "union@westerby.example")


def test_without_a_confirmation_a_round_does_not_open(flask, unconfirmed: Path) -> None:
    refused = flask("wave", "open", "2026-11", day=OPENS)
    assert refused.exit_code == 1
    assert "have not been proposed" in refused.output
    assert "12  Harbour Team  (new)" in flask("wave", "propose", "2026-11").output
    refused = flask("wave", "open", "2026-11", day=OPENS)
    assert "wait for a union representative" in refused.output


def test_a_confirmation_at_the_command_line_takes_the_stewards_own_password(
    flask, unconfirmed: Path, union: str, people: Session
) -> None:
    assert flask(*CONFIRM, input=f"{union}\n").exit_code == 1  # nothing is proposed
    flask("wave", "propose", "2026-11")
    refused = flask(*CONFIRM, input="a guess\n")
    assert refused.exit_code == 1
    assert "not the account and password" in refused.output
    done = flask(*CONFIRM, input=f"{union}\n")
    assert done.exit_code == 0, done.output
    assert flask("wave", "open", "2026-11", day=OPENS).exit_code == 0
    entry = people.query(AuditEntry).filter_by(act="headcounts confirmed").one()
    assert entry.actor == "union@westerby.example"
    assert entry.about == "2026-11: 5 blocks, 60 people, at the command line"


@pytest.mark.parametrize(
    "more", [("--role", "office"), ("--role", "director"), ("--role", "union", "--scope", "A")]
)
def test_nobody_else_confirms(flask, unconfirmed: Path, more: tuple[str, ...]) -> None:
    added = flask("staff", "add", "jo@westerby.example", "--name", "Jo", *more)
    password = added.output.split()[-1]
    flask("wave", "propose", "2026-11")
    words = ("wave", "confirm", "2026-11", "--as", "jo@westerby.example")
    refused = flask(*words, input=f"{password}\n")
    assert refused.exit_code == 1
    assert "not the account and password" in refused.output


def test_a_proposal_tells_what_changed_since_the_last_round(
    flask, planned: Path, files: Path
) -> None:
    flask("wave", "open", "2026-11", day=OPENS)
    flask("wave", "close", "2026-11", day=AFTER)
    rows = (files / "roster.csv").read_text().replace("Duty Team", "Court Team")
    (files / "roster.csv").write_text(rows)
    flask("roster", "import", str(files / "roster.csv"), "--yes", day=AFTER)
    days = ("--opens", "2027-02-01", "--closes", "2027-02-14", "--releases", "2027-03-01")
    assert flask("wave", "plan", "2027-02", *days, day=AFTER).exit_code == 0
    said = flask("wave", "propose", "2027-02", day=AFTER).output
    assert "24  Court Team  (was 12)" in said
    assert "Duty Team  (was 12; no longer a block)" in said


def test_an_audit_is_saved_and_recounted(flask, planned: Path) -> None:
    flask("wave", "open", "2026-11", day=OPENS)
    early = flask("wave", "save-audit", "2026-11", "-o", str(planned / "a.json"), day=OPENS)
    assert early.exit_code == 1
    assert "no audit of round 2026-11" in early.output
    flask("wave", "close", "2026-11", day=AFTER)
    file, keys = str(planned / "audit.json"), str(planned / "keys.json")
    saved = flask("wave", "save-audit", "2026-11", "-o", file, "--keys", keys, day=AFTER)
    assert saved.exit_code == 0, saved.output
    for words in ((file,), (file, "--keys", keys)):
        done = flask("wave", "audit", *words, day=AFTER)
        assert done.exit_code == 0, done.output
        assert "✓ 0 answers of 60 people, in no block more" in done.output
        assert "counted, not proved" in done.output


@pytest.fixture
def elsewhere(tmp_path: Path) -> Flask:
    """Pulse on a machine without any of the council's data: its databases are not even set up."""
    from pulse import create_app

    return create_app({"PULSE_DATA": str(tmp_path / "elsewhere")})


def recounted(
    app: Flask, folder: Path, audit: dict[str, object], document: bytes = audits.document()
):
    (folder / "audit.json").write_text(json.dumps(audit))
    (folder / "keys.json").write_bytes(document)
    words = ("wave", "audit", str(folder / "audit.json"), "--keys", str(folder / "keys.json"))
    return app.test_cli_runner().invoke(args=list(words))


def test_a_recount_needs_no_database(elsewhere: Flask, tmp_path: Path) -> None:
    done = recounted(elsewhere, tmp_path, audits.good())
    assert done.exit_code == 0, done.output
    assert "North" in done.output
    assert "8−2" in done.output
    assert canonical.digest(audits.document()) in done.output
    assert "✓ 6 responses by link: each shows a right" in done.output
    assert not (tmp_path / "elsewhere" / "ballot.db").exists()


def test_a_wrong_audit_ends_with_1_and_a_sentence_for_each_fault(
    elsewhere: Flask, tmp_path: Path
) -> None:
    done = recounted(elsewhere, tmp_path, audits.good() | {"cast": 14, "wave": "2027-02"})
    assert done.exit_code == 1
    assert "✗ The audit is of round 2027-02" in done.output
    assert "✗ 14 answers in the box, but 13" in done.output
    assert "does not add up" in done.output
    assert "✓" not in done.output


#: As if the recount had said so; over what was said before; hidden; read from right to left; half a letter.
PAINT = ("\n✓ 13 answers", "\x1b[2A\x1b[2K✓ 13 answers", "\x1b[8m", "\u202e", "\ud800", "\u2028")


@pytest.mark.parametrize("paint", PAINT)
def test_nothing_in_the_files_paints_a_result_of_its_own(
    elsewhere: Flask, tmp_path: Path, paint: str
) -> None:
    audit = audits.good()
    audit["wave"] += paint
    audit["blocks"][0]["code"] += paint
    audit["responses_by_link"][0][0] += paint
    audit["key_document"] = paint + audit["key_document"]
    document = json.loads(audits.document())
    for names in (document["names"], document["blocks"][1]["names"]):
        names["en"] += paint
    done = recounted(elsewhere, tmp_path, audit, json.dumps(document).encode())
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "�" in done.output
    assert paint not in done.output
    assert not any(line.startswith("✓") for line in done.output.splitlines())


def test_what_is_no_audit_is_said_in_one_line(elsewhere: Flask, tmp_path: Path) -> None:
    done = recounted(elsewhere, tmp_path, {})
    assert done.exit_code == 1
    assert len(done.output.strip().splitlines()) == 1
