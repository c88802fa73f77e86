"""Clearing: what a comment reader sees and does, one comment after the other."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from surveys.clearing import decisions
from surveys.clearing.decisions import Reason
from surveys.clearing.queue import Clearing
from surveys.comments.kept import Kept
from tests.house_client import HouseClient
from tests.pulse.stewards import stock
from tests.pulse.stewards.hands import ALL, PAGE, A, B, C, find, press, said, token


def test_nothing_waits_is_said_plainly(union: HouseClient) -> None:
    assert "No comment waits" in said(union.get("/stewards/"))
    assert "You have read every comment" in said(union.get("/stewards/clear/nowhere"))


def test_the_first_page_says_how_far_each_round_is(waiting: Session, union: HouseClient) -> None:
    decisions.approve(waiting, A, readers=ALL)
    waiting.commit()
    page = said(union.get("/stewards/"))
    assert "Round 2026-11" in page
    assert "1 of 3 read" in page
    assert "They can be published when the results of this round are out" in page
    assert "Publish what is cleared" not in page


def test_what_was_published_before_counts_as_read(
    waiting: Session, union: HouseClient, tmp_path: Path
) -> None:
    told = [stock.comment(place, f"Published before, {place}.") for place in range(1, 5)]
    stock.release(waiting, tmp_path, *told)
    for address in ("/stewards/", PAGE):
        assert "4 of 7 read, 4 of them published" in said(union.get(address))
    assert "3 comments wait" in said(union.get("/stewards/"))


def test_a_comment_is_shown_with_its_marks_and_its_question(
    waiting: Session, union: HouseClient, tmp_path: Path
) -> None:
    stock.release(waiting, tmp_path)
    page = said(union.get(PAGE))
    assert (
        "I hold <mark>too many cases</mark>, ask Joan Smith &amp; &lt;b&gt;Joan&lt;/b&gt;" in page
    )
    assert "What should we know?" in page
    assert "Themes: Caseload" in page
    assert "Union, principal social worker and directors" in page
    assert '<mark class="pulse-mask">[name]</mark> cancels' in said(union.get(f"{PAGE}?at={B}"))


def test_a_comment_that_waits_names_no_group(
    waiting: Session, union: HouseClient, tmp_path: Path
) -> None:
    stock.release(waiting, tmp_path)
    assert "Group S1" not in said(union.get(PAGE))


def test_a_principal_social_worker_does_not_see_what_is_for_the_union(
    waiting: Session, psw: HouseClient
) -> None:
    assert "0 of 2 read" in said(psw.get(PAGE))
    assert "For the union" not in said(psw.get(f"{PAGE}?at={C}"))
    answer = psw.post(f"{PAGE}/{C}/approve", data={"seen": "x"} | token(psw))
    assert "not in your list" in said(psw.get(answer.location))
    assert find(waiting, C).state is Clearing.WAITING


def test_approving_goes_on_to_the_next_and_can_be_undone(
    waiting: Session, union: HouseClient
) -> None:
    after = press(union, A, "approve")
    assert "cancels supervision" in after
    assert "1 of 3 read" in after
    assert find(waiting, A).state is Clearing.APPROVED
    page = union.get(f"{PAGE}?at={A}")
    back = union.send(page, {}, action=f"{PAGE}/{A}/undo")
    assert "I hold" in said(union.get(back.location))
    assert find(waiting, A).state is Clearing.WAITING


def test_leaving_one_for_later_shows_the_next_and_comes_round_again(
    waiting: Session, union: HouseClient
) -> None:
    assert f"?at={B}#comment" in said(union.get(PAGE))
    assert "?at=#comment" in said(union.get(f"{PAGE}?at={C}"))


def test_when_all_are_read_it_says_so(waiting: Session, psw: HouseClient) -> None:
    press(psw, A, "approve")
    after = press(psw, B, "approve")
    assert "You have read every comment of this round" in after
    assert "Undo" in after


def test_chosen_words_and_typed_ones_are_hidden(waiting: Session, union: HouseClient) -> None:
    words = union.get(PAGE).get_data(as_text=True).count('name="word"')
    assert words == 11
    after = press(union, A, "hide", word=["6", "7"], typed="too many")
    assert "Hidden. Read the comment once more." in after
    assert find(waiting, A).text == "I hold [hidden] cases, ask [hidden] & <b>Joan</b>"


def test_words_that_are_not_there_are_refused_and_kept_in_the_box(
    waiting: Session, union: HouseClient
) -> None:
    after = press(union, A, "hide", word=["6"], typed="Jaon")
    assert "These words are not in the comment" in after
    assert 'value="Jaon"' in after
    assert 'value="6" checked' in after
    assert "[hidden]" not in find(waiting, A).text
    assert "Choose words, or type them" in press(union, A, "hide")


def asking(people: Session) -> str:
    """The key of a comment whose author asks for two words."""
    kept = (Kept(0, "Liquid & Logic"), Kept(1, "Sharon"))
    stock.fill(people, stock.waits("0", "[name] crashed, says [name]", kept=kept))
    return "0" * 64


def test_a_comment_whose_author_asks_for_words_comes_first(
    waiting: Session, union: HouseClient
) -> None:
    asking(waiting)
    page = said(union.get(PAGE))
    assert "[name]</mark> crashed" in page
    assert "Show “<bdi>Liquid &amp; Logic</bdi>” for [name]" in page


def test_words_an_author_asks_for_are_shown_when_a_reader_agrees(
    waiting: Session, union: HouseClient
) -> None:
    key = asking(waiting)
    after = press(union, key, "show", number="0")
    assert "Shown. Read the comment once more." in after
    assert "Liquid &amp; Logic crashed, says" in after
    assert "Show “<bdi>Sharon</bdi>” for [name]" in after
    entry = find(waiting, key)
    assert (entry.text, entry.kept) == ("Liquid & Logic crashed, says [name]", (Kept(0, "Sharon"),))
    press(union, key, "approve")
    assert find(waiting, key).text == "Liquid & Logic crashed, says [name]"


@pytest.mark.parametrize("number", ["2", "-1", "", "x"])
def test_what_is_not_asked_for_cannot_be_shown(
    waiting: Session, union: HouseClient, number: str
) -> None:
    key = asking(waiting)
    assert "not asked for any more" in press(union, key, "show", number=number)
    assert find(waiting, key).text == "[name] crashed, says [name]"


def test_topic_only_needs_a_reason_and_a_second_reader(
    waiting: Session, union: HouseClient, psw: HouseClient
) -> None:
    assert "Choose a reason from the list" in press(union, A, "topic-only")
    after = press(union, A, "topic-only", reason=Reason.HARM)
    assert "another reader must agree" in after
    assert find(waiting, A).state is Clearing.WAITING
    assert "wants 1 of them counted by topic only" in said(psw.get("/stewards/"))
    shown = said(psw.get(f"{PAGE}?at={A}"))
    assert "Reason: It tells of harm" in shown
    press(psw, A, "topic-only")
    assert find(waiting, A).state is Clearing.TOPIC_ONLY


def test_the_same_reader_cannot_ask_twice(waiting: Session, union: HouseClient) -> None:
    page = union.get(f"{PAGE}?at={A}")
    press(union, A, "topic-only", reason=Reason.HARM)
    answer = union.send(page, {"reason": "harm"}, action=f"{PAGE}/{A}/topic-only")
    assert "changed this comment" in said(union.get(answer.location))
    assert "Topic only asked for" in said(union.get(f"{PAGE}/decided"))


def test_words_are_not_shown_in_a_comment_that_another_reader_changed_meanwhile(
    waiting: Session, union: HouseClient
) -> None:
    key = asking(waiting)
    page = union.get(f"{PAGE}?at={key}")
    decisions.hide(waiting, key, "crashed", readers=ALL)
    waiting.commit()
    answer = union.send(page, {"number": "0"}, action=f"{PAGE}/{key}/show")
    assert "Read it again" in said(union.get(answer.location))
    assert find(waiting, key).text == "[name] [hidden], says [name]"


@pytest.mark.parametrize("verb", ["approve", "hide", "topic-only"])
def test_what_another_reader_changed_meanwhile_is_read_again_first(
    waiting: Session, union: HouseClient, verb: str
) -> None:
    page = union.get(PAGE)
    decisions.hide(waiting, A, "Smith", readers=ALL)
    waiting.commit()
    fields = {"typed": "Joan", "reason": "harm"} if verb != "approve" else {}
    answer = union.send(page, fields, action=f"{PAGE}/{A}/{verb}")
    assert "Read it again" in said(union.get(answer.location))
    entry = find(waiting, A)
    assert (entry.state, entry.asked_by) == (Clearing.WAITING, None)
    assert entry.text == "I hold too many cases, ask Joan [hidden] & <b>Joan</b>"


def test_what_another_reader_approved_meanwhile_is_said_kindly(
    waiting: Session, union: HouseClient
) -> None:
    page = union.get(PAGE)
    decisions.approve(waiting, A, readers=ALL)
    waiting.commit()
    answer = union.send(page, {}, action=f"{PAGE}/{A}/approve")
    after = said(union.get(answer.location))
    assert "Another comment reader has decided on this" in after
    assert "cancels supervision" in after
