"""The command line walks a round from the units to a verified release, and says what it did."""

import csv
from datetime import date
from pathlib import Path

import click
import pytest
from flask import Flask
from pypdf import PdfReader

from tests.pulse.cli.round import AFTER, OPENS, PLAN, RELEASES


def test_a_round_is_walked_by_commands_alone(flask, planned: Path) -> None:
    said = []
    for day, hour, *words in (
        (OPENS, 8, "wave", "open", "2026-11"),
        (OPENS, 9, "slips", "print", "2026-11", "-o", str(planned / "slips.pdf")),
        (OPENS, 9, "wave", "poster", "2026-11", "-o", str(planned / "poster.pdf")),
        (AFTER, 0, "wave", "close", "2026-11"),
        (AFTER, 1, "box", "open", "2026-11"),
        (AFTER, 2, "release", "build", "2026-11"),
        (RELEASES, 9, "release", "publish", "2026-11"),
        (RELEASES, 9, "release", "save", "1", "-o", str(planned / "release.json")),
        (RELEASES, 9, "release", "verify", str(planned / "release.json")),
        (RELEASES, 9, "release", "check"),
        (RELEASES, 9, "release", "supplement", "2026-11"),
        (RELEASES, 9, "wave", "status"),
    ):
        answer = flask(*words, day=day, hour=hour)
        assert answer.exit_code == 0, answer.output
        said.append(answer.output)
    assert "5 blocks, 60 people" in said[0]
    assert "60 slips" in said[1]
    assert len(PdfReader(planned / "slips.pdf").pages) >= 5
    words = said[2].rpartition(": ")[2].strip().removesuffix(".")
    assert words in " ".join(PdfReader(planned / "poster.pdf").pages[0].extract_text().split())
    assert "0 cast, 0 opened" in said[4]
    assert "Nothing is published yet" in said[5]
    assert "The signature is right" in said[8]
    assert "Checked 1: every release is as it was signed" in said[9]
    assert "released" in said[11]


@pytest.mark.parametrize(
    ("day", "hour", "words", "why"),
    [
        (date(2026, 11, 15), 23, ("wave", "open", "2026-11"), "opens on 16 November 2026"),
        (OPENS, 9, ("wave", "open", "2027-01"), "no round called 2027-01"),
        (OPENS, 9, ("wave", "close", "2026-11"), "until 29 November 2026"),
        (OPENS, 9, ("box", "open", "2026-11"), "opened once, after the close"),
        (OPENS, 9, ("release", "publish", "2026-11"), "2026-11"),
        (OPENS, 9, PLAN, "2026-11"),
    ],
)
def test_a_step_out_of_turn_is_refused_in_one_plain_line(
    flask, planned: Path, day: date, hour: int, words: tuple[str, ...], why: str
) -> None:
    answer = flask(*words, day=day, hour=hour)
    assert answer.exit_code == 1
    assert why in answer.output
    assert "Traceback" not in answer.output
    assert len(answer.output.strip().splitlines()) == 1


def test_a_second_print_says_how_to_cancel_the_first(flask, planned: Path) -> None:
    flask("wave", "open", "2026-11", day=OPENS)
    words = ("slips", "print", "2026-11", "-o", str(planned / "slips.pdf"))
    assert flask(*words, day=OPENS).exit_code == 0
    refused = flask(*words, day=OPENS)
    assert refused.exit_code == 1
    assert "--again" in refused.output
    assert flask(*words, "--again", day=OPENS).exit_code == 0


@pytest.mark.parametrize("place", ["nowhere/slips.pdf", "units.csv/slips.pdf"])
def test_slips_that_cannot_be_written_are_not_made(flask, planned: Path, place: str) -> None:
    flask("wave", "open", "2026-11", day=OPENS)
    refused = flask("slips", "print", "2026-11", "-o", str(planned / place), day=OPENS)
    assert refused.exit_code == 1
    assert "No slips were made" in refused.output
    assert not isinstance(refused.exception, OSError)
    good = flask("slips", "print", "2026-11", "-o", str(planned / "slips.pdf"), day=OPENS)
    assert good.exit_code == 0, good.output  # without --again: the first try left no codes behind
    assert list(planned.glob("*.part")) == []


def test_slips_are_on_the_disk_before_their_codes_count(
    flask, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flask("wave", "open", "2026-11", day=OPENS)

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pulse.cli.slips.os.fsync", fails)
    words = ("slips", "print", "2026-11", "-o", str(planned / "slips.pdf"))
    refused = flask(*words, day=OPENS)
    assert "No space left on device" in refused.output
    assert list(planned.glob("slips*")) == []
    monkeypatch.undo()
    assert flask(*words, day=OPENS).exit_code == 0


def test_slips_that_cannot_be_put_in_place_are_not_lost(
    flask, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flask("wave", "open", "2026-11", day=OPENS)

    def fails(*_: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", fails)
    answer = flask("slips", "print", "2026-11", "-o", str(planned / "slips.pdf"), day=OPENS)
    assert answer.exit_code == 1
    (left,) = planned.glob("slips.pdf.*.part")
    assert str(left) in answer.output
    assert len(PdfReader(left).pages) >= 5


def test_a_changed_release_is_found_out(flask, planned: Path) -> None:
    for day, hour, *words in (
        (OPENS, 8, "wave", "open", "2026-11"),
        (AFTER, 0, "wave", "close", "2026-11"),
        (AFTER, 1, "box", "open", "2026-11"),
        (AFTER, 2, "release", "build", "2026-11"),
        (RELEASES, 9, "release", "publish", "2026-11"),
        (RELEASES, 9, "release", "save", "1", "-o", str(planned / "release.json")),
    ):
        assert flask(*words, day=day, hour=hour).exit_code == 0
    saved = (planned / "release.json").read_bytes()
    (planned / "release.json").write_bytes(saved.replace(b"Westerby", b"Easterby"))
    assert flask("release", "verify", str(planned / "release.json")).exit_code == 1


def test_jobs_tick_does_what_is_due(flask, planned: Path) -> None:
    assert "open" in flask("jobs", "tick", day=OPENS).output
    assert flask("jobs", "tick", day=OPENS).output == ""


def test_an_account_is_made_with_a_first_password(flask) -> None:
    words = ("staff", "add", "Jo@council.example", "--name", "Jo", "--role", "office")
    answer = flask(*words)
    assert "jo@council.example can log in" in answer.output
    assert flask(*words).exit_code == 1


@pytest.mark.parametrize(
    "email", ["jo", "jo@", "jo council@x.example", "jo@x..example", "", "jo@x"]
)
def test_an_account_needs_an_address_that_can_be_one(flask, email: str) -> None:
    answer = flask("staff", "add", email, "--name", "Jo", "--role", "office")
    assert answer.exit_code == 1
    assert f"“{email}” is not an e-mail address" in answer.output
    assert "password" not in answer.output


@pytest.mark.parametrize("email", [" Jo@council.example ", "jo@council.test", "jo@council.gov.uk"])
def test_an_address_is_not_looked_up(flask, email: str) -> None:
    answer = flask("staff", "add", email, "--name", "Jo", "--role", "office")
    assert answer.exit_code == 0, answer.output


def test_a_stewards_own_file_is_redacted_and_tagged(flask, tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("id,Comment\n1,Supervision was cancelled again by Jane Smith\n")
    answer = flask("comments", "tag", str(source), str(target), "--text", "Comment")
    assert answer.exit_code == 0, answer.output
    with target.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["redacted_text"] == "Supervision was cancelled again by [name]"
    assert row["themes"] == "supervision"
    assert "remove those before you pass it on" in answer.output
    wrong = flask("comments", "tag", str(source), str(target), "--text", "Remark")
    assert wrong.exit_code == 1
    assert "Comment" in wrong.output


def test_a_demonstration_never_touches_a_real_survey(flask, planned: Path) -> None:
    answer = flask("demo")
    assert answer.exit_code == 1
    assert "real survey" in answer.output


def _commands(app: Flask) -> list[tuple[str, click.Command]]:
    ours = (
        "db",
        "groups",
        "roster",
        "wave",
        "slips",
        "box",
        "release",
        "comments",
        "jobs",
        "staff",
    )
    found = []
    for name in ours:
        group = app.cli.commands[name]
        assert isinstance(group, click.Group)
        found += [(f"{name} {verb}", command) for verb, command in group.commands.items()]
    return [*found, ("demo", app.cli.commands["demo"])]


def test_every_command_has_help_with_an_example(app: Flask) -> None:
    for name, command in _commands(app):
        help_text = command.help or ""
        if name != "jobs run":
            assert f"flask {name}" in help_text, name
        assert len(help_text.splitlines()[0]) > 10, name
