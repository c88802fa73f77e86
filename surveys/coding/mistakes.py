"""Mistakes: why a change cannot be made, each at the field of the form that it is about. Loads NLTK: jobs alone import it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from surveys.coding.change import Change
from surveys.comments.code_frame import CodeFrame, Theme
from surveys.comments.matcher import Matcher
from surveys.comments.phrase import BadPhrase, parse
from surveys.comments.span import normalise
from surveys.comments.tagger import tag
from surveys.comments.tokens import tokens


@dataclass(frozen=True)
class Mistake:
    """``phrase`` and what is wrong with it, as the end of a sentence. ``field``: phrases or exceptions."""

    field: str
    line: int
    phrase: str
    fault: str

    def __str__(self) -> str:
        where = " of what must not count" if self.field == "exceptions" else ""
        return f"Line {self.line}{where}: “{self.phrase}” {self.fault}"


def of_change(change: Change, before: CodeFrame) -> tuple[Mistake, ...]:
    """Everything that is wrong with its phrases and exceptions, before any comment is read."""
    unreadable = (
        *_unreadable("phrases", change.phrases, before),
        *_unreadable("exceptions", change.exceptions, before),
    )
    if unreadable:
        return unreadable
    return (*_of_phrases(change, before), *_of_exceptions(change, before))


def _unreadable(field: str, phrases: tuple[str, ...], before: CodeFrame) -> Iterator[Mistake]:
    for line, phrase in enumerate(phrases, start=1):
        try:
            parse(phrase, before.words)
        except BadPhrase as fault:
            yield Mistake(field, line, phrase, f"{fault}.")


def _of_phrases(change: Change, before: CodeFrame) -> Iterator[Mistake]:
    theme = _theme(change, before)
    held = {phrase.text for phrase in theme.phrases} if theme else set()
    stays_plain = not (change.sensitive or (theme and theme.sensitive))
    for line, phrase in enumerate(change.phrases, start=1):
        if phrase in held:
            yield Mistake("phrases", line, phrase, "is a phrase of this theme already.")
        for name in sorted(_guarded_by(phrase, before)) if stays_plain else ():
            fault = f"shows “{name}” too, which is sensitive. Leave it out, or make the theme sensitive."
            yield Mistake("phrases", line, phrase, fault)


def _guarded_by(phrase: str, before: CodeFrame) -> set[str]:
    """The sensitive themes that a comment of these words alone would have, or that have the very phrase."""
    guarded = {theme.code: theme.name["en"] for theme in before.themes if theme.sensitive}
    said = {hit.theme for sample in _samples(phrase, before) for hit in tag(sample, before)}
    same = {theme.code for theme in before.themes if phrase in {one.text for one in theme.phrases}}
    return {guarded[code] for code in (said | same) & guarded.keys()}


def _of_exceptions(change: Change, before: CodeFrame) -> Iterator[Mistake]:
    theme = _theme(change, before)
    for line, exception in enumerate(change.exceptions, start=1):
        fault = _fault_of_exception(exception, change, theme, before)
        if fault:
            yield Mistake("exceptions", line, exception, fault)


def _fault_of_exception(
    exception: str, change: Change, theme: Theme | None, before: CodeFrame
) -> str | None:
    """Nobody can make a sensitive theme count less, nor take a phrase away altogether."""
    if theme and theme.sensitive:
        return (
            "cannot be an exception: this theme is sensitive, and nothing may make it count less."
        )
    if theme and exception in theme.exceptions:
        return "is an exception of this theme already."
    phrases = [phrase.text for phrase in theme.phrases if not phrase.weak] if theme else []
    bar = _alone(exception, before)
    for phrase in (*phrases, *change.phrases):
        if _takes_away(bar, phrase, before):
            return f"would take the phrase “{phrase}” away. Write more of the words around it."
    return None


def _takes_away(bar: Matcher, phrase: str, before: CodeFrame) -> bool:
    """Whether the phrase is no evidence any more wherever it stands, because the exception stands there too."""
    return all(_stands(bar, sample) for sample in _samples(phrase, before))


def places(text: str, phrase: str, before: CodeFrame) -> list[tuple[int, int]]:
    """Where the phrase stands in a comment: offsets into the normalised text."""
    return _stands(_alone(phrase, before), text)


def _stands(alone: Matcher, text: str) -> list[tuple[int, int]]:
    words = tokens(normalise(text))
    found = alone.themes(alone.reading(words))
    return [(words[one.first].start, words[one.last].end) for one in found]


def _alone(phrase: str, before: CodeFrame) -> Matcher:
    """One phrase ready to be looked up. Not kept: ``matcher`` keeps what is used for thousands of comments."""
    one = replace(before.themes[0].phrases[0], text=phrase, weak=False)
    only = replace(before.themes[0], phrases=(one,), exceptions=())
    return Matcher(replace(before, themes=(only,), tone=()))


def _samples(phrase: str, before: CodeFrame) -> list[str]:
    return [
        " ".join(slot.sample for slot in slots).replace("#", "20")
        for slots in parse(phrase, before.words)
    ]


def _theme(change: Change, before: CodeFrame) -> Theme | None:
    return next((theme for theme in before.themes if theme.code == change.theme), None)
