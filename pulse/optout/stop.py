"""No letters: the page behind the last line of every letter. It changes nothing until somebody taps.

The code says who it is, so it is the authority: no cookie, no form token. It can end and take up letters and nothing else;
it is not the link with which people answer, and says nothing about that.
"""

from flask import render_template

from pulse.extensions import people
from pulse.optout.door import door
from surveys.errors import Missing
from surveys.fieldwork import stopping
from surveys.speech import say


class NoSuchCode(Missing):
    """Nobody's letters have this code."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This address does not belong to anybody’s letters. Copy all of it from your newest letter."
            )
        )


@door.get("/stop/<code>")
def stop(code: str) -> str:
    """One button. A GET changes nothing: mail filters open every link."""
    return render_template("optout/stop.html", code=code, stopped=_stopped(code))


@door.post("/stop/<code>", endpoint="stop_letters")
def stop_letters(code: str) -> str:
    """No letters from now on. The mail program's own button comes here too (RFC 8058)."""
    return _set(code, no_letters=True)


@door.post("/stop/<code>/undo", endpoint="take_up_letters")
def take_up_letters(code: str) -> str:
    """Letters again."""
    return _set(code, no_letters=False)


def _set(code: str, *, no_letters: bool) -> str:
    if not stopping.choose(people(), code, no_letters=no_letters):
        raise NoSuchCode
    people().commit()
    return render_template("optout/stop.html", code=code, stopped=no_letters, done=True)


def _stopped(code: str) -> bool:
    found = stopping.has_stopped(people(), code)
    if found is None:
        raise NoSuchCode
    return found
