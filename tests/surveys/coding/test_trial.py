"""A trial says every mistake with its line, and which released comments would be read otherwise."""

import pytest

from surveys.coding import trial
from surveys.coding.change import Change
from surveys.coding.inquiry import digest
from surveys.releases.document import Comment
from tests.surveys.coding.small_frame import TEXT

SAID = (
    "No parking at the office",
    "The parking is good",
    "Too many cases",
    "She shouts at me by the window",
)


def comments(*texts: str, wave: str = "2026-11") -> tuple[Comment, ...]:
    return tuple(Comment(n, wave, "S1", "more", "union", t, {}) for n, t in enumerate(texts))


def attempt(change: Change, *texts: str) -> dict[str, object]:
    return trial.attempt(TEXT, [change], "v1.1", comments(*(texts or SAID)))


def test_it_says_which_comments_change_and_by_which_words() -> None:
    answer = attempt(Change("caseload", "mixed", ("parking",)))
    assert answer["mistakes"] == []
    assert answer["rounds"] == [{"wave": "2026-11", "comments": 4, "before": 1, "after": 3}]
    first, second = comments(*SAID)[:2]
    assert answer["changed"] == [
        {
            "comment": digest(first),
            "phrases": ["parking"],
            "before": {},
            "after": {"caseload": "negative"},
        },
        {
            "comment": digest(second),
            "phrases": ["parking"],
            "before": {},
            "after": {"caseload": "positive"},
        },
    ]
    assert answer["count"] == 2


def test_an_answer_holds_no_comment() -> None:
    answer = repr(attempt(Change("caseload", "mixed", ("parking",))))
    assert not [text for text in SAID if text in answer]


def test_rounds_are_counted_apart() -> None:
    both = comments("parking", wave="2026-11") + comments("parking", "cases", wave="2026-08")
    answer = trial.attempt(TEXT, [Change("caseload", "mixed", ("parking",))], "v1.1", both)
    assert answer["rounds"] == [
        {"wave": "2026-11", "comments": 1, "before": 0, "after": 1},
        {"wave": "2026-08", "comments": 2, "before": 0, "after": 1},
    ]


def test_every_mistake_is_told_with_its_line() -> None:
    answer = attempt(
        Change("caseload", "negative", ("fine", "a ..", "@nothing", "50%", "a ~ b ~ c"))
    )
    assert answer == {
        "mistakes": [
            ["phrases", "Line 2: “a ..” must begin and end with a word."],
            [
                "phrases",
                'Line 3: “@nothing” names the set "@nothing", which the frame does not have.',
            ],
            ["phrases", 'Line 4: “50%” has "50%", which is no word.'],
            ["phrases", "Line 5: “a ~ b ~ c” has more than one ~."],
        ]
    }


def test_a_phrase_that_is_there_already_is_a_mistake() -> None:
    answer = attempt(Change("caseload", "mixed", ("too many cases",)))
    assert answer == {
        "mistakes": [["phrases", "Line 1: “too many cases” is a phrase of this theme already."]]
    }


def test_a_new_theme_is_tried_too() -> None:
    new = Change("parking", "mixed", ("parking",), name="Parking", definition="Where to park.")
    answer = attempt(new)
    assert answer["rounds"] == [{"wave": "2026-11", "comments": 4, "before": 0, "after": 2}]


@pytest.mark.parametrize("phrase", ["bully", "bully .. office", "shout .. at me"])
def test_what_shows_a_sensitive_theme_cannot_be_counted_in_another(phrase: str) -> None:
    answer = attempt(Change("caseload", "negative", (phrase,)))
    assert "“Bullying” too, which is sensitive" in str(answer["mistakes"])


def test_words_that_show_a_sensitive_theme_in_a_comment_cannot_be_counted_in_another() -> None:
    answer = attempt(Change("caseload", "negative", ("me",)))
    ((field, mistake),) = answer["mistakes"]  # type: ignore[misc]
    assert (field, mistake) == (
        "phrases",
        "“me” shows “Bullying” too, which is sensitive. Leave it out, or make the theme sensitive.",
    )


def test_they_can_be_in_a_theme_that_is_sensitive_itself() -> None:
    answer = attempt(Change("caseload", "negative", ("me",), sensitive=True))
    assert answer["mistakes"] == []


def test_an_exception_takes_away_what_should_not_have_counted() -> None:
    answer = attempt(
        Change("caseload", "", (), exceptions=("too many cases of flu",)),
        "Too many cases of flu",
        "Too many cases",
    )
    assert answer["rounds"] == [{"wave": "2026-11", "comments": 2, "before": 2, "after": 1}]
    (changed,) = answer["changed"]  # type: ignore[misc]
    assert (changed["phrases"], changed["before"], changed["after"]) == (
        ["Too many cases"],
        {"caseload": "negative"},
        {},
    )


@pytest.mark.parametrize(
    ("theme", "exception", "said"),
    [
        ("caseload", "caseload", "would take the phrase “caseload” away"),
        ("caseload", "many cases", "would take the phrase “too many cases” away"),
        ("caseload", "caseload weighting tool", "is an exception of this theme already"),
        ("caseload", "50%", 'has "50%", which is no word'),
        ("bullying", "bully beef", "nothing may make it count less"),
    ],
)
def test_what_is_wrong_with_an_exception_is_said_at_its_field(
    theme: str, exception: str, said: str
) -> None:
    answer = attempt(Change(theme, "", (), exceptions=("fine words", exception)))
    mistakes = [text for _, text in answer["mistakes"]]  # type: ignore[attr-defined]
    assert {at for at, _ in answer["mistakes"]} == {"exceptions"}  # type: ignore[attr-defined]
    assert mistakes[-1].startswith(f"Line 2 of what must not count: “{exception}”")
    assert said in mistakes[-1]


def test_an_exception_cannot_take_away_a_phrase_that_comes_with_it() -> None:
    answer = attempt(Change("caseload", "mixed", ("hot desk",), exceptions=("desk",)))
    assert "would take the phrase “hot desk” away" in str(answer["mistakes"])


def test_a_new_theme_can_have_exceptions() -> None:
    new = Change("parking", "mixed", ("parking",), False, "Parking", "Where.", ("parking is good",))
    answer = attempt(new)
    assert answer["rounds"] == [{"wave": "2026-11", "comments": 4, "before": 0, "after": 1}]


def test_a_welsh_name_changes_no_comment() -> None:
    answer = attempt(Change("caseload", "", (), welsh="Baich"))
    assert (answer["mistakes"], answer["count"]) == ([], 0)
    assert answer["fingerprint"]


def test_an_edit_that_takes_something_away_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    for lost in ("        bully\n", "sensitive: true", "    caseload weighting tool\n"):
        other = (
            "sensitive: false" if lost.startswith("sensitive") else "    other\n" * ("tool" in lost)
        )
        monkeypatch.setattr(trial.edit, "extended", lambda *_: TEXT.replace(lost, other))  # noqa: B023
        answer = attempt(Change("caseload", "negative", ("x",)))
        assert "take something away" in str(answer["mistakes"])


def test_an_edit_that_breaks_the_list_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial.edit, "extended", lambda *_: "themes: [")
    answer = attempt(Change("caseload", "negative", ("x",)))
    ((field, mistake),) = answer["mistakes"]  # type: ignore[misc]
    assert field == ""
    assert mistake.startswith("version v1.1, line 1: this is not YAML")


def test_a_phrase_beside_words_that_show_another_theme_is_no_mistake() -> None:
    said = "Too many cases, and she shouts at me"
    new = Change("walls", "mixed", ("too many .. and",), name="Walls", definition="Walls.")
    assert attempt(new, said)["mistakes"] == []


def test_no_more_comments_are_read_or_named_than_a_minute_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trial, "MOST_READ", 3)
    monkeypatch.setattr(trial, "MOST_NAMED", 2)
    answer = attempt(Change("caseload", "mixed", ("car",)), *["a car"] * 5)
    assert (answer["count"], len(answer["changed"])) == (3, 2)  # type: ignore[arg-type]
