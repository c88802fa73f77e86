"""Trial: what a change of the code frame changes in released comments. Loads NLTK: jobs alone import it.

A change that would let a page say more of a sensitive theme than the rules for sensitive themes allow is a mistake, like
a phrase that cannot be read.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from surveys.coding import edit, frame, mistakes
from surveys.coding.change import Change
from surveys.coding.inquiry import digest
from surveys.comments.code_frame import CodeFrame
from surveys.comments.frame_file import BadFrame
from surveys.comments.tagger import Hit, tag, themes
from surveys.releases.document import Comment

#: A trial reads so many comments, the newest first, and names so many of those that change.
MOST_READ = 3000
MOST_NAMED = 50

Answer = dict[str, object]

_ADVICE = "Leave it out, or make the theme sensitive."
_LOSS = "This would take something away from the themes. Nothing was changed."


@dataclass(frozen=True)
class _Read:
    """A comment as the frame reads it without and with the change."""

    comment: Comment
    before: tuple[Hit, ...]
    after: tuple[Hit, ...]

    def new(self, theme: str) -> tuple[Hit, ...]:
        """What shows the theme now and did not before."""
        return _without(self.after, self.before, theme)

    def lost(self, theme: str) -> tuple[Hit, ...]:
        """What showed the theme before and does not now."""
        return _without(self.before, self.after, theme)


@dataclass(frozen=True)
class Sight:
    """Words that would be counted without bands although they show a sensitive theme, ``shows``."""

    comment: Comment
    hit: Hit
    shows: str


def attempt(
    text: str, changes: Sequence[Change], version: str, comments: Sequence[Comment]
) -> Answer:
    """The answer to a trial of one change on a frame's text: mistakes, or what it changes. ``version``: the next one."""
    before = frame.read(text, "now")
    found = [
        [each.field, str(each)] for change in changes for each in mistakes.of_change(change, before)
    ]
    if found:
        return {"mistakes": found}
    answer, in_plain_sight = outcome(text, changes, version, comments)
    if in_plain_sight:
        seen = sorted({(sight.hit.phrase, sight.shows) for sight in in_plain_sight})
        said = [
            f"“{words}” shows “{name}” too, which is sensitive. {_ADVICE}" for words, name in seen
        ]
        return {"mistakes": [["phrases", one] for one in said]}
    return answer


def outcome(
    text: str, changes: Sequence[Change], version: str, comments: Sequence[Comment]
) -> tuple[Answer, tuple[Sight, ...]]:
    """What the changes change, and what forbids them."""
    before = frame.read(text, "now")
    content = edit.extended(text, changes, version)
    try:
        after = frame.read(content, version)
    except BadFrame as fault:
        return {"mistakes": [["", str(fault)]]}, ()
    if not _only_adds(before, after):
        return {"mistakes": [["", _LOSS]]}, ()
    chosen = comments[:MOST_READ]
    read = [_Read(each, tag(each.text, before), tag(each.text, after)) for each in chosen]
    codes = tuple(dict.fromkeys(change.theme for change in changes))
    answer = {
        "mistakes": [],
        "fingerprint": hashlib.sha256(content.encode()).hexdigest(),
        "rounds": _rounds(read, codes),
        **_changed(read, codes),
    }
    plain = [code for code in codes if not after.theme(code).sensitive]
    return answer, tuple(_in_plain_sight(read, plain, before))


def _without(own: tuple[Hit, ...], others: tuple[Hit, ...], theme: str) -> tuple[Hit, ...]:
    known = {(hit.start, hit.end) for hit in others if hit.theme == theme}
    return tuple(hit for hit in own if hit.theme == theme and (hit.start, hit.end) not in known)


def _only_adds(before: CodeFrame, after: CodeFrame) -> bool:
    """Every theme is still there with its name and with every phrase and exception, and what was sensitive is."""
    there = {theme.code: theme for theme in after.themes}
    return all(
        theme.code in there
        and theme.name["en"] == there[theme.code].name["en"]
        and set(theme.phrases) <= set(there[theme.code].phrases)
        and set(theme.exceptions) <= set(there[theme.code].exceptions)
        and (not theme.sensitive or theme.exceptions == there[theme.code].exceptions)
        and theme.sensitive <= there[theme.code].sensitive
        for theme in before.themes
    )


def _in_plain_sight(
    read: Sequence[_Read], plain: Sequence[str], before: CodeFrame
) -> Iterator[Sight]:
    """Words that show a sensitive theme must not be counted a second time, in figures that are no bands."""
    guarded = {theme.code: theme.name["en"] for theme in before.themes if theme.sensitive}
    for each in read:
        for hit in (hit for code in plain for hit in each.new(code)):
            for other in each.before:
                if other.theme in guarded and other.start < hit.end and hit.start < other.end:
                    yield Sight(each.comment, hit, guarded[other.theme])


def _rounds(read: Sequence[_Read], codes: Collection[str]) -> list[object]:
    """For each round: comments read, with one of the themes before, with one now. The newest first, as the comments are."""
    of = Counter(each.comment.wave for each in read)
    before = Counter(each.comment.wave for each in read if _any(each.before, codes))
    after = Counter(each.comment.wave for each in read if _any(each.after, codes))
    return [
        {"wave": wave, "comments": of[wave], "before": before[wave], "after": after[wave]}
        for wave in of
    ]


def _any(hits: tuple[Hit, ...], codes: Collection[str]) -> bool:
    return any(hit.theme in codes for hit in hits)


def _changed(read: Sequence[_Read], codes: Sequence[str]) -> Answer:
    """The comments that are read otherwise now. A phrase can turn what is said of another theme, so all are compared."""
    changed = [each for each in read if themes(each.before) != themes(each.after)]
    rows = [
        {
            "comment": digest(each.comment),
            "phrases": [
                hit.phrase for code in codes for hit in (*each.new(code), *each.lost(code))
            ],
            "before": dict(themes(each.before)),
            "after": dict(themes(each.after)),
        }
        for each in changed
    ]
    return {"changed": rows[:MOST_NAMED], "count": len(changed)}
