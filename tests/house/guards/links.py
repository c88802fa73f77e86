"""Guard: a room builds the addresses of its own views alone; another room may be served by another process."""

import re
from collections.abc import Iterator
from pathlib import Path

_BUILT = re.compile(r"""url_for\(\s*['"](?P<room>\w+)\.(?P<view>\w+)['"]""")


def of_other_rooms(root: Path) -> list[str]:
    """Each `url_for` of a view that is another room's, in the code and templates of `pulse`."""
    found = [*_in(root / "pulse", "*.py"), *_in(root / "pulse" / "templates", "*.html")]
    return sorted(found)


def _in(folder: Path, pattern: str) -> Iterator[str]:
    for path in folder.rglob(pattern):
        inside = path.relative_to(folder)
        for one in _BUILT.finditer(path.read_text()):
            if one["room"] != inside.parts[0]:
                yield f"{inside} builds {one['room']}.{one['view']}"
