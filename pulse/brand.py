"""Brand: the organisation's colour as a small style sheet and its logo, each at an address of its own content.

No page holds a style of its own (the policy allows none). An address carries the hash of what is there, so browsers keep it for
ever, and whoever asks for one is told apart from nobody: no cookie is read or set.
"""

import hashlib
from dataclasses import dataclass
from functools import cache

from flask import Flask, Response, abort

from pulse.extensions import people_to_read
from surveys.fieldwork import branding, colour, picture
from surveys.fieldwork.branding import Branding

_PROPERTIES = {
    "brand": ("--govuk-brand-colour",),
    "link": ("--govuk-link-colour",),
    "link-hover": ("--govuk-link-hover-colour",),
    "surface": ("--govuk-template-background-colour", "--govuk-surface-background-colour"),
    "surface-border": ("--govuk-surface-border-colour",),
    "chosen": ("--pulse-chosen",),
}
_FOR_EVER = "public, max-age=31536000, immutable"
#: Nothing in a logo runs or fetches anything, were it ever more than a picture.
_LOGO_POLICY = "default-src 'none'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"


@dataclass(frozen=True)
class Brand:
    """What every page wears. Empty where nothing was chosen."""

    colour: str = ""
    #: addresses
    sheet: str = ""
    logo: str = ""
    alt: str = ""


PLAIN = Brand()


def init_app(app: Flask) -> None:
    """Every process serves it, whichever rooms it has."""
    app.add_url_rule("/brand/<name>", "brand", _part)


def of(row: Branding | None) -> Brand:
    """As pages need it."""
    if row is None:
        return PLAIN
    logo = ""
    if row.logo_digest:
        ending = "png" if row.logo_type == picture.PNG else "jpg"
        logo = f"/brand/{row.logo_digest[:32]}.{ending}"
    sheet = f"/brand/{_digest(row.colour)}.css" if row.colour else ""
    return Brand(row.colour or "", sheet, logo, row.logo_alt or "")


@cache
def _rules(chosen: str) -> str:
    shades = colour.shades(colour.read(chosen) or (0, 0, 0))
    lines = (f"{name}:{shades[key]}" for key, names in _PROPERTIES.items() for name in names)
    return f":root{{{';'.join(lines)}}}\n"


def _digest(chosen: str) -> str:
    return hashlib.sha256(_rules(chosen).encode()).hexdigest()[:32]


def _part(name: str) -> Response:
    """The colours or the logo, where this is still its address."""
    row = branding.of(people_to_read())
    worn, address = of(row), f"/brand/{name}"
    if row is not None and row.colour and address == worn.sheet:
        return _kept(_rules(row.colour), "text/css")
    if row is None or not row.logo or address != worn.logo:
        abort(404)
    made = _kept(row.logo, row.logo_type or picture.PNG)
    made.headers["Content-Security-Policy"] = _LOGO_POLICY
    return made


def _kept(content: str | bytes, media_type: str) -> Response:
    return Response(content, mimetype=media_type, headers={"Cache-Control": _FOR_EVER})
