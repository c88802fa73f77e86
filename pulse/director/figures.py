"""Who may read figures: every role, the same ones."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import render_template
from werkzeug.wrappers import Response

from pulse.access.permissions import Role, requires

P = ParamSpec("P")
R = TypeVar("R")

#: The page that stands for one without figures.
NOTHING = "director/nothing.html"


def for_all_staff(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Figures are everybody's: scope limits comments, never these."""
    return requires(*Role)(view)


def nothing(title: str) -> str:
    """The page before the first release, or while a whole organisation is too small to show."""
    return render_template(NOTHING, title=title)
