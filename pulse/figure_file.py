"""A figure of a page as a file: its table as CSV, its picture as SVG or PNG. Rooms say who may have it."""

import re
from functools import lru_cache

from flask import Response, request

from pulse.download import download
from pulse.extensions import people
from surveys.exports import one_figure
from surveys.exports.kept import NoSuchFile

_OPENING = re.compile(r"^<svg [^>]*?viewBox=\"0 0 ([\d.]+) ([\d.]+)\"")


def figure_file(kind: str, code: str, ending: str) -> Response:
    """Of the group, and the round (and one to compare with) that the address asks for. Raises NoSuchFile, NoSuchGroup, NoSuchRound and NoSuchTopic."""
    group, wave, since = (request.args.get(each) for each in ("group", "round", "since"))
    found = one_figure.find(people(), kind, code, group=group, wave=wave, since=since)
    name = "-".join(filter(None, ("pulse", kind, code, group)))
    if ending == "csv":
        return download(found.csv, f"{name}.csv")
    if found.svg is None or ending not in ("svg", "png"):
        raise NoSuchFile("There is no such picture.")
    drawn = _sized(found.svg)
    content = drawn.encode() if ending == "svg" else _png(drawn)
    return download(content, f"{name}.{ending}")


def _sized(svg: str) -> str:
    """The picture with a size of its own: on a page it is as wide as there is room."""
    found = _OPENING.match(svg)
    if found is None:
        raise AssertionError("a chart says how large it is")
    return svg.replace("<svg ", f'<svg width="{found[1]}" height="{found[2]}" ', 1)


@lru_cache(maxsize=128)
def _png(svg: str) -> bytes:
    """A release never changes, so a picture asked for again is the same. The typesetter is loaded by the first."""
    from surveys import typeset

    return typeset.png(svg)
