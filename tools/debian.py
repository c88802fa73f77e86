"""Installs a Debian package when we may, and says what to type when we may not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path


def install(packages: Sequence[str], *, why: str) -> bool:
    """Install `packages` with apt and say so; False when we are not root or there is no apt."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"Installing {' '.join(packages)}: {why}.", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if _quietly(command, environment):
        return True
    # A fresh machine has no list of packages yet.
    return _quietly(["apt-get", "update", "-qq"], environment) and _quietly(
        command, environment, last=True
    )


def _quietly(command: Sequence[str], environment: dict[str, str], *, last: bool = False) -> bool:
    """Run without input; show what was said only when the last try fails."""
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0 and last:
        print(done.stdout, flush=True)
    return done.returncode == 0


def has_fonts() -> bool:
    """Whether there is a font at all: without one, pictures of pages have no text in them."""
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
    folders.append(Path.home() / ".local/share/fonts")
    return any(next(folder.rglob("*.[to]t[fc]"), None) for folder in folders if folder.is_dir())
