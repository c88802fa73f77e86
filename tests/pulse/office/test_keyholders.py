"""The office takes in the keyholders' keys, plans a round with one, gives its box out and takes the result."""

from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.access.audit import AuditEntry
from pulse.outbox import OutboxJob
from surveys.fieldwork import programme, sealing_keys, waves
from surveys.fieldwork.waves import State
from surveys.keyring import Keyring
from tests.house_client import HouseClient
from tests.pulse.office.test_rounds import planned
from tests.surveys.fieldwork.test_sealing_keys import a_file
from tests.surveys.responses import keyholders
from tests.surveys.responses.rounds import CODE, make_wave

pytestmark = pytest.mark.usefixtures("staffed")


def upload(office: HouseClient, content: bytes, *, to: str, action: str):  # type: ignore[no-untyped-def]
    return office.send(office.get(to), {"file": (BytesIO(content), "file.json")}, action=action)


@pytest.fixture
def closed(people: Session, ballot: Session, tmp_path: Path, office: HouseClient) -> bytes:
    """A closed round of keyholders; its box file."""
    sealing_keys.take_in(people, sealing_keys.read(a_file(1)))
    wave = make_wave()
    wave.state = State.CLOSED
    wave.pledge_document = {"custody": 2}
    wave.instrument_document = programme.instrument_for(1).document()
    people.add(wave)
    people.flush()
    sealing_keys.reserve(people, wave)
    people.commit()
    keyholders.closed(ballot, Keyring(tmp_path / "keys"))
    content = keyholders.exported(ballot)
    ballot.rollback()
    return content


def test_the_keyholders_file_is_taken_in_and_its_words_are_shown(
    office: HouseClient, people: Session
) -> None:
    assert "not used yet" not in office.get("/office/keys").text
    done = upload(office, a_file(2), to="/office/keys", action="/office/keys")
    assert done.status_code == 302
    page = office.get("/office/keys").text
    assert page.count("not used yet") == 2
    assert "Key 2, made on 5 October 2026" in page
    refused = upload(office, a_file()[:-5], to="/office/keys", action="/office/keys")
    assert refused.status_code == 422
    assert "or it is damaged" in refused.text


def test_a_round_is_planned_with_a_key_or_refused_without_one(
    office: HouseClient, people: Session
) -> None:
    refused = planned(office, custody="2")
    assert refused.status_code == 422
    assert "There is no unused key of the keyholders" in refused.text
    sealing_keys.take_in(people, sealing_keys.read(a_file(1)))
    people.commit()
    done = planned(office, custody="2")
    assert done.status_code == 302
    assert "two of three keyholders, with key 1" in " ".join(office.get(done.location).text.split())
    people.rollback()
    assert waves.find(people, "2026-11").pledge.by_keyholders


def test_the_box_goes_out_and_the_result_waits_for_the_job(
    office: HouseClient, people: Session, closed: bytes
) -> None:
    here = f"/office/rounds/{CODE}"
    page = office.get(here)
    assert "Download the sealed box: 15 answers" in " ".join(page.text.split())
    given = office.send(page, {}, action=f"{here}/box")
    assert given.data == closed
    assert f"pulse-box-{CODE}.txt" in given.headers["Content-Disposition"]
    done = upload(office, keyholders.result(closed), to=here, action=f"{here}/result")
    assert done.status_code == 302
    assert "A result has come and waits" in " ".join(office.get(here).text.split())
    assert [job.name for job in people.scalars(select(OutboxJob))] == ["take_result"]
    acts = [entry.act for entry in people.scalars(select(AuditEntry))]
    assert acts == ["box given out", "result handed over"]


def test_what_is_no_result_is_refused_in_plain_words(
    office: HouseClient, people: Session, closed: bytes
) -> None:
    here = f"/office/rounds/{CODE}"
    other = upload(office, keyholders.result(closed)[:-9], to=here, action=f"{here}/result")
    assert other.status_code == 409
    assert "its end is missing" in other.text
    nothing = office.send(office.get(here), {}, action=f"{here}/result")
    assert nothing.status_code == 409
    assert people.scalars(select(OutboxJob)).all() == []
