"""Attack 20 on everything that is made of a release: pages, tables, pictures. Values of hidden groups are looked for."""

import re
from collections.abc import Collection, Mapping

from surveys.disclosure.attacks.finding import Finding
from surveys.disclosure.attacks.pieces import pieces

#: How far after the name of a hidden group its numbers are looked for, markup left out.
REACH = 200
_MARKUP = re.compile(r"<[^<>]*>")
#: A row or an object ends here: what follows is about another group.
_ENDS = re.compile(r"</tr\b|</li\b|</g>|[\n\r}]", re.IGNORECASE)


def scan(
    artefacts: Mapping[str, bytes], forbidden: Mapping[str, Collection[str]]
) -> tuple[Finding, ...]:
    """Codes or names of hidden groups that stand before one of their own values, in any artefact.

    ``artefacts``: file name -> bytes; packed ones (XLSX, PDF, notes of a picture) are unpacked. ``forbidden``: code or name of a
    hidden group -> the numbers it has. Text that a PDF holds as drawn glyphs is not read.
    """
    found = []
    for file, content in sorted(artefacts.items()):
        texts = list(pieces(content))
        for name, values in sorted(forbidden.items()):
            if any(_tells(each, name, values) for each in texts):
                found.append(Finding(f"{name} in {file}", f"{file} holds a number of {name}."))
    return tuple(found)


def _tells(content: str, name: str, values: Collection[str]) -> bool:
    if name not in content or not values:
        return False
    # Neither part of a longer number nor of a time of the day.
    any_of = "|".join(map(re.escape, sorted(values)))
    number = re.compile(rf"(?<![\w.])(?<!\d:)(?:{any_of})(?!\w|\.\d|:\d)")
    whole_name = re.compile(rf"(?<![\w~]){re.escape(name)}(?![\w~])")
    for place in whole_name.finditer(content):
        after = content[place.end() :]
        end = _ENDS.search(after)
        record = after[: end.start()] if end else after
        if number.search(_MARKUP.sub(" ", record)[:REACH]):
            return True
    return False
