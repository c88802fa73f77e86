"""Asked: what a program wants of a table (form, language, part), read strictly: a misspelt filter must not give everything."""

from dataclasses import dataclass
from typing import Final

from flask import request
from werkzeug.exceptions import BadRequest, NotAcceptable

from pulse.api.door import CSV
from pulse.api.guard import the_key
from surveys.releases.document import Group
from surveys.reports.rounds import NoSuchGroup, Round

FORMATS: Final = {"json": "application/json", "csv": "text/csv"}
LANGUAGES: Final = ("en", "cy")


@dataclass(frozen=True)
class Asked:
    """What of a table, how. ``scope``: of the key; the whole organisation when None."""

    format: str
    language: str
    scope: str | None
    group: str | None = None
    question: str | None = None

    def groups(self, own: Round) -> tuple[Group, ...]:
        """The groups of a round that the key may see and the program wants, in reading order.

        Raises NoSuchGroup, the same for one that is unknown, counted with others, or outside the key's part.
        """
        inside = own.groups
        if self.scope is not None:
            codes = own.within(self.scope)
            inside = tuple(group for group in own.groups if group.code in codes)
        if self.group is None:
            return inside
        found = tuple(group for group in inside if group.code == self.group and group.shown)
        if not found:
            raise NoSuchGroup("There is no such group with figures of its own.")
        return found


def read(*filters: str) -> Asked:
    """What this request asks for. Raises BadRequest, NotAcceptable."""
    is_file = request.path.endswith(CSV)
    known = ("lang", *filters) if is_file else ("lang", "format", *filters)
    for name, values in request.args.lists():
        if name not in known:
            raise BadRequest(f"This table knows these parameters alone: {', '.join(known)}.")
        if len(values) > 1:
            raise BadRequest(f"Give {name} once.")
    return Asked(
        format="csv" if is_file else _format(),
        language=_one_of("lang", LANGUAGES) or LANGUAGES[0],
        scope=the_key().scope_code,
        group=request.args.get("group"),
        question=request.args.get("question"),
    )


def _format() -> str:
    """The parameter before the header; JSON where a program accepts anything."""
    written = _one_of("format", tuple(FORMATS))
    if written:
        return written
    if not request.accept_mimetypes:
        return "json"
    best = request.accept_mimetypes.best_match(FORMATS.values())
    for name, kind in FORMATS.items():
        if kind == best:
            return name
    raise NotAcceptable("This table comes as application/json and as text/csv.")


def _one_of(name: str, allowed: tuple[str, ...]) -> str | None:
    written = request.args.get(name)
    if written is not None and written not in allowed:
        raise BadRequest(f"{name} is one of: {', '.join(allowed)}.")
    return written
