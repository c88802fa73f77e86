"""Bringing what stewards added to an older list into a newer one: what is kept, what is there already, what no longer fits.

Each phrase is judged by the rules for new ones. Loads NLTK: jobs alone import it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveys.coding import frame, mistakes, trial
from surveys.coding.change import Change
from surveys.coding.piece import pieces, together, told
from surveys.coding.trial import Answer, Sight
from surveys.comments.code_frame import CodeFrame, Theme
from surveys.releases.document import Comment

_GONE = "The new list has no such theme."
_BARE = "No phrase of this theme is left."
_CALLED = "The new list says “{}”."
_TAKEN = "Another theme of the new list is called this in Welsh."
_SEEN = "In published comments it stands in words that show “{}” too, which is sensitive."


@dataclass
class _Heaps:
    """``kept`` holds pieces; the others what is told of them: theme, kind, text, and why not."""

    kept: list[Change] = field(default_factory=list)
    there: list[tuple[str, ...]] = field(default_factory=list)
    unfit: list[tuple[str, ...]] = field(default_factory=list)

    def take_out(self, why: Mapping[Change, str]) -> None:
        """These do not fit; nor does what is left of a new theme that has lost its last phrase."""
        self.unfit += [(*told(piece), reason) for piece, reason in why.items()]
        self.kept = [piece for piece in self.kept if piece not in why]
        filled = {piece.theme for piece in self.kept if piece.phrases}
        bare = [one for one in self.kept if one.is_new and one.theme not in filled]
        self.unfit += [(*told(piece), _BARE) for piece in bare]
        self.kept = [piece for piece in self.kept if piece not in bare]


def attempt(
    text: str, changes: Sequence[Change], version: str, comments: Sequence[Comment]
) -> Answer:
    """What of these changes goes into the frame of this text, and what it changes in the comments."""
    before = frame.read(text, "now")
    heaps = _sorted(changes, before)
    answer: Answer = {"mistakes": []}
    while heaps.kept:
        answer, in_plain_sight = trial.outcome(text, together(heaps.kept), version, comments)
        if not in_plain_sight:
            break
        heaps.take_out(
            {
                piece: _SEEN.format(sight.shows)
                for sight in in_plain_sight
                for piece in _guilty(sight, heaps.kept, before)
            }
        )
        answer = {"mistakes": []}
    return answer | {
        "kept": [change.document() for change in together(heaps.kept)],
        "there": [list(one) for one in heaps.there],
        "unfit": [list(one) for one in heaps.unfit],
    }


def _sorted(changes: Sequence[Change], before: CodeFrame) -> _Heaps:
    themes = {theme.code: theme for theme in before.themes}
    heaps, seen, faults = _Heaps(), set[tuple[str, ...]](), dict[Change, str]()
    for piece in pieces(changes, themes.keys()):
        if told(piece) in seen:
            continue
        seen.add(told(piece))
        theme = themes.get(piece.theme)
        if theme is not None and _has(theme, piece):
            heaps.there.append(told(piece))
            continue
        heaps.kept.append(piece)
        fault = _fault(piece, theme, before, _strict(changes))
        if fault:
            faults[piece] = fault
    heaps.take_out(faults)
    return heaps


def _strict(changes: Iterable[Change]) -> set[str]:
    """The themes that stewards made sensitive."""
    return {change.theme for change in changes if change.sensitive}


def _has(theme: Theme, piece: Change) -> bool:
    return (
        set(piece.phrases) <= {phrase.text for phrase in theme.phrases}
        and set(piece.exceptions) <= set(theme.exceptions)
        and piece.welsh in ("", theme.name.get("cy"))
        and piece.sensitive <= theme.sensitive
    )


def _fault(piece: Change, theme: Theme | None, before: CodeFrame, strict: set[str]) -> str | None:
    if theme is None and not piece.is_new:
        return _GONE
    if piece.welsh:
        return _fault_of_name(piece, theme, before)
    judged = replace(piece, sensitive=piece.theme in strict)
    return next((f"It {each.fault}" for each in mistakes.of_change(judged, before)), None)


def _fault_of_name(piece: Change, theme: Theme | None, before: CodeFrame) -> str | None:
    if theme and "cy" in theme.name:
        return _CALLED.format(theme.name["cy"])
    others = {one.name.get("cy", "").casefold() for one in before.themes}
    return _TAKEN if piece.welsh.casefold() in others else None


def _guilty(sight: Sight, kept: Sequence[Change], before: CodeFrame) -> Iterator[Change]:
    """The pieces by which the words are counted; where none can be named, all of the theme."""
    own = [piece for piece in kept if piece.theme == sight.hit.theme]
    named = [
        piece
        for piece in own
        for phrase in piece.phrases
        for start, end in mistakes.places(sight.comment.text, phrase, before)
        if start < sight.hit.end and sight.hit.start < end
    ]
    yield from named or own
