from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import URL
from sqlalchemy.orm import Session

from surveys import db
from surveys.clearing import decisions, queue
from surveys.clearing.decisions import Reason
from surveys.clearing.queue import Clearing, Progress, Queued
from surveys.comments.kept import Kept, StaysCovered
from surveys.comments.readers import Reader

ALL = tuple(Reader)


def entry(key: str, text: str = "Too many forms", **more: object) -> Queued:
    values: dict[str, object] = {"item": "open", "reader": Reader.DIRECTORS, "themes": {}}
    return Queued(key=key, text=text, **(values | more))  # type: ignore[arg-type]


@pytest.fixture
def stocked(people: Session) -> Session:
    queue.fill(people, "2026-11", [entry("b"), entry("a"), entry("c", reader=Reader.UNION)])
    queue.fill(people, "2026-12", [entry("z")])
    people.commit()
    return people


def test_comments_wait_in_the_order_of_their_keys(stocked: Session) -> None:
    assert [e.key for e in queue.waiting(stocked, "2026-11", ALL)] == ["a", "b", "c"]


def test_a_steward_sees_only_what_was_opened_to_them(stocked: Session) -> None:
    assert [e.key for e in queue.waiting(stocked, "2026-11", [Reader.UNION])] == ["c"]
    with pytest.raises(queue.NoSuchComment):
        decisions.approve(stocked, "a", readers=[Reader.UNION])


def test_filling_twice_adds_nothing_and_changes_nothing(stocked: Session) -> None:
    decisions.approve(stocked, "a", readers=ALL)
    assert queue.fill(stocked, "2026-11", [entry("a", text="else"), entry("d")]) == 1
    assert decisions.approved(stocked, "2026-11")[0].text == "Too many forms"


def test_everybody_can_see_how_much_still_waits(stocked: Session) -> None:
    decisions.approve(stocked, "a", readers=ALL)
    assert queue.progress(stocked, "2026-11") == Progress(waiting=2, approved=1, topic_only=0)
    assert [e.key for e in queue.decided(stocked, "2026-11", ALL)] == ["a"]


def test_approving_can_be_undone_until_it_is_published(stocked: Session) -> None:
    decisions.approve(stocked, "a", readers=ALL)
    decisions.undo(stocked, "a", readers=ALL)
    assert queue.find(stocked, "a", ALL).state is Clearing.WAITING
    decisions.approve(stocked, "a", readers=ALL)
    assert decisions.empty(stocked, "2026-11") == 1
    with pytest.raises(queue.NoSuchComment, match="published"):
        decisions.undo(stocked, "a", readers=ALL)
    assert queue.progress(stocked, "2026-11").waiting == 2


def test_topic_only_needs_two_different_stewards(stocked: Session) -> None:
    reason = Reason.IDENTIFIES_COLLEAGUE
    asked = decisions.topic_only(stocked, "a", steward="union", reason=reason, readers=ALL)
    assert asked is Clearing.WAITING
    with pytest.raises(decisions.NeedsAnotherSteward, match="Another comment reader"):
        decisions.topic_only(stocked, "a", steward="union", reason=reason, readers=ALL)
    agreed = decisions.topic_only(stocked, "a", steward="psw", reason=reason, readers=ALL)
    assert agreed is Clearing.TOPIC_ONLY
    assert decisions.approved(stocked, "2026-11") == ()
    assert decisions.topic_only_by_reason(stocked, "2026-11") == {"identifies_colleague": 1}


def test_one_steward_alone_does_not_keep_another_from_approving(stocked: Session) -> None:
    decisions.topic_only(stocked, "a", steward="psw", reason=Reason.HARM, readers=ALL)
    decisions.approve(stocked, "a", readers=ALL)
    (approved,) = decisions.approved(stocked, "2026-11")
    assert (approved.reason, approved.asked_by) == (None, None)


def test_what_was_asked_can_be_taken_back(stocked: Session) -> None:
    decisions.topic_only(stocked, "a", steward="psw", reason=Reason.HARM, readers=ALL)
    decisions.undo(stocked, "a", readers=ALL)
    assert queue.find(stocked, "a", ALL).asked_by is None


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("the blue team", "Ask [hidden] about Joan, [name], JOAN’s desk and Joanna"),
        ("joan", "Ask the blue  team about [hidden], [name], [hidden]’s desk and Joanna"),
    ],
)
def test_hidden_words_are_hidden_wherever_they_stand(
    people: Session, words: str, left: str
) -> None:
    text = "Ask the blue  team about Joan, [name], JOAN’s desk and Joanna"
    queue.fill(people, "2026-11", [entry("a", text=text)])
    assert decisions.hide(people, "a", words, readers=ALL) == left
    assert queue.find(people, "a", ALL).text == left


@pytest.mark.parametrize("words", ["", "  ", "name", "nobody wrote this", "hidde"])
def test_only_words_of_the_author_can_be_hidden(people: Session, words: str) -> None:
    queue.fill(people, "2026-11", [entry("a", text="I and [name] and [hidden]")])
    with pytest.raises(decisions.NotInText):
        decisions.hide(people, "a", words, readers=ALL)


def test_hidden_words_leave_the_phrases_of_a_theme_too(people: Session) -> None:
    themes = {
        "supervision": {"polarity": -1, "phrases": ["Joan cancels supervision", "supervision"]},
        "praise": {"polarity": 1},
    }
    text = "Joan cancels supervision. No supervision."
    queue.fill(people, "2026-11", [entry("a", text=text, themes=themes)])
    decisions.hide(people, "a", "Joan", readers=ALL)
    assert queue.find(people, "a", ALL).themes == {
        "supervision": {"polarity": -1, "phrases": ["supervision"]},
        "praise": {"polarity": 1},
    }


def test_hidden_words_stay_hidden_when_a_decision_is_undone(stocked: Session) -> None:
    decisions.hide(stocked, "a", "forms", readers=ALL)
    decisions.approve(stocked, "a", readers=ALL)
    decisions.undo(stocked, "a", readers=ALL)
    assert queue.find(stocked, "a", ALL).text == "Too many [hidden]"


ASKED = (Kept(0, "Mosaic Plus"), Kept(1, "Sharon"))


def test_words_an_author_asks_for_stay_covered_until_a_steward_shows_them(people: Session) -> None:
    text = "[name] crashed, [hidden] says so and so does [name]"
    queue.fill(people, "2026-11", [entry("a", text=text, kept=ASKED)])
    assert queue.find(people, "a", ALL).text == text
    shown = decisions.show(people, "a", ASKED[0], readers=ALL)
    assert shown == "Mosaic Plus crashed, [hidden] says so and so does [name]"
    left = queue.find(people, "a", ALL)
    assert (left.text, left.kept) == (shown, (Kept(0, "Sharon"),))
    assert decisions.hide(people, "a", "crashed", readers=ALL).startswith("Mosaic Plus [hidden]")
    assert decisions.show(people, "a", left.kept[0], readers=ALL).endswith("so does Sharon")
    assert queue.find(people, "a", ALL).kept == ()


def test_words_nobody_asked_for_are_not_shown(people: Session) -> None:
    queue.fill(people, "2026-11", [entry("a", text="[name] crashed", kept=ASKED[:1])])
    for one in (Kept(0, "Sharon"), Kept(1, "Mosaic Plus")):
        with pytest.raises(decisions.NotAskedFor):
            decisions.show(people, "a", one, readers=ALL)
    assert queue.find(people, "a", ALL).text == "[name] crashed"


def test_numbers_that_somebody_asks_for_are_never_shown(people: Session) -> None:
    asked = (Kept(0, "07700"), Kept(1, "900 123"))
    queue.fill(people, "2026-11", [entry("a", text="Ring [name] [name]", kept=asked)])
    for one in asked:
        with pytest.raises(StaysCovered):
            decisions.show(people, "a", one, readers=ALL)


def test_shown_words_go_into_the_supplement_and_asked_ones_never(people: Session) -> None:
    text = "[name] crashed and [name] knows"
    queue.fill(people, "2026-11", [entry("a", text=text, kept=ASKED)])
    decisions.show(people, "a", ASKED[0], readers=ALL)
    decisions.approve(people, "a", readers=ALL)
    (approved,) = decisions.approved(people, "2026-11")
    assert approved.text == "Mosaic Plus crashed and [name] knows"


@contextmanager
def another(urls: dict[str, URL]) -> Iterator[Session]:
    engine = db.engine(urls["people"].render_as_string(hide_password=False))
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.mark.both_databases
def test_two_stewards_at_once_lose_nothing(stocked: Session, urls: dict[str, URL]) -> None:
    seen = queue.find(stocked, "a", ALL)
    stocked.rollback()
    with another(urls) as other:
        decisions.hide(other, "a", "forms", readers=ALL)
        other.commit()
    with pytest.raises(decisions.AlreadyDecided, match="Another comment reader"):
        decisions._change(stocked, seen, state=Clearing.APPROVED)
    assert queue.find(stocked, "a", ALL).text == "Too many [hidden]"


@pytest.mark.both_databases
def test_a_decided_comment_cannot_be_decided_again(stocked: Session) -> None:
    decisions.approve(stocked, "a", readers=ALL)
    with pytest.raises(decisions.AlreadyDecided):
        decisions.approve(stocked, "a", readers=ALL)
    with pytest.raises(decisions.AlreadyDecided):
        decisions.hide(stocked, "a", "forms", readers=ALL)
    with pytest.raises(decisions.AlreadyDecided):
        decisions.topic_only(stocked, "a", steward="psw", reason=Reason.HARM, readers=ALL)
