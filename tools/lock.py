"""`make lock`: turns the .in files into locks with the hashes of every platform's files.

No index is named in a lock, so that it serves whoever has an index of their own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements", "requirements-dev", "tools/uv")


def main(arguments: list[str]) -> int:
    """Compile each lock; `--upgrade` and the like are handed on to uv."""
    uv = [ROOT / ".venv" / "bin" / "uv", "pip", "compile", "--quiet", "--universal"]
    fixed = ["--python-version", "3.11", "--generate-hashes", "--no-header"]
    for lock in LOCKS:
        files = [f"{lock}.in", "--output-file", f"{lock}.txt"]
        done = subprocess.run(
            [*uv, *fixed, "--no-emit-index-url", "--no-emit-find-links", *arguments, *files],
            cwd=ROOT,
            check=False,
        )
        if done.returncode != 0:
            return done.returncode
        print(f"{lock}.txt is written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
