"""What directors promise is kept as it was said: added to, never changed unseen."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveys import clock
from surveys.errors import Refusal
from surveys.reports import actions, reply, told
from surveys.reports import rounds as published_rounds
from surveys.reports.action import About, Act, Aim
from surveys.reports.actions import (
    ActionEntry,
    ActionRow,
    ChangedMeanwhile,
    Hand,
    NoSuchAction,
    NotADraft,
)
from surveys.reports.intent import BadIntent, State
from surveys.reports.rounds import NoSuchGroup, NoSuchRound
from surveys.reports.subject import NoSuchSubject
from tests.surveys.reports.said import BY, DUE, aim, draft, intent, published, then

pytestmark = pytest.mark.usefixtures("today")
LATER = date(2026, 12, 1)


def test_a_draft_is_nobodys_until_it_is_published(stocked: Session) -> None:
    made = draft(stocked)
    assert made.is_draft
    assert actions.published(stocked) == ()
    assert [each.number for each in actions.every(stocked)] == [made.number]
    actions.publish(stocked, made.number, Hand(BY, seen=1))
    (read,) = actions.published(stocked)
    assert (read.now, read.published_on) == (intent(), clock.today())


def test_everybody_reads_the_history_from_the_publishing_on_and_never_who_wrote_it(
    stocked: Session,
) -> None:
    made = then(stocked, draft(stocked), intent(what="A second thought."), on=clock.today())
    with clock.at(LATER):
        actions.publish(stocked, made.number, Hand(BY, seen=2))
    made = actions.find(stocked, made.number)
    then(stocked, made, intent(State.UNDER_WAY), on=LATER, note="Begun in two teams.")
    (read,) = actions.published(stocked)
    assert [each.act for each in read.entries] == [Act.PUBLISHED, Act.CHANGED]
    assert {each.by for each in read.entries} == {""}
    assert [each.by for each in actions.find(stocked, made.number).entries] == [BY] * 4


def test_the_history_says_what_was_changed(stocked: Session) -> None:
    made = published(stocked)
    moved = intent(State.UNDER_WAY, due=date(2027, 3, 1))
    then(stocked, made, moved, on=LATER, note="The supplier is late.")
    (one,) = told.tell(published_rounds.load(stocked), actions.published(stocked))
    assert one.history[-1].changes == (
        "How it stands: Planned → Under way",
        "By: 31 December 2026 → 1 March 2027",
    )
    assert one.history[-1].note == "The supplier is late."
    assert one.action.first_due == DUE


def test_a_change_that_changes_nothing_is_refused_unless_it_says_something(
    stocked: Session,
) -> None:
    made = published(stocked)
    with pytest.raises(BadIntent, match="Nothing is changed"):
        then(stocked, made, intent(), on=LATER)
    assert then(stocked, made, intent(), on=LATER, note="Still on time.").last.number == 3


def test_of_two_at_once_the_second_is_told_and_nothing_is_lost(stocked: Session) -> None:
    made = published(stocked)
    seen = Hand("other@example.org", seen=made.last.number)
    then(stocked, made, intent(State.UNDER_WAY), on=LATER)
    for late in (
        lambda: actions.change(stocked, made.number, intent(State.DONE), seen),
        lambda: actions.publish(stocked, made.number, seen),
        lambda: actions.discard(stocked, made.number, seen),
    ):
        with pytest.raises(ChangedMeanwhile, match="Somebody else changed"):
            late()
    assert actions.find(stocked, made.number).now.state is State.UNDER_WAY


def test_two_that_write_at_the_very_same_moment_do_not_both_succeed(
    stocked: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = draft(stocked)
    before = actions.find(stocked, made.number)
    then(stocked, made, intent(State.UNDER_WAY), on=LATER)
    stocked.expunge_all()
    monkeypatch.setattr(actions, "find", lambda _people, _number: before)
    with pytest.raises(ChangedMeanwhile):
        actions.publish(stocked, made.number, Hand(BY, seen=1))
    assert stocked.scalar(select(func.count()).select_from(ActionEntry)) == 2


def test_only_a_draft_is_published_or_put_away(stocked: Session) -> None:
    made, away = published(stocked), draft(stocked)
    for refused in (actions.publish, actions.discard):
        with pytest.raises(NotADraft):
            refused(stocked, made.number, Hand(BY, seen=made.last.number))
    actions.discard(stocked, away.number, Hand(BY, seen=1))
    with pytest.raises(NoSuchAction):
        actions.find(stocked, away.number)
    assert [each.number for each in actions.every(stocked)] == [made.number]
    with pytest.raises(NoSuchAction):
        actions.find(stocked, 999)


@pytest.mark.parametrize(
    ("of", "refusal"),
    [
        (aim(group="S1T02"), NoSuchGroup),
        (aim(group="S1~rest"), NoSuchGroup),
        (aim(group="role=social_worker"), NoSuchGroup),
        (aim(wave="2031-01"), NoSuchRound),
        (aim(code="weather"), NoSuchSubject),
        (aim(code="caseload", about=About.THEME), None),
        (aim(code="weather", about=About.THEME), NoSuchSubject),
        (aim(code="bullying"), None),
        (aim(group="S1T01"), None),
    ],
    ids=str,
)
def test_an_action_is_about_what_was_asked_for_a_group_that_is_shown(
    stocked: Session, of: Aim, refusal: type[Refusal] | None
) -> None:
    if refusal is None:
        assert draft(stocked, of).aim == of
    else:
        with pytest.raises(refusal):
            draft(stocked, of)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "said",
    [{"post": ""}, {"due": None}, {"state": State.DECLINED, "because": ""}],
    ids=["no post", "no day", "no reason"],
)
def test_the_database_itself_wants_who_and_when_or_why_not(
    people: Session, said: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=r"somebody_does_it_by_a_day|a_refusal_says_why"):
        write(people, **said)
    people.rollback()


@pytest.mark.both_databases
@pytest.mark.parametrize("table", ["action", "action_entry"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET {}", "DELETE FROM {}"])
def test_the_database_itself_lets_nobody_rewrite_it(people: Session, table: str, verb: str) -> None:
    write(people)
    people.commit()
    field = "wave = 'x'" if table == "action" else "what = 'x'"
    with pytest.raises(Exception, match="an action's history cannot be changed"):
        people.execute(text(verb.format(table, field)))


def write(people: Session, **said: object) -> None:
    """A row and its first entry, past all checks but the database's own."""
    row = ActionRow(about=About.TOPIC, code="caseload", group_code="ALL", wave="w")
    people.add(row)
    people.flush()
    entry = {**vars(intent()), "note": "", "entered_by": BY, "entered_on": clock.today(), **said}
    people.add(ActionEntry(action_id=row.id, number=1, act=Act.DRAFTED, **entry))
    people.flush()


def test_late_is_what_is_open_after_its_day(stocked: Session) -> None:
    made = published(stocked)
    for day, late in ((DUE, 0), (date(2027, 1, 1), 1), (date(2027, 1, 31), 31)):
        with clock.at(day):
            assert (made.is_late, made.days_late) == (late > 0, late)
    done = then(stocked, made, intent(State.DONE), on=date(2027, 1, 10))
    with clock.at(date(2027, 6, 1)):
        assert (done.is_late, done.days_late, done.done_on) == (False, 10, date(2027, 1, 10))
    again = then(stocked, done, intent(State.UNDER_WAY), on=date(2027, 1, 20))
    with clock.at(date(2027, 6, 1)):
        assert again.is_late
        assert again.done_on is None
    never = then(stocked, again, intent(State.DECLINED, due=DUE), on=date(2027, 1, 21))
    assert (never.is_late, never.days_late) == (False, 0)


def test_what_is_late_stands_first_and_what_is_over_last(stocked: Session) -> None:
    done = published(stocked, said=intent(State.DONE))
    late = published(stocked, said=intent(due=date(2026, 11, 20)))
    later = published(stocked, said=intent(due=date(2026, 11, 18)))
    due = published(stocked)
    with clock.at(date(2026, 12, 1)):
        order = [each.number for each in actions.published(stocked)]
    assert order == [later.number, late.number, due.number, done.number]


def test_a_round_is_answered_by_its_first_published_action(stocked: Session) -> None:
    newest = published_rounds.load(stocked)[-1]  # out on 10 August
    draft(stocked)
    published(stocked, aim(wave="2026-03"), on=date(2026, 8, 11))
    nothing = reply.to_round(newest, actions.published(stocked), days=30)
    assert (nothing.by, nothing.on) == (date(2026, 9, 9), None)
    for day, overdue in ((date(2026, 9, 9), False), (date(2026, 9, 10), True)):
        with clock.at(day):
            assert nothing.overdue is overdue
    published(stocked, on=date(2026, 9, 12))
    published(stocked, on=date(2026, 9, 20))
    came = reply.to_round(newest, actions.published(stocked), days=30)
    assert (came.on, came.days_late, came.overdue) == (date(2026, 9, 12), 3, False)


def test_those_that_concern_a_group_are_its_own_those_above_and_those_below(
    stocked: Session,
) -> None:
    whole, south, team = (published(stocked, aim(group=g)) for g in ("ALL", "S2", "S2T01"))
    own = published_rounds.load(stocked)[-1]
    found = {
        group: {each.number for each in told.concerning(own, actions.published(stocked), group)}
        for group in ("ALL", "S1", "S2", "S2T01", "S2T02", "role=social_worker", "gone")
    }
    every = {whole.number, south.number, team.number}
    assert found["ALL"] == found["S2"] == found["S2T01"] == every
    assert found["S1"] == found["role=social_worker"] == found["gone"] == {whole.number}
    assert found["S2T02"] == {whole.number, south.number}


def test_what_nobody_knows_any_more_keeps_a_name(stocked: Session) -> None:
    made = published(stocked)
    lost = replace(made, aim=aim(code="old_topic", group="gone", wave="2019-01"))
    (one,) = told.tell(published_rounds.load(stocked), [lost])
    assert (one.subject.name, one.group, one.round) == ("Old topic", "gone", "2019-01")
    assert not one.subject.current
