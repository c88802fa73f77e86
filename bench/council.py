"""A council's Pulse in a fresh folder: its commands, and its website on a free loopback port, at any day and hour."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class WentWrong(Exception):
    """A command or the website did something else than it should."""


@dataclass(frozen=True)
class Ran:
    """What a command said, and how it ended."""

    said: str
    ended: int


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Council:
    """One installation. ``clock``: the day and hour at which everything happens, as ``2026-12-01T09``."""

    data: Path
    clock: str
    port: int = field(default_factory=free_port)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the caller's own Pulse gets in."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
        return own | {
            "PULSE_DATA": str(self.data),
            "PULSE_DEMONSTRATION": "1",
            "PULSE_CLOCK": self.clock,
            "PULSE_ADDRESS": f"http://localhost:{self.port}",
            "PORT": str(self.port),
        }

    def run(self, *arguments: str) -> Ran:
        """``flask ARGUMENTS``, whatever its end."""
        command = [sys.executable, "-m", "flask", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        return Ran((done.stdout + done.stderr).strip(), done.returncode)

    def flask(self, *arguments: str) -> str:
        """What the command said. Raises WentWrong when it failed."""
        ran = self.run(*arguments)
        if ran.ended != 0:
            raise WentWrong(f"flask {' '.join(arguments)}: {ran.said}")
        return ran.said

    def refuses(self, *arguments: str) -> str:
        """Why the command refuses. Raises WentWrong when it does not, or not in plain words."""
        ran = self.run(*arguments)
        if ran.ended != 1 or "Traceback" in ran.said:
            raise WentWrong(f"flask {' '.join(arguments)} was not refused: {ran.said}")
        return ran.said

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """``flask ARGUMENTS`` in the background, in a process group of its own."""
        return self._start([sys.executable, "-m", "flask", *arguments], subprocess.DEVNULL)

    def start_website(self) -> subprocess.Popen[bytes]:
        """Gunicorn with the project's settings, ready to answer."""
        with (self.data / "gunicorn.log").open("ab") as log:
            running = self._start([sys.executable, "-m", "gunicorn", "wsgi:app"], log.fileno())
        for _ in range(600):
            if running.poll() is not None:
                raise WentWrong(f"gunicorn did not start: {self.data / 'gunicorn.log'} says why.")
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return running
            time.sleep(0.1)
        raise WentWrong("gunicorn does not answer.")

    @contextmanager
    def serving(self, clock: str) -> Iterator[None]:
        """The website, from now on at this day and hour."""
        self.clock = clock
        running = self.start_website()
        try:
            yield
        finally:
            running.terminate()
            running.wait(60)

    def _start(self, command: list[str], output: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def kill(running: subprocess.Popen[bytes]) -> None:
    """``kill -9`` to a program and all it started."""
    try:
        os.killpg(running.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    running.wait(60)
