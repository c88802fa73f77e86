"""How people of a round are reached: letters by kind, and their words before they go out."""

from dataclasses import dataclass

from flask import current_app, render_template

from pulse import language
from pulse.access.permissions import Role, requires
from pulse.extensions import ballot, people
from pulse.message import Message
from pulse.office.addresses import MarkForm
from pulse.office.door import door
from pulse.writing import Writer
from surveys.credentials import key_document, keys
from surveys.fieldwork import invitations, letters, organisation, reached, waves
from surveys.fieldwork.correspondence import Channel, Kind
from surveys.fieldwork.waves import State, Wave

KINDS = {
    Kind.INVITATION: "Invitation",
    Kind.FIRST_REMINDER: "First reminder",
    Kind.SECOND_REMINDER: "Second reminder",
}


@dataclass(frozen=True)
class Standing:
    """For the page of an open round. Who has opened a letter is shown to nobody."""

    invited: int
    sent: int
    has_way: bool


def standing(wave: Wave) -> Standing | None:
    """None for a round that is answered by slip alone, or is not open."""
    if not wave.invites or wave.state is not State.OPEN:
        return None
    sent = sum(each.handed for each in reached.counts(people(), wave.code)[:1])
    return Standing(invitations.invited(people(), wave.code), sent, has_way())


@door.get("/rounds/<code>/letters", endpoint="letters")
@requires(Role.OFFICE)
def show_letters(code: str) -> str:
    """How far the letters are, what they say, whose address did not work."""
    wave = waves.find(people(), code)
    days = (wave.opens_on, *letters.reminder_days(wave))
    return render_template(
        "office/letters.html",
        wave=wave,
        days=list(zip(KINDS.values(), days, strict=False)),
        rows=[
            [KINDS[each.kind], each.waiting, each.handed, each.came_back, each.perhaps_twice]
            for each in reached.counts(people(), code)
        ],
        previews=_previews(wave),
        unreachable=reached.unreachable(people()),
        without_letters=reached.without_letters(people()),
        has_way=has_way(),
        mark=MarkForm(formdata=None),
        is_open=wave.state is State.OPEN,
    )


def _previews(wave: Wave) -> list[tuple[str, Message]]:
    """Every letter of the round, word for word; each person's link is their own."""
    words = ""
    if wave.state is State.OPEN:
        words = key_document.four_words(keys.find(ballot(), wave.code).key_document)
    asking = organisation.the(people())
    names = asking.names if asking else {"en": "Your organisation"}
    writer = Writer(wave, names, words, welsh=language.is_signed(people()))
    kinds = [Kind.INVITATION, *([Kind.FIRST_REMINDER] if wave.reminders else [])]
    channels = {Channel.EMAIL: "e-mail", **({Channel.TEXT: "text message"} if wave.texts else {})}
    return [
        (
            f"{'Invitation' if kind is Kind.INVITATION else 'Reminder'} by {name}",
            writer.message(kind, channel),
        )
        for channel, name in channels.items()
        for kind in kinds
    ]


def has_way() -> bool:
    """Whether letters can leave at all."""
    ways = ("pulse_postbox", "pulse_notify")
    return any(current_app.extensions[way] is not None for way in ways)
