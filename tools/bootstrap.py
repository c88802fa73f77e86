"""Makes .venv exactly what the lock says. Needs python3 (3.11 or later) and nothing else.

    python3 -m tools.bootstrap          what Pulse needs to run
    python3 -m tools.bootstrap --dev    and what its tests and checks need

A stamp inside .venv holds the lock's hash, so that a second call has nothing to do.
uv does the work in seconds; where it cannot (it reads no pip.conf), pip does the same slowly.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "pulse.stamp"
UV_LOCK = ROOT / "tools" / "uv.txt"
RUN_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"

NO_VENV = """\
This Python cannot make virtual environments (it has no `venv` or `ensurepip`).
On Debian and Ubuntu: sudo apt-get install python3-venv. Then run make again."""


def main(arguments: Sequence[str]) -> int:
    """Bring .venv in line with the lock; 0 when it is."""
    if sys.version_info < (3, 11):
        return _fail(f"Pulse needs Python 3.11 or later; {sys.executable} is {sys.version}.")
    # Once an environment for tests, always one: `make run` takes nothing away.
    dev = "--dev" in arguments or _stamp().startswith(DEV_LOCK.name)
    lock = DEV_LOCK if dev else RUN_LOCK
    wanted = f"{lock.name} {_hash(lock)} {sys.version_info[0]}.{sys.version_info[1]}"
    if _stamp() == wanted and _works():
        return 0
    if not _works() and not _make():
        return _fail(NO_VENV)
    STAMP.unlink(missing_ok=True)
    if not (_sync_with_uv(lock) or _sync_with_pip(lock)):
        return _fail(f"Could not install {lock.name}; what pip said stands above.")
    STAMP.write_text(wanted)
    return 0


def _stamp() -> str:
    return STAMP.read_text() if STAMP.exists() else ""


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _works() -> bool:
    """Whether .venv has a Python with pip that still starts (folders move, Pythons go)."""
    if not PYTHON.exists():
        return False
    # `find_spec` and not `import pip`: a second `make run` should cost nothing.
    probe = "import sys, importlib.util as u; sys.exit(u.find_spec('pip') is None)"
    return subprocess.run([PYTHON, "-c", probe], check=False).returncode == 0


def _make() -> bool:
    from tools import debian  # the usual road needs no apt

    def possible() -> bool:
        command = [sys.executable, "-c", "import venv, ensurepip"]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    if not possible():
        debian.install(["python3-venv"], why="this Python cannot make environments without it")
    if not possible():
        return False
    print("Making .venv", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=False)
    return made.returncode == 0


def _sync_with_uv(lock: Path) -> bool:
    print(f"Installing {lock.name} (first time: about half a minute)", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if not _tried([*pip, "--require-hashes", "--no-deps", "-r", UV_LOCK]):
        return False
    uv = [VENV / "bin" / "uv", "pip", "sync", "--quiet", "--python", PYTHON]
    return _tried([*uv, "--require-hashes", "--compile-bytecode", lock])


def _sync_with_pip(lock: Path) -> bool:
    print("uv could not; pip does it instead (a few minutes)", flush=True)
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    done = subprocess.run(
        [*command, "--require-hashes", "--no-deps", "-r", lock], cwd=ROOT, check=False
    )
    return done.returncode == 0


def _tried(command: Sequence[str | Path]) -> bool:
    # An organisation's own certificates count, unless the user says otherwise.
    environment = {"UV_SYSTEM_CERTS": "true"} | os.environ
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True)
    return done.returncode == 0


def _fail(message: str) -> int:
    print(f"\n{message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
