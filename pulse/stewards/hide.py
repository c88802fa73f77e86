"""Hiding more words of a comment: chosen ones, or a phrase that is typed. They cannot be brought back."""

from collections.abc import Sequence

from flask import flash, request
from sqlalchemy.orm import Session

from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards.clear import Problem, page
from pulse.stewards.decide import Page, clearing, done, kindly
from pulse.stewards.desk import Desk
from pulse.stewards.door import door
from pulse.stewards.word import phrases
from surveys.clearing import decisions, queue
from surveys.clearing.decisions import NotInText


@door.post("/clear/<wave>/<key>/hide")
@requires(*STEWARDS)
@kindly
def hide(wave: str, key: str) -> Page:
    """Hide them wherever they stand in the comment, and show it again."""
    own = clearing(key)
    typed = " ".join(request.form.get("typed", "").split())
    chosen = frozenset(int(one) for one in request.form.getlist("word") if one.isdecimal())
    wanted = phrases(queue.find(people(), key, own.readers).text, chosen)
    if not (wanted or typed):
        return page(wave, key, Problem("typed", "Choose words, or type them")), 422
    try:
        _hide_chosen(people(), own, key, wanted)
        if typed and not any(typed.casefold() in phrase.casefold() for phrase in wanted):
            decisions.hide(people(), key, typed, readers=own.readers)
    except NotInText as refusal:
        people().rollback()
        return page(wave, key, Problem("typed", str(refusal), typed, chosen)), 422
    flash("Hidden. Read the comment once more.", "done")
    return done(wave, key, "words of a comment hidden")


def _hide_chosen(people: Session, own: Desk, key: str, wanted: Sequence[str]) -> None:
    """Where an earlier phrase took a part of a later one away, the words left of it are hidden one by one."""
    for phrase in wanted:
        if not _hidden(people, own, key, phrase):
            for word in phrase.split():
                _hidden(people, own, key, word)


def _hidden(people: Session, own: Desk, key: str, words: str) -> bool:
    try:
        decisions.hide(people, key, words, readers=own.readers)
    except NotInText:
        return False
    return True
