"""What was added to an older list is brought to a newer one: each phrase is kept, there already, or does not fit, and why."""

import pytest

from surveys.coding import bring, edit
from surveys.coding.addition import of_documents
from surveys.coding.change import Change
from surveys.coding.outline import themes
from surveys.releases.document import Comment
from tests.surveys.coding.small_frame import NEWER

PARKING = Change("parking", "mixed", ("parking",), False, "Parking", "Where to park.")


def brought(*changes: Change, said: tuple[str, ...] = ("No parking",)) -> dict[str, object]:
    comments = [Comment(n, "2026-11", "S1", "more", "union", t, {}) for n, t in enumerate(said)]
    return bring.attempt(NEWER, changes, "v2.1", comments)


def kept(answer: dict[str, object]) -> tuple[Change, ...]:
    return of_documents(answer["kept"])


def test_what_the_new_list_lacks_is_kept_and_what_it_has_is_told() -> None:
    answer = brought(Change("caseload", "negative", ("no parking", "workload")))
    assert kept(answer) == (Change("caseload", "negative", ("no parking",)),)
    assert answer["there"] == [["caseload", "phrase", "workload"]]
    assert (answer["unfit"], answer["mistakes"], answer["count"]) == ([], [], 1)


def test_all_kinds_of_additions_are_brought_as_one_change_for_each_theme() -> None:
    answer = brought(
        Change("caseload", "negative", ("no parking",), exceptions=("caseload of wine",)),
        Change("caseload", "", (), sensitive=True),
        Change("pay", "", (), welsh="Tal"),
        Change("caseload", "positive", ("light load",)),
        Change("pay", "", (), welsh="Cyflog"),
    )
    assert kept(answer) == (
        Change("caseload", "negative", ("no parking",), True, "", "", ("caseload of wine",)),
        Change("caseload", "positive", ("light load",)),
        Change("pay", "", (), welsh="Cyflog"),  # the later of the two
    )
    assert (answer["there"], answer["unfit"]) == ([], [])


def test_a_theme_that_a_reader_made_is_brought_with_what_was_added_to_it_later() -> None:
    answer = brought(
        PARKING,
        Change("parking", "negative", ("no parking",), exceptions=("parking meter",)),
        Change("parking", "", (), True, welsh="Parcio"),
    )
    first, second = kept(answer)
    assert (first.name, first.sensitive, first.welsh) == ("Parking", True, "Parcio")
    assert (first.phrases, first.exceptions) == (("parking",), ("parking meter",))
    assert (second.polarity, second.phrases) == ("negative", ("no parking",))
    after = {one.code: one for one in themes(edit.extended(NEWER, kept(answer), "v2.1"))}
    assert after["parking"].size == 2


def test_a_readers_theme_that_the_new_list_has_gets_its_phrases() -> None:
    pay = Change("pay", "negative", ("poor pay", "low pay"), False, "Pay", "Ours.")
    answer = brought(pay)
    assert kept(answer) == (Change("pay", "negative", ("poor pay",)),)
    assert answer["there"] == [["pay", "phrase", "low pay"]]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change("gone", "negative", ("x",)), "The new list has no such theme."),
        (Change("caseload", "mixed", ("@lost words",)), 'It names the set "@lost"'),
        (Change("caseload", "mixed", ("bully",)), "It shows “Bullying” too, which is sensitive"),
        (Change("caseload", "", (), exceptions=("workload",)), "would take the phrase “workload”"),
        (Change("bullying", "", (), exceptions=("bully beef",)), "nothing may make it count less"),
        (Change("bullying", "", (), welsh="Llwyth bach"), "The new list says “Bwlio”."),
        (Change("pay", "", (), welsh="bwlio"), "Another theme of the new list"),
    ],
)
def test_what_no_longer_fits_is_told_with_the_reason(change: Change, why: str) -> None:
    answer = brought(change)
    assert kept(answer) == ()
    ((theme, _, _, said),) = answer["unfit"]  # type: ignore[misc]
    assert theme == change.theme
    assert why in said
    assert "fingerprint" not in answer


def test_words_that_show_a_sensitive_theme_in_a_comment_are_left_out_alone() -> None:
    answer = brought(
        Change("caseload", "negative", ("at me", "no parking")),
        said=("She shouts at me", "No parking"),
    )
    assert kept(answer) == (Change("caseload", "negative", ("no parking",)),)
    ((_, _, phrase, why),) = answer["unfit"]  # type: ignore[misc]
    assert (phrase, "“Bullying” too" in why) == ("at me", True)
    assert answer["count"] == 1


def test_they_are_kept_where_readers_had_made_the_theme_sensitive() -> None:
    answer = brought(
        Change("caseload", "negative", ("at me", "bully")),
        Change("caseload", "", (), sensitive=True),
        said=("She shouts at me",),
    )
    (change,) = kept(answer)
    assert (change.phrases, change.sensitive) == (("at me", "bully"), True)


def test_a_readers_theme_without_a_phrase_that_fits_is_not_brought() -> None:
    new = Change(
        "shouts", "negative", ("bully",), False, "Shouts", "Loud.", ("shout out",), "Gweiddi"
    )
    answer = brought(new)
    assert kept(answer) == ()
    told = {kind: why for _, kind, _, why in answer["unfit"]}  # type: ignore[attr-defined]
    assert told["exception"] == told["welsh"] == "No phrase of this theme is left."
    assert "sensitive" in told["phrase"]


def test_a_phrase_that_was_added_twice_is_brought_once() -> None:
    answer = brought(*[Change("caseload", "negative", ("no parking",))] * 2)
    assert kept(answer) == (Change("caseload", "negative", ("no parking",)),)


def test_where_all_is_there_already_there_is_nothing_to_save() -> None:
    answer = brought(Change("caseload", "mixed", ("workload",)), Change("bullying", "", (), True))
    assert (answer["kept"], answer["unfit"]) == ([], [])
    assert answer["there"] == [["caseload", "phrase", "workload"], ["bullying", "sensitive", ""]]
    assert "fingerprint" not in answer


def test_words_that_no_phrase_can_be_blamed_for_are_blamed_on_all_of_the_theme(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bring.mistakes, "places", lambda *_: [])
    answer = brought(
        Change("caseload", "negative", ("at me", "no parking")), said=("She shouts at me",)
    )
    assert kept(answer) == ()
    assert len(answer["unfit"]) == 2  # type: ignore[arg-type]
