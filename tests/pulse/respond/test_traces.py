"""What a worker leaves behind: sealed bytes in the box, and nothing anywhere else."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from surveys.credentials.spend import Spent
from surveys.responses.box import SealedBallot
from tests.pulse.respond.open_round import BLOCK, Open
from tests.pulse.respond.worker import Worker

COMMENT = "Zanzibar forms are a quagmire"
ADDRESS = "203.0.113.77"
BROWSER = "Mozilla/5.0 (a very particular telephone)"


@pytest.fixture
def done(worker: Worker) -> Worker:
    """Somebody who has just answered."""
    worker.client.environ_base.update({"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER})
    return worker.opens().answers({"role": "manager", "not_asked": COMMENT}).sends()


def test_what_is_kept_of_an_answer_holds_nothing_of_its_author(
    done: Worker, ballot: Session, asked: Open
) -> None:
    columns = {column["name"] for column in inspect(ballot.get_bind()).get_columns("sealed_box")}
    assert columns == {"wave", "digest", "block", "ciphertext"}
    (row,) = ballot.scalars(select(SealedBallot))
    assert (row.wave, row.block) == (asked.wave, BLOCK)
    assert COMMENT.encode() not in row.ciphertext


def test_a_ballot_and_the_code_that_was_spent_share_no_value(done: Worker, ballot: Session) -> None:
    (row,) = ballot.scalars(select(SealedBallot))
    (spent,) = ballot.scalars(select(Spent))
    assert spent.digest != row.digest
    assert spent.digest not in row.ciphertext
    assert (spent.block, spent.proof) == (None, None)


def test_no_file_of_the_databases_holds_what_was_typed(
    done: Worker, ballot: Session, people: Session
) -> None:
    for session in (ballot, people):
        name = session.get_bind().engine.url.database
        assert name
        for file in Path(name).parent.glob(f"{Path(name).name}*"):
            held = file.read_bytes()
            for typed in (COMMENT, ADDRESS, BROWSER, done.code, done.code.replace("-", "")):
                assert typed.encode() not in held


def test_the_road_of_an_answer_sets_no_cookie(worker: Worker) -> None:
    pages = [worker.opens().page, worker.answers({"role": "manager"}).page, worker.sends().page]
    assert not any("Set-Cookie" in page.headers for page in pages)
    assert all(page.headers["Cache-Control"] == "no-store" for page in pages)
    assert all(page.headers["Referrer-Policy"] == "no-referrer" for page in pages)


def test_the_logs_know_nothing_of_a_worker(
    worker: Worker, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.INFO):
        worker.client.environ_base.update({"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER})
        worker.opens().answers({"role": "manager", "not_asked": COMMENT}).sends().opens()
    out, err = capfd.readouterr()
    logged = caplog.text + out + err
    for typed in (COMMENT, ADDRESS, BROWSER, worker.code, worker.code.replace("-", "")):
        assert typed not in logged


def test_only_sending_writes(worker: Worker, ballot: Session) -> None:
    before = ballot.execute(text("PRAGMA data_version")).scalar()
    worker.opens().answers({"role": "manager"})
    ballot.rollback()
    assert ballot.execute(text("PRAGMA data_version")).scalar() == before


def test_answering_loads_neither_pandas_nor_nltk() -> None:
    """In a process of its own, since other tests load them."""
    program = (
        "import sys\n"
        "import pulse.respond.door as door\n"
        "from pulse.respond import answer, check, send, thanks\n"
        "from surveys.comments.redact import redact\n"
        "redact('My manager Karen Whitfield said so.')\n"
        "print(sorted({'pandas', 'nltk', 'scipy', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
