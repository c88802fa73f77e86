"""Waves: one round of asking, from its plan to its release, and the one state machine that moves it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import JSON, CheckConstraint, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from surveys import clock
from surveys.clock import Hour
from surveys.db import People, one_of
from surveys.errors import Missing, Refusal
from surveys.fieldwork.pledge import Pledge
from surveys.instruments.instrument import Instrument


class State(StrEnum):
    """Where a wave stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    PREPARED = "prepared"
    RELEASED = "released"
    STOPPED = "stopped"


#: The only moves there are. docs/architecture.md draws this table and a test compares the two.
TRANSITIONS: Final = {
    State.PLANNED: (State.OPEN, State.STOPPED),
    State.OPEN: (State.CLOSED, State.STOPPED),
    State.CLOSED: (State.PREPARED, State.STOPPED),
    State.PREPARED: (State.RELEASED, State.STOPPED),
    State.RELEASED: (),
    State.STOPPED: (),
}


LONGEST_REASON: Final = 500


class Kept(StrEnum):
    """What there still is of a wave's answers."""

    NOTHING = "nothing"
    BOX = "box"
    ANSWERS = "answers"
    #: What the keyholders have opened waits to be taken, or taking it is not finished.
    RESULT = "result"
    #: Rows without a key that reads them.
    NOISE = "noise"


class NoSuchWave(Missing):
    """There is no wave of that code."""


class WrongState(Refusal):
    """The wave is not where this step begins."""


class NoReason(Refusal):
    """A wave is stopped with a reason, which is shown to the people who were asked."""


class Wave(People):
    """One round. Instrument and pledge are frozen copies, not references: nothing edited later reaches them."""

    __tablename__ = "wave"
    __table_args__ = (
        CheckConstraint("opens_on <= closes_on AND closes_on < releases_on", name="dates_in_order"),
        CheckConstraint("release_hour BETWEEN 0 AND 23", name="release_hour"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What people say: "2026-11". Also the name under which the ballot database knows the wave.
    code: Mapped[str] = mapped_column(String(20), unique=True)
    names: Mapped[dict[str, str]]
    state: Mapped[State] = mapped_column(one_of(State), default=State.PLANNED)
    opens_on: Mapped[date]
    #: The last day on which an answer is taken.
    closes_on: Mapped[date]
    releases_on: Mapped[date]
    release_hour: Mapped[int]
    #: ``Instrument.document()``
    instrument_document: Mapped[dict[str, object]]
    #: ``Pledge.document()``
    pledge_document: Mapped[dict[str, object]]
    #: Whether everybody with an address is sent a personal link; everybody else has a slip.
    invites: Mapped[bool] = mapped_column(default=False)
    #: With ``invites``: whether a text message goes to those with a mobile number and no e-mail address.
    texts: Mapped[bool] = mapped_column(default=False)
    #: Days after the first day on which everybody with a link is reminded, whether they have answered or not: at most two.
    reminders: Mapped[list[int]] = mapped_column(JSON, default=list)
    #: Why it was stopped, in the office's words.
    stopped_because: Mapped[str | None] = mapped_column(String(LONGEST_REASON))

    @property
    def instrument(self) -> Instrument:
        return Instrument.from_document(self.instrument_document)

    @property
    def pledge(self) -> Pledge:
        return Pledge.from_document(self.pledge_document)

    @property
    def release_moment(self) -> Hour:
        """The announced hour. Before it nobody sees what was built."""
        return Hour(self.releases_on, self.release_hour)

    @property
    def shreds_on(self) -> date:
        """The stated day: on it its raw answers are destroyed, as soon as it has begun."""
        return self.closes_on + timedelta(days=self.pledge.keep_days)

    @property
    def never_opened(self) -> bool:
        """Its keyholders have not opened it before the day on which its answers are destroyed."""
        waits = self.state is State.CLOSED and self.pledge.by_keyholders
        return waits and clock.today() >= self.shreds_on

    @property
    def is_to_be_destroyed(self) -> bool:
        """Whether nothing of its answers may be left: it was stopped, or the stated day has begun."""
        return self.state is State.STOPPED or clock.today() >= self.shreds_on

    def move(self, target: State) -> None:
        """Go to the next state. Raises WrongState when TRANSITIONS has no such move."""
        if target not in TRANSITIONS[self.state]:
            raise WrongState(f"Round {self.code} is {self.state}; it cannot become {target} now.")
        self.state = target


def find(people: Session, code: str) -> Wave:
    """The wave of that code. Raises NoSuchWave."""
    wave = people.scalar(select(Wave).where(Wave.code == code))
    if wave is None:
        raise NoSuchWave(f"There is no round called {code}. `flask wave status` lists them.")
    return wave


def current(people: Session) -> Wave | None:
    """The wave that is open now, if any: at most one is open at a time."""
    return people.scalar(select(Wave).where(Wave.state == State.OPEN))


def every(people: Session) -> tuple[Wave, ...]:
    """All waves, the latest first."""
    return tuple(people.scalars(select(Wave).order_by(Wave.opens_on.desc(), Wave.id.desc())))


def stop(people: Session, wave: Wave, because: str) -> None:
    """End a wave for good: it will have no results. Raises NoReason, WrongState.

    The caller also closes its box and destroys its keys (``surveys.responses``).
    """
    reason = " ".join(because.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise NoReason(
            f"Write why the round is stopped, in at most {LONGEST_REASON} characters. "
            "The people who were asked will read it."
        )
    wave.move(State.STOPPED)
    wave.stopped_because = reason
    people.flush()


def due(people: Session, *, kept: Callable[[str], Kept]) -> Iterator[tuple[str, str]]:
    """What today's day and hour ask for: names of jobs with the wave's code, the earliest wave first.

    ``kept(code)``: what there still is of this wave's answers. Closing comes before opening, so that one wave at
    most is open. Each job is asked for until it has been done.
    """
    for wave in reversed(every(people)):
        job = _due(wave, kept(wave.code), another_open=current(people) is not None)
        if job is not None:
            yield job, wave.code


def diagram() -> str:
    """TRANSITIONS as a Mermaid drawing, as it stands in docs/architecture.md."""
    moves = [f"    {state} --> {target}" for state, ways in TRANSITIONS.items() for target in ways]
    ends = [f"    {state} --> [*]" for state, ways in TRANSITIONS.items() if not ways]
    begin = f"    [*] --> {next(iter(TRANSITIONS))}"
    return "\n".join(["stateDiagram-v2", begin, *moves, *ends])


def _due(wave: Wave, kept: Kept, *, another_open: bool) -> str | None:
    today = clock.today()
    if kept in (Kept.BOX, Kept.RESULT) and (wave.state is State.STOPPED or wave.never_opened):
        return "discard"
    if kept in (Kept.ANSWERS, Kept.NOISE) and wave.is_to_be_destroyed:
        return "shred"
    if wave.state is State.PLANNED and wave.opens_on <= today <= wave.closes_on:
        return None if another_open else "open_wave"
    if wave.state is State.OPEN and wave.closes_on < today:
        return "close_wave"
    if wave.state is State.CLOSED:
        return _after_the_close(wave, kept)
    if wave.state is State.PREPARED and wave.release_moment <= clock.hour():
        return "publish"
    return None


def _after_the_close(wave: Wave, kept: Kept) -> str | None:
    """At custody level 2 the box waits for its keyholders, whom no job can call."""
    opens = None if wave.pledge.by_keyholders else "open_box"
    return {
        Kept.BOX: opens,
        Kept.RESULT: "take_result",
        Kept.ANSWERS: "prepare",
        Kept.NOISE: None,
        Kept.NOTHING: None,
    }[kept]
