"""`flask release attack`: a file, with what came before it, and a release that is published here."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from surveys.keyring import Keyring
from surveys.releases import publish
from surveys.releases.withdrawn import Withdrawn
from tests.pulse.cli.round import AFTER, OPENS, RELEASES
from tests.surveys.disclosure.attacks import made
from tests.surveys.releases import drafts
from tests.surveys.releases.test_withdrawn import supplement


@pytest.fixture
def save(tmp_path: Path):
    def written(parts: dict[str, Any], name: str = "release.json") -> str:
        (tmp_path / name).write_text(json.dumps(parts))
        return str(tmp_path / name)

    return written


def test_a_clean_file_is_attacked_in_a_table(flask, save) -> None:
    answer = flask("release", "attack", save(made.release()))
    assert answer.exit_code == 0, answer.output
    assert "a group minus the groups inside it" in answer.output
    assert "found:" not in answer.output


def test_what_refuses_ends_with_exit_code_1_and_says_how_it_is_done(flask, save) -> None:
    parts = made.release()
    made.put(parts, "E", "workload", base=7)
    answer = flask("release", "attack", save(parts), "--markdown")
    assert answer.exit_code == 1
    row = next(line for line in answer.output.splitlines() if line.startswith("| 1 |"))
    assert "found: " in row
    assert "workload (item): Group E = 7 people" in row


def test_an_earlier_release_and_a_staff_list_are_known(flask, save, tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text("C,7\nG,5\n")
    newer = save(made.release([*made.people(), ("D", "sw", "1")], wave="2027-02"))
    words = ("--earlier", save(made.release(), "old.json"), "--staff", str(tmp_path / "staff.csv"))
    answer = flask("release", "attack", newer, *words)
    assert answer.exit_code == 0, answer.output
    assert "Group ALL: 1 people who answered more or fewer" in answer.output
    assert "Needs a staff list" not in answer.output


def test_a_published_release_is_attacked_by_its_number(flask, planned: Path) -> None:
    for day, hour, *words in (
        (OPENS, 8, "wave", "open", "2026-11"),
        (AFTER, 0, "wave", "close", "2026-11"),
        (AFTER, 1, "box", "open", "2026-11"),
        (AFTER, 2, "release", "build", "2026-11"),
        (RELEASES, 9, "release", "publish", "2026-11"),
        (RELEASES, 9, "release", "attack", "1"),
    ):
        answer = flask(*words, day=day, hour=hour)
        assert answer.exit_code == 0, answer.output
    assert "nothing found" in answer.output
    missing = flask("release", "attack", "2")
    assert (missing.exit_code, "There is no release 2." in missing.output) == (1, True)


def test_what_is_no_release_is_refused_in_one_plain_line(flask, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("7 people")
    for path in ("notes.txt", "nowhere.json"):
        answer = flask("release", "attack", str(tmp_path / path))
        assert answer.exit_code == 1
        assert answer.output.startswith("Error: ")
        assert "Traceback" not in answer.output


def test_a_release_that_withdraws_is_saved_verified_attacked_and_checked(
    flask, people: Session, tmp_path: Path
) -> None:
    keyring = Keyring(tmp_path / "keys")
    publish.publish(people, keyring, drafts.figures())
    publish.publish(people, keyring, drafts.supplement())
    publish.publish(people, keyring, supplement(Withdrawn(2, 1, "ordered")))
    people.commit()
    for number in ("2", "3"):
        assert flask("release", "save", number, "-o", str(tmp_path / number)).exit_code == 0
    saved = (str(tmp_path / "3"), "--previous", str(tmp_path / "2"))
    assert "It withdraws 1 published comment, by place" in flask("release", "verify", *saved).output
    assert flask("release", "attack", "3").exit_code == 0
    alone = flask("release", "attack", str(tmp_path / "3"))
    assert alone.exit_code == 1
    assert "is in no supplement of its round that was published before" in alone.output
    assert "Checked 3: every release is as it was signed" in flask("release", "check").output
    publish.publish(people, keyring, supplement(Withdrawn(2, 1, "ordered")))
    people.commit()
    checked = flask("release", "check")
    assert checked.exit_code == 1
    assert "Release 4 withdraws a comment that is not published" in checked.output
    assert flask("release", "attack", "4").exit_code == 1
