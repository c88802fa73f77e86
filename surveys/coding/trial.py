"""Trial: what a change of the code frame changes in released comments. Loads NLTK: jobs alone import it.

A change that would let a page say more of a sensitive theme than the rules for sensitive themes allow is a mistake, like
a phrase that cannot be read.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.coding import edit, frame
from surveys.coding.change import Change
from surveys.coding.inquiry import digest
from surveys.comments.code_frame import CodeFrame
from surveys.comments.frame_file import BadFrame
from surveys.comments.phrase import BadPhrase, parse
from surveys.comments.tagger import Hit, tag, themes
from surveys.releases.document import Comment

#: A trial reads so many comments, the newest first, and names so many of those that change.
MOST_READ = 3000
MOST_NAMED = 50

Answer = dict[str, object]


@dataclass(frozen=True)
class _Read:
    """A comment as the frame reads it without and with the change."""

    comment: Comment
    before: tuple[Hit, ...]
    after: tuple[Hit, ...]

    def new(self, theme: str) -> tuple[Hit, ...]:
        """What shows the theme now and did not before."""
        known = {(hit.start, hit.end) for hit in self.before if hit.theme == theme}
        own = (hit for hit in self.after if hit.theme == theme)
        return tuple(hit for hit in own if (hit.start, hit.end) not in known)


def attempt(text: str, change: Change, version: str, comments: Sequence[Comment]) -> Answer:
    """The answer to a trial of the change on a frame's text: mistakes, or what it changes. ``version``: the next one."""
    before = frame.read(text, "now")
    mistakes = [*_unreadable(change, before), *_known_already(change, before)]
    if mistakes:
        return {"mistakes": mistakes}
    content = edit.extended(text, change, version)
    try:
        after = frame.read(content, version)
    except BadFrame as fault:
        return {"mistakes": [str(fault)]}
    if not _only_adds(before, after):
        return {
            "mistakes": ["This would take something away from the themes. Nothing was changed."]
        }
    chosen = comments[:MOST_READ]
    read = [_Read(each, tag(each.text, before), tag(each.text, after)) for each in chosen]
    hidden = _hidden_in_plain_sight(change, before, after, read)
    if hidden:
        return {"mistakes": hidden}
    return {
        "mistakes": [],
        "fingerprint": hashlib.sha256(content.encode()).hexdigest(),
        "rounds": _rounds(read, change.theme),
        **_changed(read, change.theme),
    }


def _unreadable(change: Change, before: CodeFrame) -> Iterator[str]:
    for number, phrase in enumerate(change.phrases, start=1):
        try:
            parse(phrase, before.words)
        except BadPhrase as fault:
            yield f"Line {number}: “{phrase}” {fault}."


def _known_already(change: Change, before: CodeFrame) -> Iterator[str]:
    held = {
        phrase.text
        for theme in before.themes
        if theme.code == change.theme
        for phrase in theme.phrases
    }
    for number, phrase in enumerate(change.phrases, start=1):
        if phrase in held:
            yield f"Line {number}: “{phrase}” is a phrase of this theme already."


def _only_adds(before: CodeFrame, after: CodeFrame) -> bool:
    """Every theme is still there with every phrase and exception, and what was sensitive is."""
    there = {theme.code: theme for theme in after.themes}
    return all(
        theme.code in there
        and set(theme.phrases) <= set(there[theme.code].phrases)
        and theme.exceptions == there[theme.code].exceptions
        and theme.sensitive <= there[theme.code].sensitive
        for theme in before.themes
    )


def _hidden_in_plain_sight(
    change: Change, before: CodeFrame, after: CodeFrame, read: Sequence[_Read]
) -> list[str]:
    """Words that show a sensitive theme must not be counted a second time, in figures that are no bands."""
    if after.theme(change.theme).sensitive:
        return []
    guarded = {theme.code: theme.name["en"] for theme in before.themes if theme.sensitive}
    found = [
        f"Line {number}: “{phrase}” shows “{name}” too, which is sensitive."
        for number, phrase in enumerate(change.phrases, start=1)
        for name in sorted(_shown_by(phrase, before, guarded))
    ]
    overlapping = {
        f"“{hit.phrase}” shows “{guarded[other.theme]}” too, which is sensitive."
        for each in read
        for hit in each.new(change.theme)
        for other in each.before
        if other.theme in guarded and other.start < hit.end and hit.start < other.end
    }
    found += sorted(overlapping)
    return [f"{one} Leave it out, or make the theme sensitive." for one in found]


def _shown_by(phrase: str, before: CodeFrame, guarded: Mapping[str, str]) -> set[str]:
    """The sensitive themes that a comment of these words alone would have, or that have the very phrase."""
    samples = [" ".join(slot.sample for slot in slots) for slots in parse(phrase, before.words)]
    said = {hit.theme for sample in samples for hit in tag(sample, before)}
    same = {theme.code for theme in before.themes if phrase in {one.text for one in theme.phrases}}
    return {guarded[code] for code in (said | same) & guarded.keys()}


def _rounds(read: Sequence[_Read], theme: str) -> list[object]:
    """For each round: comments read, with the theme before, with it now. The newest first, as the comments are."""
    of = Counter(each.comment.wave for each in read)
    before = Counter(each.comment.wave for each in read if theme in themes(each.before))
    after = Counter(each.comment.wave for each in read if theme in themes(each.after))
    return [
        {"wave": wave, "comments": of[wave], "before": before[wave], "after": after[wave]}
        for wave in of
    ]


def _changed(read: Sequence[_Read], theme: str) -> Answer:
    """The comments that are read otherwise now. A phrase can turn what is said of another theme, so all are compared."""
    changed = [each for each in read if themes(each.before) != themes(each.after)]
    rows = [
        {
            "comment": digest(each.comment),
            "phrases": [hit.phrase for hit in each.new(theme)],
            "before": dict(themes(each.before)),
            "after": dict(themes(each.after)),
        }
        for each in changed
    ]
    return {"changed": rows[:MOST_NAMED], "count": len(changed)}
