"""`make run`: the demonstration's data, then the website and the job runner side by side.

One foreground process group: Ctrl-C stops both, and when one ends the other is stopped too.
PORT and HOST say where it listens (127.0.0.1:8000).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType

PATIENCE = 15


def main() -> int:
    """Fill an empty Pulse, start it and stay until it stops; the exit code of what ended first."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    trouble = _cannot_listen(host, port)
    if trouble:
        print(trouble, file=sys.stderr)
        return 1
    os.environ["PORT"] = port
    os.environ.setdefault("PULSE_ADDRESS", f"http://localhost:{port}")
    demo = subprocess.run([sys.executable, "-m", "flask", "demo", "--if-empty"], check=False)
    if demo.returncode != 0:
        return demo.returncode
    return _side_by_side(
        [sys.executable, "-m", "gunicorn", "--bind", f"{host}:{port}", "wsgi:app"],
        [sys.executable, "-m", "flask", "jobs", "run"],
    )


def _cannot_listen(host: str, port: str) -> str:
    """Why we cannot listen there, in words, or nothing."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT must be a number from 1 to 65535, not {port!r}."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            return (
                f"Cannot listen on {host}:{port} ({error.strerror}). If another program uses "
                f"the port, choose a free one: make run PORT=8080"
            )
    return ""


def _side_by_side(website: Sequence[str], runner: Sequence[str]) -> int:
    children = {
        "website": subprocess.Popen(website),
        "job runner": subprocess.Popen(runner),
    }
    asked = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked = True
        for child in children.values():
            child.terminate()

    for signal_number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, stop)
    while all(child.poll() is None for child in children.values()):
        time.sleep(0.2)
    ended = {name: child.poll() for name, child in children.items() if child.poll() is not None}
    by_itself = not asked
    stop(signal.SIGTERM, None)
    _wait(list(children.values()))
    if by_itself:
        print(f"Stopped, because it ended by itself: {ended}", file=sys.stderr)
    return int(by_itself)


def _wait(children: Sequence[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()


if __name__ == "__main__":
    sys.exit(main())
