"""Showing words under a mark, as their author asks. Without this they stay covered."""

from flask import flash, request

from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards.decide import Page, clearing, done, kindly
from pulse.stewards.door import door
from surveys.clearing import decisions, queue
from surveys.clearing.decisions import NotAskedFor


@door.post("/clear/<wave>/<key>/show")
@requires(*STEWARDS)
@kindly
def show(wave: str, key: str) -> Page:
    """Put them in the place of their mark, and show the comment again."""
    own = clearing(key)
    number = request.form.get("number", "")
    asked = queue.find(people(), key, own.readers).kept
    if not number.isdecimal() or int(number) >= len(asked):
        raise NotAskedFor("These words are not asked for any more. Read the comment again.")
    decisions.show(people(), key, asked[int(number)], readers=own.readers)
    flash("Shown. Read the comment once more. If you change your mind, hide the words.", "done")
    return done(wave, key, "words of a comment shown")
