"""Given three keyholders and no network: from their keys to figures that agree with what was answered."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session

from pulse.extensions import Store
from surveys import clock
from surveys.comments.readers import Reader
from surveys.credentials import key_document, keys, slips
from surveys.fieldwork import plan, programme, sealing_keys, waves
from surveys.fieldwork.pledge import KEYHOLDERS, Pledge
from surveys.fieldwork.waves import State
from surveys.responses import cast, packing, reader, seal
from tests.browser.keyholders import Keyholders
from tests.surveys.fieldwork import made_up

pytestmark = pytest.mark.browser

CODE = "2026-11"
OPENS, CLOSES = date(2026, 11, 16), date(2026, 11, 29)
AFTER = CLOSES + timedelta(days=1)


@pytest.fixture
def flask(app: Flask) -> Callable[..., str]:
    """Runs a command on a day; what it said."""

    def run(day: date, *words: str | Path) -> str:
        with clock.at(day, 12):
            answer: Result = app.test_cli_runner().invoke(args=list(map(str, words)))
        assert answer.exit_code == 0, answer.output
        return answer.output

    return run


def planned(people: Session) -> None:
    """A round of 59 people whose key the keyholders hold."""
    made_up.staffed(people)
    with clock.at(OPENS - timedelta(days=10)):
        wave = plan.plan(
            people,
            code=CODE,
            names={"en": "November 2026"},
            opens_on=OPENS,
            closes_on=CLOSES,
            releases_on=date(2026, 12, 7),
            release_hour=9,
            instrument=programme.instrument_for(1),
            pledge=Pledge(custody=KEYHOLDERS),
        )
        made_up.confirmed(people, wave)
    people.commit()


def answered(store: Store) -> dict[str, int]:
    """All but one of each block answer by their slips, every third with a comment. Block -> how many."""
    with Session(store.ballot) as ballot, Session(store.people) as people, clock.at(OPENS):
        document = keys.find(ballot, CODE).key_document
        instrument = waves.find(people, CODE).instrument
        counts = {block.code: block.headcount - 1 for block in key_document.read(document).blocks}
        question = next(item for item in instrument.items if item.options)
        for block, codes in slips.make(ballot, CODE, counts).items():
            for number, code in enumerate(codes):
                said = packing.Comment(
                    instrument.comments[0].code, f"{block} {number}", Reader.UNION
                )
                answers = {question.code: question.options[number % 3].value}
                packed = seal.pack(answers, [said] if number % 3 == 0 else [])
                cast.cast(
                    ballot, code, seal.seal(key_document.public_key(document), CODE, block, packed)
                )
        ballot.commit()
    return counts


def keys_made(three: Keyholders) -> tuple[list[Path], list[list[list[str]]], Path]:
    """Two keys, made and tried: share files, sheets, the file for the office."""
    files, sheets = three.make(2)
    three.press("Try the sheets")
    three.see("Rehearsal: the first keyholder")
    three.give(sheets[0][1])
    three.see("Rehearsal: the second keyholder", look=False)
    three.give(sheets[0][1])
    assert "the share of the union again" in three.trouble()
    three.see("Rehearsal: the second keyholder")
    three.give(files[1])
    three.see("The test envelope was opened")
    assert "Not tried yet: the sheet of Dr Ines Falk" in three.page.inner_text("main")
    three.press("Go on to the file")
    three.see("The file for the survey office")
    public = three.save("Save the file of public keys")
    three.page.get_by_label("The file of public keys is saved").check()
    three.press("We are done")
    three.see("Done")
    return files, sheets, public


def assert_audited(three: Keyholders, flask: Callable[..., str], box: Path, total: int) -> None:
    """The page finds the round's own audit right."""
    audit = box.with_name("audit.json")
    flask(AFTER, "wave", "save-audit", CODE, "-o", audit)
    three.begin(look=False)
    three.look_at(box, audit)
    three.see("Is this the right box?", look=False)
    assert f"The audit agrees: {total} envelopes" in three.page.inner_text("main")
    three.begin(look=False)


def agree(store: Store, truth: dict[str, int]) -> int:
    """Whether what can be read is what was answered; the number of comments."""
    with Session(store.ballot) as ballot:
        answers = reader.answers(ballot, store.keyring, CODE)
        comments = reader.comments(ballot, store.keyring, CODE)
    assert {block: sum(a.block == block for a in answers) for block in truth} == truth
    written = {f"{block} {n}" for block, count in truth.items() for n in range(0, count, 3)}
    assert {comment.text for comment in comments} == written
    return len(written)


def test_from_the_keyholders_keys_to_figures(
    app: Flask,
    flask: Callable[..., str],
    people: Session,
    new_page: Callable[..., Page],
    tmp_path: Path,
) -> None:
    store: Store = app.extensions["pulse"]
    saved, box = tmp_path / "pulse-keyholders.html", tmp_path / "box.txt"
    flask(OPENS, "ceremony", "page", saved)
    three = Keyholders(new_page, saved, look=True)
    # when the keyholders have made keys, and a round was planned, answered and closed with one of them
    files, sheets, public = keys_made(three)
    assert "2 keys added, 0 were here already; tried" in flask(OPENS, "ceremony", "import", public)
    planned(people)
    flask(OPENS, "wave", "open", CODE)
    truth = answered(store)
    total = sum(truth.values())
    assert not store.keyring.holds(seal.key_name(CODE))
    assert "waits for its keyholders" in flask(AFTER, "wave", "close", CODE)
    assert flask(AFTER, "jobs", "tick") == ""
    flask(AFTER, "box", "export", CODE, box)
    # and two of them have opened its box
    assert_audited(three, flask, box, total)
    three.open(box, files[2], sheets[0][0])
    three.see("The box is open", picture="keyholders-opened")
    assert f"{total} of {total} envelopes were opened. None" in three.page.inner_text("main")
    result = three.save("Save the result file")
    assert three.faults == []
    # then the server has what was answered, and goes on as with any round
    said = flask(AFTER, "box", "take", CODE, result)
    assert f"{total} cast, {total} opened, 0 unreadable" in said
    assert flask(AFTER, "box", "take", CODE, result) == said
    comments = agree(store, truth)
    said = flask(AFTER, "jobs", "tick")
    assert re.search(rf"{total} answers tabulated, {comments} comments", said)
    people.rollback()
    assert waves.find(people, CODE).state is State.PREPARED
    assert sealing_keys.unused(people) == 1
    assert not store.keyring.holds(seal.handover_key_name(CODE))
