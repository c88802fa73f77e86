"""Piece: a change of one phrase, one exception, one Welsh name or one mark, so that each can be judged by itself."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from surveys.coding.change import Change


def pieces(changes: Sequence[Change], themes: Collection[str]) -> Iterator[Change]:
    """The changes apart, in order. ``themes``: codes that are there; a piece of a theme that is not says what it is."""
    new = {change.theme: change for change in changes if change.is_new}
    for change in changes:
        about = new.get(change.theme)
        if about is None or change.theme in themes:
            bare = Change(change.theme, "", ())
        else:
            bare = Change(change.theme, "", (), name=about.name, definition=about.definition)
        if change.sensitive:
            yield replace(bare, sensitive=True)
        if change.welsh and change.welsh == _last_name(changes, change.theme):
            yield replace(bare, welsh=change.welsh)
        for phrase in change.phrases:
            yield replace(bare, polarity=change.polarity, phrases=(phrase,))
        for exception in change.exceptions:
            yield replace(bare, exceptions=(exception,))


def told(piece: Change) -> tuple[str, str, str]:
    """Theme, kind and text of a piece."""
    if piece.phrases:
        return piece.theme, "phrase", piece.phrases[0]
    if piece.exceptions:
        return piece.theme, "exception", piece.exceptions[0]
    if piece.welsh:
        return piece.theme, "welsh", piece.welsh
    return piece.theme, "sensitive", ""


def together(found: Iterable[Change]) -> tuple[Change, ...]:
    """The pieces as few changes: for each theme one, and one more for each further thing that phrases say of it."""
    themes: dict[str, list[Change]] = {}
    for piece in found:
        themes.setdefault(piece.theme, []).append(piece)
    return tuple(change for own in themes.values() for change in _of_theme(own))


def _of_theme(own: Sequence[Change]) -> Iterator[Change]:
    phrases: dict[str, tuple[str, ...]] = {}
    for piece in own:
        if piece.phrases:
            phrases[piece.polarity] = (*phrases.get(piece.polarity, ()), *piece.phrases)
    (polarity, first), *rest = phrases.items() or [("", ())]
    yield Change(
        own[0].theme,
        polarity,
        first,
        any(piece.sensitive for piece in own),
        own[0].name,
        own[0].definition,
        tuple(exception for piece in own for exception in piece.exceptions),
        next((piece.welsh for piece in own if piece.welsh), ""),
    )
    for polarity, more in rest:
        yield Change(own[0].theme, polarity, more)


def _last_name(changes: Sequence[Change], theme: str) -> str:
    return [change.welsh for change in changes if change.theme == theme and change.welsh][-1]
