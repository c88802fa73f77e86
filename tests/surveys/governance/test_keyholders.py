"""Keyholders: nobody begins alone, nobody holds two keys, and nobody is named by name."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from surveys.governance import keyholders, proposals
from surveys.governance.keyholders import BadKeyholder, NoSuchNaming, NotAKeyholder
from surveys.governance.proposal import Fate, Naming
from surveys.governance.rules import Rules
from surveys.governance.side import Side
from tests.surveys.governance import three

pytestmark = pytest.mark.usefixtures("today")


def test_nobody_holds_a_key_until_all_three_sides_have_accepted(people: Session) -> None:
    for side in (Side.UNION, Side.EMPLOYER):
        named = keyholders.name_first(people, side, f"{side}@westerby.example", three.POSTS[side])
        keyholders.accept(people, named.id, named.held_by)
        assert keyholders.holding(people) == ()
        with pytest.raises(NotAKeyholder):
            keyholders.of(people, named.held_by)
    last = keyholders.name_first(people, Side.OUTSIDER, three.OUTSIDER, "Chair")
    keyholders.accept(people, last.id, three.OUTSIDER)
    assert [each.side for each in keyholders.holding(people)] == list(Side)


def test_only_who_was_named_can_accept(people: Session) -> None:
    named = keyholders.name_first(people, Side.UNION, three.UNION, "Branch secretary")
    with pytest.raises(NoSuchNaming):
        keyholders.accept(people, named.id, three.EMPLOYER)
    with pytest.raises(NoSuchNaming):
        keyholders.accept(people, named.id + 7, three.UNION)


def test_who_was_named_before_can_no_longer_accept(people: Session) -> None:
    first = keyholders.name_first(people, Side.UNION, three.UNION, "Branch secretary")
    keyholders.name_first(people, Side.UNION, "other@westerby.example", "Convenor")
    with pytest.raises(NoSuchNaming):
        keyholders.accept(people, first.id, three.UNION)


def test_nobody_holds_two_keys(people: Session) -> None:
    first = keyholders.name_first(people, Side.UNION, three.UNION, "Branch secretary")
    keyholders.accept(people, first.id, three.UNION)
    with pytest.raises(BadKeyholder, match="Nobody holds two"):
        keyholders.name_first(people, Side.OUTSIDER, three.UNION, "Branch secretary")


def test_one_person_named_for_two_sides_accepts_one_alone(people: Session) -> None:
    both = [
        keyholders.name_first(people, side, three.UNION, "Branch secretary")
        for side in (Side.UNION, Side.OUTSIDER)
    ]
    keyholders.accept(people, both[0].id, three.UNION)
    with pytest.raises(BadKeyholder, match="Nobody holds two"):
        keyholders.accept(people, both[1].id, three.UNION)


@pytest.mark.parametrize("post", ["Sarah Ahmed", "", "x" * 101, "mail me: a.day@union.example"])
def test_a_post_is_a_post_and_no_name(people: Session, post: str) -> None:
    with pytest.raises(BadKeyholder) as refused:
        keyholders.name_first(people, Side.UNION, three.UNION, post)
    assert refused.value.field == "post"


@pytest.mark.parametrize(
    "post",
    [
        "UNISON branch secretary",
        "Principal social worker",
        "Professor of social work, University of Leeds",
        "Independent chair of the safeguarding adults board",
        "Director of children’s services",
    ],
)
def test_usual_posts_are_taken(people: Session, post: str) -> None:
    assert keyholders.name_first(people, Side.UNION, three.UNION, post).post == post


def test_the_office_cannot_replace_a_keyholder_by_naming_somebody(people: Session) -> None:
    three.found(people)
    with pytest.raises(BadKeyholder, match="two sides must agree"):
        keyholders.name_first(people, Side.UNION, "mine@westerby.example", "Branch secretary")


def test_two_sides_replace_a_keyholder_who_stays_until_the_new_one_accepts(
    people: Session, today: date
) -> None:
    three.found(people)
    new = Naming(Side.UNION, "new@westerby.example", "Convenor")
    made = proposals.propose_keyholder(people, three.OFFICE, new, "The branch has elected anew.")
    assert proposals.agree(people, made.number, three.EMPLOYER).fate is Fate.OPEN
    assert keyholders.named(people) == ()
    assert proposals.agree(people, made.number, three.OUTSIDER).fate is Fate.AGREED
    assert keyholders.of(people, three.UNION)
    (named,) = keyholders.named(people)
    keyholders.accept(people, named.id, "new@westerby.example")
    assert keyholders.of(people, "new@westerby.example").accepted_on == today
    with pytest.raises(NotAKeyholder):
        keyholders.of(people, three.UNION)
    assert len(keyholders.holding(people)) == 3


def test_the_history_shows_everybody_who_held_a_key(people: Session) -> None:
    three.found(people)
    new = Naming(Side.UNION, "new@westerby.example", "Convenor")
    made = proposals.propose_keyholder(people, three.OFFICE, new, "Elected anew.")
    proposals.agree(people, made.number, three.UNION)
    proposals.agree(people, made.number, three.OUTSIDER)
    keyholders.accept(people, keyholders.named(people)[0].id, "new@westerby.example")
    union = [each.post for each in keyholders.every(people) if each.side is Side.UNION]
    assert union == ["Convenor", "Branch secretary"]


def test_while_there_are_no_keyholders_nothing_can_be_agreed(people: Session) -> None:
    made = proposals.propose(people, three.OFFICE, Rules(breakdowns=()), "Nobody wants them.")
    with pytest.raises(NotAKeyholder):
        proposals.agree(people, made.number, three.OFFICE)
