"""Actions: what directors said they do, kept so that nothing of it is changed unseen.

An action is a few fixed words on what it is about, and a history to which entries are only added (the database refuses
anything else). What an action says now is its last entry. From its publishing on every entry is everybody's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.db import People, one_of
from surveys.errors import Missing, Refusal
from surveys.reports import intent as intents
from surveys.reports import rounds as published_rounds
from surveys.reports import subject
from surveys.reports.action import About, Act, Action, Aim, Entry, most_pressing
from surveys.reports.intent import BadIntent, Intent, Problem, State


class NoSuchAction(Missing):
    """There is none of that number, or it is not for this reader."""


class ChangedMeanwhile(Refusal):
    """Somebody else wrote after this one had read."""


class NotADraft(Refusal):
    """It is published, so it can be added to and nothing else."""


class ActionRow(People):
    """What an action is about: it stays as it is."""

    __tablename__ = "action"

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[About] = mapped_column(one_of(About))
    code: Mapped[str] = mapped_column(String(60))
    group_code: Mapped[str] = mapped_column(String(60))
    #: the round it answers
    wave: Mapped[str] = mapped_column(String(20))


class ActionEntry(People):
    """One line of an action's history, with all that was said of it from then on."""

    __tablename__ = "action_entry"
    __table_args__ = (
        CheckConstraint(
            "state = 'declined' OR (post <> '' AND due IS NOT NULL)",
            name="somebody_does_it_by_a_day",
        ),
        CheckConstraint("state <> 'declined' OR because <> ''", name="a_refusal_says_why"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[Act] = mapped_column(one_of(Act))
    state: Mapped[State] = mapped_column(one_of(State))
    what: Mapped[str] = mapped_column(Text)
    #: a role, never a name
    post: Mapped[str] = mapped_column(String(100))
    due: Mapped[date | None]
    because: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    #: the e-mail address of the account; for staff alone
    entered_by: Mapped[str] = mapped_column(String(254))
    entered_on: Mapped[date]


@dataclass(frozen=True)
class Hand:
    """Who writes, and the number of the last entry they had before their eyes."""

    by: str
    seen: int = 0
    #: what the writer says is a role, though it looks like a name
    roles: tuple[str, ...] = ()


def published(people: Session) -> tuple[Action, ...]:
    """What everybody may read: published actions, the most pressing first, without who wrote them."""
    own = (action.published() for action in _every(people))
    return tuple(sorted((action for action in own if action is not None), key=most_pressing))


def entries(people: Session) -> int:
    """How many lines the histories of all actions have: it grows with whatever is said of any."""
    return people.scalar(select(func.count()).select_from(ActionEntry)) or 0


def every(people: Session) -> tuple[Action, ...]:
    """Drafts too, the most pressing first; for staff who may read them."""
    return tuple(sorted(_every(people), key=most_pressing))


def find(people: Session, number: int) -> Action:
    """One action, be it a draft. Raises NoSuchAction."""
    found = next(_actions(people, number), None)
    if found is None or found.is_discarded:
        raise NoSuchAction("There is no such action.")
    return found


def draft(people: Session, aim: Aim, intent: Intent, by: str, roles: Sequence[str] = ()) -> Action:
    """Write one down; workers do not see it. Raises BadIntent, and NoSuchRound and the like."""
    _check_aim(people, aim)
    note = intents.with_roles("", check(people, intent, roles))
    row = ActionRow(about=aim.about, code=aim.code, group_code=aim.group, wave=aim.wave)
    people.add(row)
    people.flush()
    _add(people, row.id, Act.DRAFTED, intent, Hand(by), note)
    return find(people, row.id)


def check(people: Session, intent: Intent, roles: Sequence[str] = ()) -> tuple[str, ...]:
    """Whether it could be kept; which of the roles are needed for that. Raises BadIntent."""
    return intents.check(intent, allow=_own_words(people), roles=roles)


def change(people: Session, number: int, intent: Intent, hand: Hand, *, note: str = "") -> Action:
    """Say something else of it from now on, for workers to see where it is published.

    Raises BadIntent, also where nothing is changed, and ChangedMeanwhile.
    """
    own = _unchanged(people, number, hand)
    allow = _own_words(people)
    roles = intents.check(intent, note=note, before=own.now, allow=allow, roles=hand.roles)
    if intent == own.now and not note:
        raise BadIntent([Problem("", "Nothing is changed. Change something, or add a note")])
    _add(people, number, Act.CHANGED, intent, hand, intents.with_roles(note, roles))
    return find(people, number)


def publish(people: Session, number: int, hand: Hand) -> Action:
    """Let everybody read what it says now, and its history from here on. Raises NotADraft, ChangedMeanwhile."""
    own = _a_draft(people, number, hand)
    intents.check(own.now, before=own.now)
    note = intents.roles_said([entry.note for entry in own.entries])
    _add(people, number, Act.PUBLISHED, own.now, hand, note)
    return find(people, number)


def discard(people: Session, number: int, hand: Hand) -> None:
    """Put a draft away. Raises NotADraft, ChangedMeanwhile."""
    own = _a_draft(people, number, hand)
    _add(people, number, Act.DISCARDED, own.now, hand)


def _a_draft(people: Session, number: int, hand: Hand) -> Action:
    own = _unchanged(people, number, hand)
    if not own.is_draft:
        raise NotADraft("This is published already. What workers have read can only be added to.")
    return own


def _unchanged(people: Session, number: int, hand: Hand) -> Action:
    own = find(people, number)
    if own.last.number != hand.seen:
        raise _too_late()
    return own


def _too_late() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        "Somebody else changed this action while you had it open. Read what it says now, then try again."
    )


def _check_aim(people: Session, aim: Aim) -> None:
    known = published_rounds.load(people)
    published_rounds.find(known, aim.wave)
    subject.find(known, aim.about, aim.code)
    if aim.group not in {group.code for group in subject.groups(known[-1])}:
        raise published_rounds.NoSuchGroup("There is no such group with figures of its own.")


def _own_words(people: Session) -> frozenset[str]:
    """The words in the names of services and teams: "Northmoor" and "Alder" name nobody here."""
    known = published_rounds.load(people)
    groups = known[-1].tree if known else ()
    return frozenset(word.strip(",()&") for each in groups for word in each.name_in("en").split())


def _add(
    people: Session, number: int, act: Act, intent: Intent, hand: Hand, note: str = ""
) -> None:
    row = ActionEntry(
        action_id=number,
        number=hand.seen + 1,
        act=act,
        state=intent.state,
        what=intent.what,
        post=intent.post,
        due=intent.due,
        because=intent.because,
        note=note,
        entered_by=hand.by,
        entered_on=clock.today(),
    )
    try:
        with people.begin_nested():
            people.add(row)
    except IntegrityError:  # the other one was quicker by less than this took
        raise _too_late() from None


def _every(people: Session) -> Iterator[Action]:
    return (action for action in _actions(people) if not action.is_discarded)


def _actions(people: Session, number: int | None = None) -> Iterator[Action]:
    """All, or one, in one query."""
    wanted = (
        select(ActionRow, ActionEntry)
        .join(ActionEntry, ActionEntry.action_id == ActionRow.id)
        .order_by(ActionRow.id, ActionEntry.number)
    )
    if number is not None:
        wanted = wanted.where(ActionRow.id == number)
    found = [(row, entry) for row, entry in people.execute(wanted)]
    for _, own in groupby(found, key=lambda pair: pair[0].id):
        pairs = list(own)
        yield _action(pairs[0][0], [entry for _, entry in pairs])


def _action(row: ActionRow, entries: Sequence[ActionEntry]) -> Action:
    return Action(
        number=row.id,
        aim=Aim(row.about, row.code, row.group_code, row.wave),
        entries=tuple(
            Entry(
                number=each.number,
                act=each.act,
                intent=Intent(each.state, each.what, each.post, each.due, each.because),
                note=each.note,
                by=each.entered_by,
                on=each.entered_on,
            )
            for each in entries
        ),
    )
