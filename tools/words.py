"""`make words`: brings the Welsh catalogue in line with what code, templates and scripts say, and compiles it.

    python -m tools.words           add what is new, drop what is gone, compile
    python -m tools.words --check   change nothing; fail where that would change something

What is new stands in the catalogue without a translation; nothing is guessed from similar sentences.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pulse.catalogue import COMPILED, SCRIPTS, SOURCE

ROOT = Path(__file__).resolve().parent.parent

#: Function -> its arguments that are messages; None: the first.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "say": None,
    "say_many": (1, 2),
    "mark": None,
}
#: The same in scripts, where ``say`` is something else.
IN_SCRIPTS: dict[str, tuple[int, ...] | None] = {"mark": None, "speak": None, "speakMany": (1, 2)}
PLACES = (
    ("surveys", [("**.py", "python")], {}),
    (
        "pulse",
        [
            ("cast/**.py", "ignore"),
            ("jobs/runner.py", "ignore"),
            ("seen/**.py", "ignore"),
            ("**.py", "python"),
            ("templates/**.html", "jinja2"),
            ("templates/letters/**.txt", "jinja2"),
        ],
        {
            "templates/**.html": {
                "trim_blocks": "true",
                "lstrip_blocks": "true",
                "silent": "false",
            },
            "templates/letters/**.txt": {"silent": "false"},
        },
    ),
)
#: What a script may say stands in these folders of assets.
_SCRIPTS = [(f"{each}/**.js", "javascript") for each in ("answering", "ballot", "scripts")]
#: What scripts say, and the refusals that a server without a language sends them (``pulse.cast``).
_SAID_BY_SCRIPTS = ("assets/", "surveys/credentials/", "surveys/responses/")
_ON_PAPER = "slip_words.py"
_IN_SCRIPTS = {"**.js": {"parse_template_string": "true"}}

Message = str | tuple[str, str]


def found() -> Iterator[tuple[str, Message]]:
    """(file, message) of everything that goes through a translation, in the order of the files."""
    for folder, methods, options in (*PLACES, ("assets", _SCRIPTS, _IN_SCRIPTS)):
        for file, _, message, _, _ in extract_from_dir(
            ROOT / folder,
            methods,
            options,
            keywords=IN_SCRIPTS if folder == "assets" else KEYWORDS,
        ):
            yield f"{folder}/{file}", message  # type: ignore[misc]


def made() -> tuple[bytes, bytes, bytes]:
    """The catalogue, compiled, and the list of what scripts say, as they should be."""
    with SOURCE.open("rb") as file:
        old = read_po(file, locale="cy")
    new = Catalog(
        locale="cy", project="Pulse", version="1", header_comment=old.header_comment, fuzzy=False
    )
    new.creation_date, new.revision_date = old.creation_date, old.revision_date
    new.last_translator, new.language_team = old.last_translator, old.language_team
    scripted = set()
    for place, message in found():
        known = old.get(message if isinstance(message, str) else message[0])
        string = known.string if known is not None and known.id == message else ""
        flags = known.flags if known is not None else ()
        new.add(message, string, locations=[(place, 0)], flags=flags)
        if place.startswith(_SAID_BY_SCRIPTS) and not place.endswith(_ON_PAPER):
            scripted.add(message if isinstance(message, str) else tuple(message))
    source, compiled = io.BytesIO(), io.BytesIO()
    write_po(source, new, width=0, include_lineno=False)
    # Compiled from what is written, not from what was meant.
    write_mo(compiled, read_po(io.BytesIO(source.getvalue()), locale="cy"))
    listed = sorted([each] if isinstance(each, str) else list(each) for each in scripted)
    scripts = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    return source.getvalue(), compiled.getvalue(), scripts.encode()


def main(arguments: list[str]) -> int:
    """Write them, or say which are not as they should be."""
    stale = False
    for path, content in zip((SOURCE, COMPILED, SCRIPTS), made(), strict=True):
        if path.exists() and path.read_bytes() == content:
            continue
        stale = True
        print(
            f"{path.relative_to(ROOT)} {'is not up to date' if '--check' in arguments else 'is written'}"
        )
        if "--check" not in arguments:
            path.write_bytes(content)
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
