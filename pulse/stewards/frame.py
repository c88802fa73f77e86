"""The code frame, as a page: its themes with their phrases, its versions, and where phrases are added."""

from collections import defaultdict
from collections.abc import Mapping

from flask import render_template, request

from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.stewards.door import door
from pulse.wording import day
from surveys.coding import frames, outline
from surveys.coding.change import BadChange
from surveys.coding.outline import Theme
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
        names=defaultdict(str, {one.code: one.name for one in themes}),
        saved=frames.saved(people()),
        left_behind=frames.left_behind(people()),
        day=day,
    )


@door.get("/themes/theme/<code>")
@requires(*STEWARDS)
def theme(code: str) -> str:
    """One theme, and a form that adds phrases to it. Raises NoSuchTheme."""
    return theme_page(code, {"phrases": request.args.get("phrases", "")})


@door.get("/themes/new")
@requires(*STEWARDS)
def add() -> str:
    """Phrases for a theme that is still to be chosen, or for a new one."""
    return add_page({"phrases": request.args.get("phrases", "")})


def theme_page(code: str, typed: Mapping[str, str], problem: BadChange | None = None) -> str:
    """A theme with what was typed. Raises NoSuchTheme."""
    own = next((one for one in newest() if one.code == code), None)
    if own is None:
        raise NoSuchTheme("There is no such theme.")
    return render_template(
        "stewards/theme.html", theme=own, typed=typed, problem=problem, sayings=SAYINGS
    )


def add_page(typed: Mapping[str, str], problem: BadChange | None = None) -> str:
    """A new theme with what was typed, and the themes that are there."""
    return render_template(
        "stewards/new_theme.html", themes=newest(), typed=typed, problem=problem, sayings=SAYINGS
    )


def newest() -> tuple[Theme, ...]:
    """The themes of the newest version."""
    return outline.themes(frames.text(people(), frames.newest(people())))
