"""The code frame, as a page: its themes with their phrases, its versions, and where phrases are added."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flask import render_template, request

from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards import asked
from pulse.stewards.asked import Errors
from pulse.stewards.door import door
from pulse.wording import day
from surveys.coding import frames, left_behind, outline
from surveys.coding.change import Change
from surveys.coding.outline import Theme
from surveys.coding.typed import Typed
from surveys.errors import Missing

#: What phrases can say of their theme, in words.
SAYINGS = (
    ("negative", "Criticism"),
    ("positive", "Praise"),
    ("mixed", "Neither: they only name the theme. The words around them decide."),
)


class NoSuchTheme(Missing):
    """There is no theme of that code in the newest version."""


@door.get("/themes")
@requires(*STEWARDS)
def frame() -> str:
    """All themes, how many phrases each has, and who saved which version."""
    version, themes = frames.newest(people()), newest()
    return render_template(
        "stewards/frame.html",
        version=version,
        themes=themes,
        names=names(themes),
        saved=frames.saved(people()),
        left_behind=left_behind.find(people()),
        day=day,
    )


@door.get("/themes/theme/<code>")
@requires(*STEWARDS)
def theme(code: str) -> str:
    """One theme, and a form that adds to it, with what a trial was asked with. Raises NoSuchTheme, NoSuchInquiry."""
    typed, errors = _brought()
    own = _theme(code)
    return theme_page(code, replace(typed, welsh=typed.welsh or own.welsh), errors)


@door.get("/themes/new")
@requires(*STEWARDS)
def add() -> str:
    """Phrases for a theme that is still to be chosen, or for a new one. Raises NoSuchInquiry."""
    return add_page(*_brought())


def theme_page(code: str, typed: Typed, errors: Errors) -> str:
    """A theme with what was typed, and what is wrong with it at each field. Raises NoSuchTheme."""
    return render_template(
        "stewards/theme.html", theme=_theme(code), typed=typed, errors=errors, sayings=SAYINGS
    )


def add_page(typed: Typed, errors: Errors) -> str:
    """A new theme with what was typed, and the themes that are there."""
    return render_template(
        "stewards/new_theme.html", themes=newest(), typed=typed, errors=errors, sayings=SAYINGS
    )


def newest() -> tuple[Theme, ...]:
    """The themes of the newest version."""
    return outline.themes(frames.text(people(), frames.newest(people())))


class Names(dict[str, str]):
    """Code -> name; a theme that is not there goes by its code, made readable."""

    def __missing__(self, code: str) -> str:
        return code.replace("_", " ").capitalize()


def names(themes: Sequence[Theme], new: Iterable[Change] = ()) -> Names:
    """Those of themes, and of themes that changes would add."""
    found = Names({one.theme: one.name for one in new if one.is_new})
    found.update({one.code: one.name for one in themes})
    return found


def _theme(code: str) -> Theme:
    own = next((one for one in newest() if one.code == code), None)
    if own is None:
        raise NoSuchTheme("There is no such theme.")
    return own


def _brought() -> tuple[Typed, Errors]:
    """What a link brings along: a trial's number, or phrases."""
    number = request.args.get("trial", type=int)
    if number is None:
        return Typed(phrases=request.args.get("phrases", "")), ()
    row, addition = asked.trial(number)
    return Typed.again(addition.changes[0]), asked.mistakes(row)
