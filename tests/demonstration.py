"""The demonstration, as `make run` loads it: made once for all who test, and copied for each."""

import fcntl
import shutil
from pathlib import Path

import pytest

from pulse import create_app


def folder(temporary: pytest.TempPathFactory) -> Path:
    """A folder of data that is the caller's own."""
    own = temporary.mktemp("council") / "data"
    shutil.copytree(_made(_shared(temporary)), own)
    return own


def _shared(temporary: pytest.TempPathFactory) -> Path:
    """Where all workers of this run meet."""
    base = temporary.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


def _made(place: Path) -> Path:
    """Loaded by whoever comes first; the others wait for it. A load that was broken off begins again."""
    made, begun = place / "demonstration", place / "demonstration.begun"
    with (place / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(begun, ignore_errors=True)
            app = create_app({"PULSE_DATA": str(begun)})
            answer = app.test_cli_runner().invoke(args=["demo"])
            app.extensions["pulse"].dispose()
            assert answer.exit_code == 0, answer.output
            begun.rename(made)
    return made
