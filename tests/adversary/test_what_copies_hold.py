"""Beside the attack, what can be said for certain of every byte that was copied, and of what the doors answer."""

from collections.abc import Iterable, Mapping

import numpy as np
import pytest
from sqlalchemy import URL, Date, DateTime, Integer, Interval, Time, create_engine, inspect, text

from surveys.responses import envelope, seal
from tests.adversary import tokens
from tests.adversary.attacked import Attacked
from tests.adversary.marks import sha
from tests.adversary.real import CODE

pytestmark = pytest.mark.both_databases
TELLING = ("Set-Cookie", "ETag", "Last-Modified", "Expires", "Age", "X-Request-Id")
#: Counts, not counters.
COUNTS = {("sealed_opened", "rows"), ("ballot_wave", "unreadable")}


def held(streams: Mapping[str, bytes], wanted: Iterable[bytes]) -> dict[str, int]:
    """File -> how many of these stand in it; files with none are left out."""
    looked_for = list(wanted)
    counts = {
        name: int(np.sum(~np.isnan(tokens.places(stream, looked_for)[0])))
        for name, stream in streams.items()
    }
    return {name: count for name, count in counts.items() if count}


def canaries(watched: Attacked) -> list[bytes]:
    """As written, and as they would stand in a log that shows bytes."""
    plain = [person.canary.encode() for person in watched.plan.people]
    return plain + [bytes.fromhex(canary.decode()) for canary in plain]


def of_links(watched: Attacked) -> list[bytes]:
    """Whatever is kept of links: digests of secrets and of what was signed, ids of invitations."""
    wave = watched.wave
    digests = [sha(secret) for secret in wave.secrets.values()]
    return [*digests, *watched.digests, *wave.invitations.values()]


def of_ballots(watched: Attacked) -> list[bytes]:
    """Whatever is kept of ballots: ciphertexts and their digests, spends."""
    sealed = [envelope.read(sent).ciphertext for sent in watched.wave.sent.values()]
    spent = [right.digest for right in watched.wave.credentials.values()]
    return [*(c[1:] for c in sealed), *(c[5000:] for c in sealed), *map(sha, sealed), *spent]


def test_the_search_finds_what_is_there(watched: Attacked) -> None:
    """Else finding nothing would mean nothing."""
    found = held(watched.before, of_links(watched)), held(watched.before, of_ballots(watched))
    assert all(max(each.values()) > len(watched.plan.people) for each in found)
    assert held({"reel": watched.reel}, of_ballots(watched))


def test_no_answer_can_be_read_in_any_copy_before_the_opening_or_after(watched: Attacked) -> None:
    everything = {**watched.before, **watched.after, "reel": watched.reel}
    assert held(everything, canaries(watched)) == {}


def test_no_secret_of_a_link_is_kept(watched: Attacked) -> None:
    everything = {**watched.before, **watched.after, "reel": watched.reel}
    assert held(everything, watched.wave.secrets.values()) == {}


def test_every_envelope_and_every_ballot_has_one_length(watched: Attacked) -> None:
    assert {len(sent) for sent in watched.wave.sent.values()} == {envelope.SIZE}
    lengths = {len(envelope.read(sent).ciphertext) for sent in watched.wave.sent.values()}
    assert lengths == {seal.SEALED}
    assert len({len(person.comment) for person in watched.plan.people}) > 100


def test_workers_doors_answer_alike_and_leave_nothing(watched: Attacked) -> None:
    heard = watched.wave.heard
    assert {said.request.path for said in heard} == {"/cast", "/i/group", "/i/sign"}
    assert not [name for said in heard for name in TELLING if name in said.headers]
    for path in ("/cast", "/i/group", "/i/sign"):
        good = [said for said in heard if said.request.path == path and said.status_code == 200]
        assert len({tuple(said.headers) for said in good}) == 1, path
        assert len({len(said.get_data()) for said in good}) == 1, path


def test_the_website_has_logged_nothing(watched: Attacked) -> None:
    assert watched.before["both server.log"] == watched.after["both server.log"] == b""


def test_no_log_names_a_link_or_a_ballot(watched: Attacked) -> None:
    """PostgreSQL has a log of its own; it writes bytes as hexadecimal digits."""
    logs = {name: log for name, log in watched.after.items() if name.endswith("log")}
    assert logs
    known = [*of_links(watched), *of_ballots(watched)]
    assert held(logs, [*known, *(each.hex()[:64].encode() for each in known)]) == {}


def test_after_the_sweep_links_ballots_and_their_keys_are_gone(watched: Attacked) -> None:
    assert dict(watched.rows) == {
        "link": 0, "invitation": 0, "sealed_slip": 0, "sealed_spent": 0, "sealed_box": 0, "sealed_opened": 2,
    }  # fmt: skip
    assert watched.keys == {f"{CODE}.reading"}


def test_one_transaction_wrote_both_blobs(watched: Attacked, database: str) -> None:
    assert len(watched.writers) == (1 if database == "postgresql" else 0)


def test_after_the_sweep_the_ballot_databases_files_hold_no_ballot(watched: Attacked) -> None:
    files = {name: file for name, file in watched.after.items() if name.startswith("ballot ")}
    assert held(files, of_ballots(watched)) == {}


def test_after_the_close_the_people_databases_files_hold_no_link(watched: Attacked) -> None:
    """Whoever keeps the letters could otherwise look up in the file who has opened their link."""
    files = {name: file for name, file in watched.after.items() if name.startswith("people ")}
    assert held(files, of_links(watched)) == {}


def test_the_ballot_database_has_no_clock_no_counter_and_no_default(
    urls: Mapping[str, URL],
) -> None:
    engine = create_engine(urls["ballot"])
    with engine.connect() as line:
        found = inspect(line)
        for table in found.get_table_names():
            for column in found.get_columns(table):
                named = (table, column["name"])
                assert not isinstance(column["type"], Date | DateTime | Time | Interval), named
                assert not isinstance(column["type"], Integer) or named in COUNTS
                assert column["default"] is None, named
                assert not column.get("identity"), named
                assert not column.get("computed"), named
        assert found.get_sequence_names() == [] if line.dialect.supports_sequences else True
        assert line.execute(text(_HIDDEN[line.dialect.name])).all() == []
    engine.dispose()


#: Triggers and counters that no inspection shows.
_HIDDEN = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' OR name = 'sqlite_sequence'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
