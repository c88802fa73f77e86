"""Promised: what directors had published of their actions before the day of a release, as a table of its paper."""

from datetime import date

from sqlalchemy.orm import Session

from surveys.exports.paper import Table
from surveys.reports import actions
from surveys.reports.action import Act, Action
from surveys.reports.intent import OPEN, STATE_NAMES, State
from surveys.typeset import in_words

#: More rows than this nobody reads in a paper of two pages.
MOST = 12
_WIDTHS = (6, 3, 2.1, 1.7)


def before(people: Session, day: date) -> tuple[Table, ...]:
    """As they stood on the eve of the day: what is said later changes nothing. None where nothing was promised."""
    found = [(action, row) for action in actions.published(people) if (row := _row(action, day))]
    found.sort(key=lambda pair: pair[0].number)
    if not found:
        return ()
    left_out = len(found) - MOST
    note = f"{left_out} earlier ones stand on the pages of Pulse." if left_out > 0 else ""
    heads = ("What", "Who", "By", "How it stands")
    shown = [row for _, row in found[-MOST:]]
    return (Table(f"As it stood before {in_words(day)}", heads, shown, note, _WIDTHS),)


def _row(action: Action, day: date) -> tuple[str, ...] | None:
    """None where nothing of it was published before the day."""
    entries = [each for each in action.entries if each.on < day]
    if not any(each.act is Act.PUBLISHED for each in entries):
        return None
    now = entries[-1].intent
    late = now.state in OPEN and now.due is not None and now.due < day
    stands = "Late" if late else STATE_NAMES[now.state]
    lead = "We can’t, because" if now.state is State.DECLINED else "Because"
    because = f" {lead}: {now.because}" if now.because else ""
    by = in_words(now.due) if now.due else ""
    return f"{now.what}{because}", now.post, by, stands
