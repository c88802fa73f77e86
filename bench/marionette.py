"""Firefox as Debian gives it, driven by its own Marionette: no geckodriver, a new profile each time."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error

from bench.webdriver import Tab

NAME = "Firefox"
INSTALL = "apt-get install firefox-esr"
PROGRAMS = ("firefox-esr", "firefox")
#: A proxy that is not there for all but the loopback: the browser calls nobody but us.
PREFERENCES: dict[str, object] = {
    "marionette.port": 0,  # a free one, written into the profile
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
}
STARTS = 60  # seconds


class Marionette:
    """The connection: messages are LENGTH:[0, number, name, given] and LENGTH:[1, number, error, result]."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._answers = connection.makefile("rb")
        self._number = 0
        self._read()  # its greeting
        session = self._ask("WebDriver:NewSession", {})
        assert isinstance(session, dict)
        self.version = str(session["capabilities"]["browserVersion"])

    def command(self, name: str, **given: object) -> object:
        # In the page's own world, as WebKit has it, not in a sandbox beside it.
        world = {"sandbox": None} if name.startswith("Execute") else {}
        result = self._ask(f"WebDriver:{name}", given | world)
        return result.get("value") if isinstance(result, dict) else result

    def _ask(self, name: str, given: dict[str, object]) -> object:
        self._number += 1
        message = json.dumps([0, self._number, name, given]).encode()
        self._connection.sendall(b"%d:%s" % (len(message), message))
        answer = self._read()
        assert isinstance(answer, list)
        _, _, error, result = answer
        if error:
            raise Error(error["message"])
        return result

    def _read(self) -> object:
        length = b""
        while (digit := self._answers.read(1)) != b":":
            if not digit:
                raise Error("Firefox has gone away.")
            length += digit
        return json.loads(self._answers.read(int(length)))


def is_there() -> bool:
    """Whether a Firefox is installed."""
    return any(map(shutil.which, PROGRAMS))


@contextmanager
def visit() -> Iterator[Tab]:
    """The tab of a Firefox that was just started for the first time."""
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as made:
        profile = Path(made)
        lines = [f"user_pref({json.dumps(n)}, {json.dumps(v)});" for n, v in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines))
        command = [program, "--headless", "--no-remote", "--marionette", "--profile", made]
        environment = {**os.environ, "HOME": made}
        nowhere = subprocess.DEVNULL
        running = subprocess.Popen(command, env=environment, stdout=nowhere, stderr=nowhere)
        try:
            with socket.create_connection(("127.0.0.1", _port(profile, running))) as connection:
                yield Tab(Marionette(connection))
        finally:
            running.terminate()
            running.wait(30)


def _port(profile: Path, running: "subprocess.Popen[bytes]") -> int:
    written = profile / "MarionetteActivePort"
    for _ in range(STARTS * 10):
        if running.poll() is not None:
            break
        if written.exists() and (port := written.read_text().strip()):
            return int(port)
        time.sleep(0.1)
    raise Error("Firefox does not start.")
