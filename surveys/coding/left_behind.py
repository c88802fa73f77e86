"""Left behind: what stewards added to a list that a newer one of Pulse's own has replaced."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from surveys.coding import frames, outline
from surveys.coding.change import Change
from surveys.coding.frames import Saved
from surveys.coding.outline import Theme


def find(people: Session) -> tuple[Saved, ...]:
    """The versions that added it, the newest first; none when the newer list has all of it, or once it was brought over."""
    newest = frames.newest(people)
    number, saved = frames.list_of(newest), frames.saved(people)
    now = [one for one in saved if frames.list_of(one.version) == number]
    if any(one.addition.brought for one in now):
        return ()
    before = tuple(one for one in saved if frames.list_of(one.version) < number)
    themes = {theme.code: theme for theme in outline.themes(frames.text(people, newest))}
    changes = (change for one in before for change in one.addition.changes)
    return before if any(_lacks(themes, change) for change in changes) else ()


def changes(people: Session) -> tuple[Change, ...]:
    """All of it, the oldest first."""
    return tuple(change for one in reversed(find(people)) for change in one.addition.changes)


def _lacks(themes: Mapping[str, Theme], change: Change) -> bool:
    theme = themes.get(change.theme)
    if theme is None:
        return True
    phrases = {phrase for group in theme.phrases.values() for phrase in group}
    return not (
        set(change.phrases) <= phrases
        and set(change.exceptions) <= set(theme.exceptions)
        and change.sensitive <= theme.sensitive
        and change.welsh in ("", theme.welsh)
    )
