"""Clearing, one comment at a time: the page a reader sees."""

import hashlib
from dataclasses import dataclass

from flask import render_template, request

from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import desk, meanings, pile
from pulse.stewards.door import door
from pulse.stewards.marked import marked
from pulse.stewards.word import words
from surveys.clearing.decisions import Reason
from surveys.clearing.queue import Queued
from surveys.comments.doubt import doubts
from surveys.comments.kept import marks
from surveys.comments.welsh import is_welsh
from surveys.exports import comments
from surveys.exports.words import READERS, REASONS
from surveys.reports import rounds


@dataclass(frozen=True)
class Problem:
    """What is wrong with what was sent, at which field; what was typed is kept."""

    field: str
    message: str
    typed: str = ""
    chosen: frozenset[int] = frozenset()


@door.get("/clear/<wave>")
@requires(*STEWARDS)
def clear(wave: str) -> str:
    """The comment that ``at`` names, or the next one after it."""
    return page(wave, request.args.get("at", ""))


def page(wave: str, at: str, problem: Problem | None = None) -> str:
    """One comment and what can be done with it. Raises OnlyTheWhole."""
    known, own = rounds.load(people()), desk.mine()
    own.demand_clearing(known)
    heap = pile.of(people(), own, wave, known)
    entry = heap.at(at)
    return render_template(
        "stewards/clear.html",
        pile=heap,
        entry=entry,
        last=heap.last(at),
        problem=problem,
        readers=READERS,
        reasons=[(reason.value, REASONS[reason.value]) for reason in Reason],
        **(_about(entry, pile.question(known, wave, entry.item)) if entry else {}),
    )


def seen(entry: Queued) -> str:
    """What the reader has before them, to notice when somebody changed it meanwhile."""
    had = entry.text, entry.asked_by, entry.kept
    return hashlib.sha256(repr(had).encode()).hexdigest()[:16]


def _about(entry: Queued, question: str) -> dict[str, object]:
    names = {code: meaning.name for code, meaning in meanings.of_version(people()).items()}
    themes = comments.themes(entry.themes, names)
    return {
        "question": question,
        "themes": themes,
        "text": marked(entry.text, (phrase for theme in themes for phrase in theme.phrases)),
        "words": words(entry.text),
        "seen": seen(entry),
        "doubts": doubts(entry.text),
        "asked": [(one, marks(entry.text)[one.mark][0]) for one in entry.kept],
        "welsh": is_welsh(entry.text),
    }
