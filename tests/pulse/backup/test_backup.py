"""A backup is a whole copy of both databases, and no private key is in any byte of it."""

import base64
import json
import stat
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from pulse.backup import file, manifest, postgres_copy, rounds
from pulse.backup.manifest import BadBackup, NewerBackup
from pulse.extensions import Store
from surveys.fieldwork.waves import Kept, State
from surveys.keyring import Keyring
from surveys.responses import left
from tests.pulse.jobs.test_runner import CLOSES, CODE, OPENS, RELEASES, answer, tick

Speak = Callable[..., Result]


def forms(key: bytes) -> list[bytes]:
    """How somebody might come upon it: as it is, in hexadecimal digits, in base64."""
    mark = left.middle(key)
    return [mark, mark.hex().encode(), base64.b64encode(mark[:30])]


def changed(path: Path, name: str, content: bytes) -> Path:
    """A copy of a backup in which one member is another."""
    other = path.with_name("changed")
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(other, "w") as again:
        for member in packed.namelist():
            again.writestr(member, content if member == name else packed.read(member))
    return other


@pytest.fixture
def saved(store: Store, tmp_path: Path) -> Path:
    """A backup of a council whose round is open."""
    tick(store, OPENS)
    answer(store)
    file.make(store, tmp_path / "backup")
    return tmp_path / "backup"


@pytest.mark.both_databases
@pytest.mark.parametrize("when", ["open", "closed", "released"])
def test_no_private_key_is_in_any_byte_of_a_backup(
    store: Store, speak: Speak, tmp_path: Path, when: str
) -> None:
    tick(store, OPENS)
    for name in ("2026-11.mailing", "2026-11.0123456789abcdef.credential", "release-signing"):
        if not store.keyring.holds(name):
            store.keyring.write(name, name.encode() * 20)
    answer(store)
    keys = [path.read_bytes() for path in store.keyring.files()]
    days = {"open": OPENS, "closed": CLOSES + timedelta(days=1), "released": RELEASES}
    if when == "closed":
        store.keyring.write("2026-11.reading-copy", b"r" * 7 + store.keyring.read("2026-11.seal"))
    tick(store, days[when])
    keys += [path.read_bytes() for path in store.keyring.files()]
    said = speak("backup", tmp_path / "backup")
    assert said.exit_code == 0, said.output
    assert "no private key in it" in said.output
    content = (tmp_path / "backup").read_bytes()
    assert len(keys) >= 4
    assert [form for key in keys for form in forms(key) if form in content] == []
    assert stat.S_IMODE((tmp_path / "backup").stat().st_mode) == 0o600
    assert list(tmp_path.glob(".pulse-*")) == []


def test_a_key_that_got_into_a_database_stops_the_backup(
    store: Store, speak: Speak, tmp_path: Path
) -> None:
    tick(store, OPENS)
    with Session(store.people) as people:
        from surveys.fieldwork import organisation

        organisation.name(people, {"en": "x"}, demonstration=False)
        people.commit()
    Keyring(tmp_path / "keys").write("planted", b"W1-and-nothing-but-the-harbour")
    with Session(store.people) as people:
        from pulse.access import audit

        audit.record(people, "job", "planted", "W1-and-nothing-but-the-harbour")
        people.commit()
    said = speak("backup", tmp_path / "backup")
    assert said.exit_code == 1
    assert "A private key stands in a database. No backup was made" in said.output
    assert not (tmp_path / "backup").exists()


@pytest.mark.both_databases
def test_a_backup_says_what_was_under_way(saved: Path) -> None:
    with file.opened(saved) as (found, copies):
        assert found.rounds == (rounds.UnderWay(CODE, State.OPEN, Kept.BOX),)
        assert set(copies) == {"people", "ballot"}
        assert manifest.read(found.dumps()) == found


@pytest.mark.both_databases
@pytest.mark.parametrize("chain", ["people", "ballot"])
def test_a_changed_byte_is_found(saved: Path, chain: str) -> None:
    with zipfile.ZipFile(saved) as packed:
        content = bytearray(packed.read(chain))
    content[len(content) // 2] ^= 1
    with (
        pytest.raises(BadBackup, match="is not as it was saved"),
        file.opened(changed(saved, chain, bytes(content))),
    ):
        pass


def test_a_database_that_is_broken_inside_is_found_although_its_sum_is_right(saved: Path) -> None:
    import hashlib

    with zipfile.ZipFile(saved) as packed:
        said = json.loads(packed.read("manifest.json"))
    broken = b"no database at all" * 100
    said["databases"]["ballot"] |= {
        "sha256": hashlib.sha256(broken).hexdigest(),
        "bytes": len(broken),
    }
    other = changed(saved, "ballot", broken)
    other = changed(other.rename(saved), "manifest.json", json.dumps(said).encode())
    with pytest.raises(BadBackup, match="A database in this backup is damaged"), file.opened(other):
        pass


@pytest.mark.parametrize("content", [b"", b"{}", b'{"format": "pulse-backup/1"}', b"[", b"[]"])
def test_what_is_no_manifest_is_no_backup(content: bytes) -> None:
    with pytest.raises(BadBackup):
        manifest.read(content)


def test_what_a_newer_program_saved_is_refused(saved: Path) -> None:
    with zipfile.ZipFile(saved) as packed:
        said = json.loads(packed.read("manifest.json"))
    with pytest.raises(NewerBackup, match="or by a newer Pulse"):
        manifest.read(json.dumps(said | {"format": "pulse-backup/2"}).encode())
    said["databases"]["people"]["revision"] = "999_tomorrow"
    with pytest.raises(NewerBackup, match="is at 999_tomorrow, which this Pulse does not know"):
        manifest.read(json.dumps(said).encode())


@pytest.mark.parametrize("content", [b"", b"something else"])
def test_a_file_that_is_no_backup_is_refused(
    speak: Speak, store: Store, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "some").write_bytes(content)
    said = speak("restore", tmp_path / "some", "--replace")
    assert said.exit_code == 1
    assert "is no backup of Pulse, or it is damaged" in said.output


def test_a_backup_never_replaces_one_and_needs_a_folder(speak: Speak, saved: Path) -> None:
    again = speak("backup", saved)
    assert (again.exit_code, "A backup never replaces one" in again.output) == (1, True)
    nowhere = speak("backup", saved / "nowhere" / "file")
    assert (nowhere.exit_code, "There is no folder" in nowhere.output) == (1, True)


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_without_postgresqls_programs_it_is_said(
    store: Store, speak: Speak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_copy.shutil, "which", lambda _: None)
    said = speak("backup", tmp_path / "backup")
    assert said.exit_code == 1
    assert "pg_dump is not on this machine" in said.output
    assert list(tmp_path.glob("*backup*")) == []


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_postgresqls_programs_refuse_is_said(
    store: Store, speak: Speak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_copy, "_address", lambda _: "host=/nowhere dbname=gone")
    said = speak("backup", tmp_path / "backup")
    assert said.exit_code == 1
    assert "pg_dump did not do it: pg_dump: error: connection to server" in said.output


def test_the_signing_key_is_saved_apart_and_under_a_passphrase(
    app: Flask, store: Store, speak: Speak, tmp_path: Path
) -> None:
    for day in (OPENS, RELEASES):
        tick(store, day)
    store.keyring.shred("release-signing")
    store.keyring.write("release-signing", b"s" * 32)
    words = "four words and no more"
    short = speak("backup", tmp_path / "a", "--signing-key", tmp_path / "key", input="x\nx\n")
    assert "at least 20 letters" in short.output
    done = speak(
        "backup", tmp_path / "b", "--signing-key", tmp_path / "key", input=f"{words}\n" * 2
    )
    assert done.exit_code == 0, done.output
    assert b"ENCRYPTED PRIVATE KEY" in (tmp_path / "key").read_bytes()
    from pulse.backup import signing

    other = Keyring(tmp_path / "other")
    with pytest.raises(signing.NoSigningKey, match="or the passphrase is another one"):
        signing.bring(other, tmp_path / "key", "another passphrase")
    assert signing.bring(other, tmp_path / "key", words)
    assert other.read("release-signing") == b"s" * 32
    assert not signing.bring(other, tmp_path / "key", words)
    other.shred("release-signing")
    other.write("release-signing", b"t" * 32)
    with pytest.raises(signing.NoSigningKey, match="another signing key already"):
        signing.bring(other, tmp_path / "key", words)
    with pytest.raises(signing.NoSigningKey, match="cannot be written"):
        signing.save(other, tmp_path / "key", words)


def test_tables_of_another_version_are_not_saved(
    store: Store, speak: Speak, tmp_path: Path
) -> None:
    with store.people.begin() as line:
        line.execute(text("UPDATE alembic_version SET version_num = '000'"))
    said = speak("backup", tmp_path / "backup")
    assert said.exit_code == 1
    assert "The tables of the people database are not those of this program" in said.output
