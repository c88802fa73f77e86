"""The code page: who is let in, who is not, and what they are told."""

import pytest
from sqlalchemy.orm import Session

from surveys.responses import box
from tests.house_client import HouseClient
from tests.pulse.respond.open_round import Open
from tests.pulse.respond.worker import Worker


def test_the_promise_and_help_stand_before_the_code(client: HouseClient, asked: Open) -> None:
    page = client.get("/answer").get_data(as_text=True)
    promise, helping, code = (page.index(word) for word in ("10 people", "999", 'name="code"'))
    assert promise < helping < code


def test_the_four_words_are_on_the_page(client: HouseClient, asked: Open, ballot: Session) -> None:
    from surveys.credentials import key_document, keys

    words = key_document.four_words(keys.find(ballot, asked.wave).key_document)
    assert words in client.get("/answer").get_data(as_text=True)


@pytest.mark.parametrize("how", [str.lower, lambda code: code.replace("-", " "), "  {}\n".format])
def test_a_code_is_known_however_it_is_typed(worker: Worker, how: object) -> None:
    assert callable(how)
    worker.code = how(worker.code)
    assert worker.opens().heading != "Answer this round"


@pytest.mark.parametrize("typed", ["", "1234", "0000-0000-0000-0000", "<script>", "å" * 500])
def test_an_unknown_code_is_refused_beside_its_field(worker: Worker, typed: str) -> None:
    worker.code = typed
    worker.opens()
    assert worker.page.status_code == 422
    assert "We do not know this code." in worker.error()


def test_what_was_typed_stays_in_the_field(worker: Worker) -> None:
    worker.code = "1234-ABCD"
    assert 'value="1234-ABCD"' in worker.opens().page.get_data(as_text=True)


def test_a_code_in_the_address_is_not_looked_at(client: HouseClient, asked: Open) -> None:
    page = client.get(f"/answer?code={asked.codes[0]}").get_data(as_text=True)
    assert page == client.get("/answer").get_data(as_text=True)
    posted = client.post(f"/answer?code={asked.codes[0]}", data={})
    assert posted.status_code == 422


def test_a_code_of_a_closed_round_is_told_so(worker: Worker, ballot: Session, asked: Open) -> None:
    box.close(ballot, asked.wave)
    ballot.commit()
    worker.page = worker.client.post("/answer", data={"code": worker.code})
    assert "This round is over" in worker.error()


def test_a_round_that_closes_meanwhile_loses_nothing_that_was_typed(
    worker: Worker, ballot: Session, asked: Open
) -> None:
    worker.opens().answers({"not_asked": "Too many forms here."})
    box.close(ballot, asked.wave)
    ballot.commit()
    worker.sends()
    assert worker.heading == "Your answers were not sent"
    assert "This round is over" in worker.error()
    assert "Too many forms here." in worker.text


def test_without_an_open_round_the_page_says_so(client: HouseClient) -> None:
    assert "No round is open now" in client.get("/answer").get_data(as_text=True)


def test_an_answer_sealed_for_nobody_is_refused(worker: Worker) -> None:
    worker.opens().answers({"role": "manager"})
    worker.taps("Send my answers", ballot="bm90IGEgYmFsbG90")
    assert worker.heading == "Your answers were not sent"
    worker.taps("Continue")
    assert worker.page.status_code == 200


@pytest.mark.parametrize("ballot_field", ["", "%%%", "Ä", "a"])
def test_a_garbled_ballot_is_refused(worker: Worker, ballot_field: str) -> None:
    worker.opens().answers({"role": "manager"})
    worker.taps("Send my answers", ballot=ballot_field)
    assert worker.heading == "Your answers were not sent"
